"""Sections: the steps of the form."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import differences
from cms.models import Event
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import FormSection, Question, User

from .check import changing
from .reading import check_seen, section_in
from .words import words_of_section

FIELDS = ("title", "introduction", "stage")


def add_section(event: Event, *, by: User | None, data: Mapping[str, Any]) -> FormSection:
    """At the end of its stage. `data` holds FIELDS and `categories`; without any it is asked of everybody.

    Raises PermissionDenied, and ValidationError by field.
    """
    with changing(event, by=by) as sections:
        section = FormSection(event=event)
        _fill(section, data)
        section.position = next_position(sections, section.stage)
        _save(section, data)
        changes = differences({}, words_of_section(section))
        log(instance=section, action="participants.add_section", user=by, data={"changes": changes})
    return section


def change_section(section: FormSection, *, by: User | None, data: Mapping[str, Any], seen: str = "") -> FormSection:
    """As `add_section`; with another stage it moves to the end of that. Raises Stale, too."""
    with changing(section.event, by=by) as sections:
        section = section_in(sections, section)
        check_seen(seen, section, _("Somebody has changed this section meanwhile. Look at it again."))
        before, stage = words_of_section(section), section.stage
        _fill(section, data)
        if section.stage != stage:
            section.position = next_position(sections, section.stage)
        _save(section, data)
        section = FormSection.objects.get(pk=section.pk)
        changes = differences(before, words_of_section(section))
        log(instance=section, action="participants.change_section", user=by, data={"changes": changes})
    return section


def remove_section(section: FormSection, *, by: User | None) -> None:
    """With its questions; those that people answered are kept as removed, in the section before or after it.

    Raises PermissionDenied; ValidationError where there is none, or where another section depends on it.
    """
    with changing(section.event, by=by) as sections:
        heir = _heir(section_in(sections, section), sections)
        rest = Question.objects.filter(section=section, answers__isnull=False).distinct()
        kept = list(rest.values_list("pk", flat=True))
        if kept and heir is None:
            raise ValidationError(
                _("People have answered here, and there is no other section to keep that in. Remove its questions.")
            )
        _check_nothing_depends_on(section)
        title, count = section.title, section.questions.filter(removed_at=None).count()
        Question.objects.filter(pk__in=kept, removed_at=None).update(removed_at=timezone.now())
        Question.objects.filter(pk__in=kept).update(section=heir)
        log(
            instance=section.event, action="participants.remove_section", user=by, data={"title": title, "count": count}
        )
        section.delete()


def next_position(sections: list[FormSection], stage: str) -> int:
    return max((one.position + 1 for one in sections if one.stage == stage), default=0)


def _heir(section: FormSection, sections: list[FormSection]) -> FormSection | None:
    own = [one for one in sections if one.stage == section.stage]
    place = next((number for number, one in enumerate(own) if one.pk == section.pk), 0)
    others = own[:place][-1:] or own[place + 1 :][:1]
    return others[0] if others else None


def _check_nothing_depends_on(section: FormSection) -> None:
    outside = Question.objects.filter(shown_if__section=section, removed_at=None).exclude(section=section)
    for question in outside.select_related("shown_if"):
        words = _("“%(question)s” is shown by the answer to “%(decides)s”. Change that first.")
        raise ValidationError(words % {"question": question, "decides": question.shown_if})


def _fill(section: FormSection, data: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in data:
            setattr(section, name, data[name])
    section.title, section.introduction = one_line(section.title), many_lines(section.introduction)
    check_fields(section, exclude=["event"])


def _save(section: FormSection, data: Mapping[str, Any]) -> None:
    section.save()
    if "categories" in data:
        section.categories.set(data["categories"])
