"""The parts that this app owns."""

from . import aims, contacts, facts, organizers, page, place, team
from .base import Part


def parts() -> list[Part]:
    modules = (facts, aims, organizers, contacts, place, page, team)
    return [module.PART for module in modules]
