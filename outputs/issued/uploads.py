"""A file that is sent to be compared: its digest is taken as it comes in, and nothing of it is kept anywhere."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = 100 * 1024 * 1024  # bytes


class Compared(UploadedFile):
    sha256: str


class Comparing(FileUploadHandler):
    """Breaks the connection off where a file is larger than LARGEST."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.received = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > LARGEST:
            raise StopUpload(connection_reset=True)
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> Compared:
        found = Compared(None, self.file_name, self.content_type, file_size)
        found.sha256 = self.digest.hexdigest()
        return found
