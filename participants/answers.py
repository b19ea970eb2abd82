"""Answers as people read them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from participants.domain.answers import answers_of
from participants.domain.asked import asked_of
from participants.domain.setup import follow_up_is_open, setup_of
from participants.models import Answer, Registration, Stage
from participants.questions import words


@dataclass(frozen=True, slots=True)
class Shown:
    label: str
    words: str
    url: str = ""


def sections_of(registration: Registration, *, with_sensitive: bool = True) -> list[tuple[str, list[Shown]]]:
    """What was answered, under the titles of the sections, in their order; in one statement."""
    rows = [row for row in answers_of(registration).values() if with_sensitive or not row.question.is_sensitive]
    found: dict[int, tuple[str, list[Shown]]] = {}
    for row in sorted(rows, key=_place):
        section = row.question.section
        found.setdefault(section.pk, (section.title, []))[1].append(_shown(row, registration))
    return list(found.values())


def follow_up_of(registration: Registration) -> dict[str, Any] | None:
    """What the registration's page and /me/ say of the form for those approved; None where there is none."""
    event, setup = registration.event, setup_of(registration.event)
    if registration.status != Registration.Status.APPROVED:
        return None
    sections = asked_of(event, Stage.FOLLOW_UP, registration.category_id)
    if not sections:
        return None
    return {
        "titles": [section.title for section in sections],
        "until": setup.follow_up_until if setup else None,
        "is_open": follow_up_is_open(registration, setup),
        "is_sent": registration.followed_up_at is not None,
        "url": reverse("participants:follow_up", args=[event.slug]),
    }


def _place(row: Answer) -> tuple[Any, ...]:
    question, section = row.question, row.question.section
    return section.stage != Stage.REGISTRATION, section.position, section.pk, question.position, question.pk


def _shown(row: Answer, registration: Registration) -> Shown:
    url = reverse("participants:answer_file", args=[registration.event.slug, row.pk]) if row.file else ""
    return Shown(row.question.label, words(row), url)
