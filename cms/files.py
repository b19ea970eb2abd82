"""Private files: stored outside every public folder under random names, and sent only by views that asked first."""

import secrets
from pathlib import PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse, HttpResponseBase


class PrivateStorage(FileSystemStorage):
    """Has no URL, and never uses the name a person gave: 120 Chinese letters are too long for a file system."""

    def __init__(self) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, base_url=None)

    def generate_filename(self, filename: str) -> str:
        path = PurePosixPath(filename)
        return str(path.parent / f"{secrets.token_hex(16)}{path.suffix[:10].lower()}")


def private_storage() -> Storage:
    return storages["private"]


def send(file: FieldFile, *, name: str, media_type: str, public: bool) -> HttpResponseBase:
    """A download of `file` under `name`; the caller has checked that this visitor may have it.

    A web server in front sends the bytes itself where SENDFILE_PREFIX names its internal location. The headers keep a
    hostile file from running in the site's origin, and a restricted one out of every cache. Nothing is shown in place:
    browsers refuse to show a PDF in the sandbox.
    """
    response: HttpResponseBase
    if settings.SENDFILE_PREFIX:
        response = HttpResponse(content_type=media_type)
        response["X-Accel-Redirect"] = f"{settings.SENDFILE_PREFIX}/{quote(file.name)}"
    else:
        response = FileResponse(file.open("rb"), content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "public, max-age=300" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
