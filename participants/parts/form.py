"""The sections and questions of the registration form. A template may name a ready section: {"ready": "travel"}."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.models import Event
from cms.parts import Part
from participants.domain.form_building import plan_of, write_plan
from participants.domain.form_building.ready import READY
from participants.models import User

Sections = list[dict[str, Any]]


def take(event: Event, options: frozenset[str]) -> Sections:
    return plan_of(event)


def give(event: Event, data: Sections, by: User) -> list[str]:
    return write_plan(event, _whole(data), by=by)


def tell(data: Sections, event: Event) -> str:
    """For example "3 sections, 12 questions"."""
    sections, questions = len(data), sum(len(section["questions"]) for section in _whole(data))
    return ", ".join(
        [
            ngettext("%(count)d section", "%(count)d sections", sections) % {"count": sections},
            ngettext("%(count)d question", "%(count)d questions", questions) % {"count": questions},
        ]
    )


def _whole(data: Sections) -> Sections:
    """In the active language where a section is only named. One that there is no more is left out."""
    sections: Sections = []
    for section in data:
        if "ready" not in section:
            sections.append(section)
        elif section["ready"] in READY:
            before = sum(len(each["questions"]) for each in sections)
            sections.append(_counted_on(READY[section["ready"]].plan(), before))
    return sections


def _counted_on(section: dict[str, Any], before: int) -> dict[str, Any]:
    """A plan counts its questions through, and a ready section its own from 0."""
    for question in section["questions"]:
        if "shown_if" in question:
            question["shown_if"] += before
    return section


PART = Part("form", _("Registration form, its sections and questions"), 105, take, give, tell)
