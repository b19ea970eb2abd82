"""What may be wrong with a working programme. Organisers are warned while they edit; nothing is ever blocked."""

from importlib import import_module
from pkgutil import iter_modules

from cms.models import Event

from .base import Check, Finding, Plan

__all__ = ["CHECKS", "Finding", "warnings_of"]


def _load() -> list[Check]:
    names = (found.name for found in iter_modules(__path__) if found.name != "base")
    return [import_module(f"{__name__}.{name}").CHECK for name in names]


CHECKS = _load()


def warnings_of(event: Event) -> list[Finding]:
    """Everything found in the working programme of `event`, in a number of statements that does not grow with it."""
    plan = Plan(event)
    return [finding for check in CHECKS for finding in check.find(plan)]
