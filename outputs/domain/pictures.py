"""Keeping the pictures that a document shows."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cms.inspection.findings import PICTURES
from cms.inspection.run import inspect
from cms.models import Event
from outputs.models import Asset, Output

#: The longest side in pixels: the width of the text at 300 to the inch.
LONGEST = 1680
QUALITY = 85


def keep_pictures(output: Output) -> None:
    """Keeps the pictures of the body that are not kept yet, within the transaction that saves it.

    Raises ValidationError where one cannot be read.
    """
    images = {block.value["image"] for block in output.body if block.block_type == "picture"} - {None}
    kept = set(Asset.objects.filter(event=output.event).values_list("image_id", "original")) if images else set()
    for image in sorted(images, key=lambda one: one.pk):
        if (image.pk, original := _digest(image)) not in kept:
            _keep(output.event, image, original)


def _digest(image: Any) -> str:
    return str(image.file_hash or image._set_file_hash() or image.file_hash)  # noqa: SLF001 -- older rows have none


def _keep(event: Event, image: Any, original: str) -> None:
    try:
        with image.file.open("rb") as file:
            inspect(file, max_bytes=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, formats=PICTURES)
        data, media_type, size = printable(image)
    except (OSError, ValidationError):
        words = {"title": image.title}
        raise ValidationError(_("The picture “%(title)s” cannot be read. Choose another one.") % words) from None
    sha256 = hashlib.sha256(data).hexdigest()
    asset = Asset(event=event, image_id=image.pk, original=original, sha256=sha256, media_type=media_type)
    asset.width, asset.height = size
    asset.file.save(f"{sha256}.{media_type.removeprefix('image/')}", ContentFile(data), save=False)
    asset.save()


def printable(image: Any) -> tuple[bytes, str, tuple[int, int]]:
    """A picture that was inspected, upright, of at most LONGEST pixels, without metadata: its bytes, media type and
    size. Raises OSError where it cannot be read.
    """
    from PIL import Image, ImageOps

    with image.file.open("rb") as file, Image.open(file, formats=["JPEG", "PNG"]) as source:
        is_photograph = source.format == "JPEG"
        upright = ImageOps.exif_transpose(source)
        upright.thumbnail((LONGEST, LONGEST))
        flat = _without_alpha(upright)
    target = BytesIO()
    if is_photograph:
        flat.save(target, "JPEG", quality=QUALITY, optimize=True)
    else:
        flat.save(target, "PNG", optimize=True)
    return target.getvalue(), "image/jpeg" if is_photograph else "image/png", flat.size


def _without_alpha(picture: Any) -> Any:
    """On white, as on paper: PDF/A-3 allows transparency, but not every reader prints it well."""
    from PIL import Image

    rgba = picture.convert("RGBA")
    ground = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(ground, rgba).convert("RGB")
