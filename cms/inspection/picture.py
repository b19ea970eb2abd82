"""Looks at a picture: can all of it be drawn, and is it of a size that people send?"""

from typing import BinaryIO

from cms.inspection.findings import Refused

MOST_PIXELS = 50_000_000


def examine(file: BinaryIO) -> tuple[str, ...]:
    """No warnings are known of pictures. Raises Refused."""
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(file, formats=["JPEG", "PNG"]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("too_complex")
        picture.load()
    return ()
