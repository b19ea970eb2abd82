"""What may be wrong with a working programme. Organisers are warned while they edit; nothing is ever blocked."""

from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules
from typing import Any

from cms.models import Event

from . import checks
from .base import Check, Finding
from .plan import Plan

__all__ = ["CHECKS", "Finding", "grouped", "warnings_of"]


def _load() -> dict[str, Check]:
    names = (found.name for found in iter_modules(checks.__path__) if found.name != "missing_role")
    found = [import_module(f"{checks.__name__}.{name}").CHECK for name in names]
    return {check.slug: check for check in sorted(found, key=lambda check: check.order)}


CHECKS = _load()


def warnings_of(event: Event, *, by: Any = None) -> list[Finding]:
    """Everything found in the working programme of `event`, but for the checks it has muted, in the order of CHECKS.

    What people do at the events around it (its parent, children and siblings) is told from their releases, and from
    the working programme where `by` is in the team. Four statements, up to seven where there are such events.
    """
    plan = Plan(event, by)
    heard = (check for check in CHECKS.values() if check.slug not in plan.muted)
    return [finding for check in heard for finding in check.find(plan)]


def grouped(findings: list[Finding]) -> list[tuple[Check, list[Finding]]]:
    """`findings`, in the order of `warnings_of`, under the check that found them."""
    return [(CHECKS[slug], list(found)) for slug, found in groupby(findings, key=lambda finding: finding.check)]
