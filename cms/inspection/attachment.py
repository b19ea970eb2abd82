"""The child for what is attached to an answer: a PDF or a picture."""

from typing import BinaryIO

from cms.inspection import child, picture
from cms.inspection.findings import FORMATS, Finding

HEADS = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}


def main() -> None:
    child.serve(examine)


def examine(file: BinaryIO) -> Finding:
    """What the file is. Raises Refused."""
    head = file.read(8)
    file.seek(0)
    name = next((name for mark, name in HEADS.items() if head.startswith(mark)), "")
    return Finding(FORMATS[name], picture.examine(file)) if name else child.examine(file)
