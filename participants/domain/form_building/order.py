"""The order in which sections and questions come."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from participants.models import FormSection, Question, User

from .check import changing
from .questions import number_anew
from .reading import asked_in, check_seen, section_in

STALE = gettext_lazy(
    "Somebody has changed the form meanwhile. This is how it stands now; move it again if you still want to."
)


def move_question(question: Question, *, by: User | None, section: FormSection, place: int, seen: str = "") -> None:
    """To be the question number `place` (from 0) of those asked in `section`; beyond the end, it becomes the last.

    Raises PermissionDenied; Stale unless the form is as it was `seen`; ValidationError where conditions forbid it.
    """
    with changing(question.section.event, by=by) as sections:
        check_seen(seen, sections, STALE)
        _put(question, sections, section, place, by)


def step_question(question: Question, *, by: User | None, step: int, seen: str = "") -> None:
    """One place up (-1) or down (1), from the edge of a section into the next of its stage. As `move_question`."""
    with changing(question.section.event, by=by) as sections:
        check_seen(seen, sections, STALE)
        own = [section for section in sections if section.stage == question.section.stage]
        at, place = _find(question, own)
        place += step
        if place < 0 or place >= len(asked_in(own[at])):
            at += step
            if not 0 <= at < len(own):
                return
            place = len(asked_in(own[at])) if step < 0 else 0
        _put(question, sections, own[at], place, by)


def move_section(section: FormSection, *, by: User | None, place: int, seen: str = "") -> None:
    """To be number `place` (from 0) of its stage. Raises as `move_question`."""
    with changing(section.event, by=by) as sections:
        check_seen(seen, sections, STALE)
        own = [one for one in sections if one.stage == section.stage]
        moved = section_in(own, section)
        old = own.index(moved)
        own.remove(moved)
        own.insert(max(0, place), moved)
        for position, one in enumerate(own):
            one.position = position
        FormSection.objects.bulk_update(own, ["position"])
        _log(moved, str(old + 1), str(own.index(moved) + 1), by)


def step_section(section: FormSection, *, by: User | None, step: int, seen: str = "") -> None:
    with changing(section.event, by=by) as sections:
        own = [one for one in sections if one.stage == section.stage]
        place = own.index(section_in(own, section)) + step
    move_section(section, by=by, place=place, seen=seen)


def _put(question: Question, sections: list[FormSection], section: FormSection, place: int, by: User | None) -> None:
    at, old = _find(question, sections)
    source, target = sections[at], section_in(sections, section)
    moved = asked_in(source).pop(old)
    place = min(max(0, place), len(asked_in(target)))
    asked_in(target).insert(place, moved)
    moved.section = target
    number_anew(asked_in(target))
    _log(moved, f"{source}, {old + 1}", f"{target}, {place + 1}", by)


def _find(question: Question, sections: list[FormSection]) -> tuple[int, int]:
    for at, section in enumerate(sections):
        for place, one in enumerate(asked_in(section)):
            if one.pk == question.pk:
                return at, place
    raise ValidationError(_("This question was removed meanwhile."))


def _log(moved: FormSection | Question, old: str, new: str, by: User | None) -> None:
    if old != new:
        kind = "question" if isinstance(moved, Question) else "section"
        changes = {"place": [old, new]}
        log(instance=moved, action=f"participants.move_{kind}", user=by, data={"changes": changes})
