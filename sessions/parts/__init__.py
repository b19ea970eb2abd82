"""What a new event takes over of another's programme."""

from cms.parts import Part

from .programme import PART


def parts() -> list[Part]:
    return [PART]
