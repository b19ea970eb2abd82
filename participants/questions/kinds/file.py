from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from participants.models import Question
from participants.questions.base import Kind, common
from participants.questions.files import AttachmentField, KeptFile

MEGABYTE = 1024 * 1024
USUAL, MOST = 5, 20


class FileKind(Kind):
    """The file lies in `Answer.file`; kept beside it are its name, format and size in bytes."""

    slug, label = "file", _("file (PDF or picture)")
    takes_file = True

    def field(self, question: Question) -> forms.Field:
        megabytes = question.options.get("megabytes", USUAL)
        words = common(question)
        about = _("PDF, JPEG or PNG, up to %(size)s MB.") % {"size": megabytes}
        words["help_text"] = f"{escape(question.help_text)} {about}".strip()
        return AttachmentField(max_bytes=megabytes * MEGABYTE, **words)

    def keep(self, cleaned: Any, question: Question) -> Any:
        if not isinstance(cleaned, KeptFile):
            return None
        return {"name": cleaned.name, "format": cleaned.format, "size": cleaned.size}

    def type(self, kept: Any) -> Any:
        """The file itself comes beside the kept answers."""
        return None

    def say(self, kept: Any, question: Question) -> str:
        return kept["name"] if kept else ""

    def marks(self, kept: Any) -> frozenset[str]:
        return frozenset()

    def option_fields(self) -> dict[str, forms.Field]:
        size = forms.IntegerField(
            label=_("Megabytes at most"), min_value=1, max_value=MOST, initial=USUAL, required=False
        )
        return {"megabytes": size}


KIND = FileKind()
