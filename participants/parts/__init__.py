"""What a new event takes over of how people come to another. Nothing of the people themselves."""

from cms.parts import Part

from . import balance, form, letter_templates, privacy, registration, tags


def parts() -> list[Part]:
    return [module.PART for module in (registration, form, balance, tags, letter_templates, privacy)]
