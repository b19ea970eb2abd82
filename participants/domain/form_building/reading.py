"""The form as it stands, and a stamp by which two organisers notice one another."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from cms.models import Event
from participants.models import FormSection, Question, Stage

WRITTEN = (
    "kind",
    "label",
    "help_text",
    "is_required",
    "options",
    "purpose",
    "is_sensitive",
    "keep_days",
    "shown_if_id",
    "shown_if_values",
)


class Stale(ValidationError):
    """Somebody else has changed meanwhile what was to be changed."""


def built_form(event: Event) -> list[FormSection]:
    """The sections of both stages in order, each with `asked`: its questions that are not removed. Three statements."""
    asked = (
        Question.objects.filter(removed_at=None)
        .select_related("shown_if")
        .annotate(answered=Count("answers"))
        .order_by("position", "pk")
    )
    sections = event.form_sections.prefetch_related("categories", Prefetch("questions", asked, to_attr="asked"))
    return sorted(sections, key=lambda section: (order_of(section.stage), section.position, section.pk))


def section_in(sections: list[FormSection], section: FormSection) -> FormSection:
    """As it is now; `sections` as `built_form` gives them. Raises ValidationError where it is gone."""
    for one in sections:
        if one.pk == section.pk:
            return one
    raise ValidationError(_("This section was removed meanwhile."))


def order_of(stage: str) -> int:
    return Stage.values.index(stage)


def questions_in(sections: list[FormSection], stage: str | None = None) -> Iterator[Question]:
    """In the order in which they are asked; `sections` as `built_form` gives them."""
    for section in sections:
        if stage in {None, section.stage}:
            yield from asked_in(section)


def asked_in(section: FormSection) -> list[Question]:
    """Of a section that `built_form` gave."""
    return section.asked  # type: ignore[attr-defined]


def removed_questions(event: Event) -> QuerySet[Question]:
    """Those that are asked no more, with the number of answers that were given."""
    rows = Question.objects.filter(section__event=event, removed_at__isnull=False)
    return rows.select_related("section").annotate(answered=Count("answers")).order_by("-removed_at")


def stamp_of(seen: FormSection | Question | list[FormSection]) -> str:
    """Of a section or a question, what stands in it; of a whole form, what is asked in which order."""
    return sha256(json.dumps(_facts(seen), default=str).encode()).hexdigest()[:16]


def check_seen(seen: str, now: FormSection | Question | list[FormSection], words: StrOrPromise) -> None:
    if seen and seen != stamp_of(now):
        raise Stale(words, code="stale")


def _facts(seen: Any) -> list[Any]:
    if isinstance(seen, Question):
        return [getattr(seen, name) for name in WRITTEN]
    if isinstance(seen, FormSection):
        categories = sorted(category.pk for category in seen.categories.all())
        return [seen.title, seen.introduction, seen.stage, categories]
    return [[section.pk, section.stage, [question.pk for question in asked_in(section)]] for section in seen]
