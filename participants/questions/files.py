"""Files as answers: judged by content when they arrive, and kept privately from then on."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cms.file_names import clean_name
from cms.files import private_storage
from cms.inspection.findings import ATTACHMENTS, FORMATS
from cms.inspection.run import inspect


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that arrived: its place in the private storage, and what its sender called it."""

    file: str
    name: str
    format: str
    size: int

    def __str__(self) -> str:
        return self.name

    @property
    def media_type(self) -> str:
        return FORMATS[self.format].media_type


class FileInput(forms.ClearableFileInput):
    """Says which file arrived already, without a link."""

    template_name = "participants/widgets/file.html"

    def is_initial(self, value: Any) -> bool:
        return bool(value)


class AttachmentField(forms.FileField):
    """Cleaned: the upload with its `format`, or what was kept before, or False where it is to be taken away."""

    widget = FileInput

    def __init__(self, *, max_bytes: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_bytes = max_bytes
        self.widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"

    def clean(self, data: Any, initial: Any = None) -> Any:
        cleaned = super().clean(data, initial)
        if isinstance(cleaned, UploadedFile):
            cleaned.format = inspect(cleaned, max_bytes=self.max_bytes, formats=ATTACHMENTS).format  # type: ignore[attr-defined]
        return cleaned


def keep_file(upload: Any) -> KeptFile:
    """Stores what an AttachmentField has found right."""
    name = clean_name(upload.name or "", extension=upload.format.extension, otherwise="file")
    storage = private_storage()
    path = storage.save(storage.generate_filename(f"answers/{name}"), upload)
    return KeptFile(path, name, upload.format.name, upload.size)


def remove_file(path: str) -> None:
    if path:
        private_storage().delete(path)
