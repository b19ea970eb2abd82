"""A form as a plan, without anybody's answers: what templates keep, new editions get, and other events take.

A plan is a list of sections in order, in JSON. Its questions are counted through from 0 within the plan, and
`shown_if` names the number of an earlier one.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import FormSection, ParticipantCategory, Question, Stage, User
from participants.permissions import may_set_up_registration
from participants.questions import KINDS

from .check import changing
from .questions import checked_options, fill
from .reading import asked_in, built_form, questions_in
from .ready import READY
from .sections import next_position

QUESTION = ("kind", "label", "help_text", "is_required", "options", "purpose", "is_sensitive", "keep_days")
Plan = list[dict[str, Any]]


def plan_of(event: Event) -> Plan:
    """Of the form as it stands; removed questions are left out."""
    sections = built_form(event)
    numbers = {question.pk: number for number, question in enumerate(questions_in(sections))}
    return [
        {
            "stage": section.stage,
            "title": section.title,
            "introduction": section.introduction,
            "categories": [category.slug for category in section.categories.all()],
            "questions": [_question(question, numbers) for question in asked_in(section)],
        }
        for section in sections
    ]


def _question(question: Question, numbers: dict[int, int]) -> dict[str, Any]:
    kept = {name: getattr(question, name) for name in QUESTION}
    if question.shown_if_id in numbers:
        kept |= {"shown_if": numbers[question.shown_if_id], "shown_if_values": question.shown_if_values}
    return kept


def write_plan(event: Event, plan: Plan, *, by: User | None) -> list[str]:
    """Adds the sections of `plan` to the form of `event`; returns sentences on what could not be taken over.

    Raises PermissionDenied, and ValidationError where the form would become too long; then nothing is written.
    """
    with changing(event, by=by) as sections:
        notices = list(_write(event, plan, sections))
        log(instance=event, action="participants.add_sections", user=by, data={"count": len(plan)})
    return notices


def copy_form(event: Event, *, by: User | None, source: Event) -> list[str]:
    """Adds the whole form of `source`, which `by` must organise, too. Returns and raises as `write_plan`."""
    if by and not may_set_up_registration(by, source):
        raise PermissionDenied
    plan = plan_of(source)
    if not plan:
        raise ValidationError({"source": _("This event has no form to take.")})
    return write_plan(event, plan, by=by)


def add_ready_section(event: Event, *, by: User | None, slug: str) -> list[str]:
    """One of READY, at the end of its stage. Raises ValidationError for another, else as `write_plan`."""
    if slug not in READY:
        raise ValidationError(_("There is no such section."))
    return write_plan(event, [READY[slug].plan()], by=by)


def _write(event: Event, plan: Plan, sections: list[FormSection]) -> Iterator[str]:
    categories = {category.slug: category for category in ParticipantCategory.objects.all()}
    written: dict[int, Question] = {}
    number = 0
    for data in plan:
        section = _section(event, data, sections)
        wanted = data.get("categories", [])
        section.categories.set([categories[slug] for slug in wanted if slug in categories])
        if wanted and not set(wanted) & categories.keys():
            yield _("“%(section)s” was for categories that are no more: it is asked of everybody.") % {
                "section": section
            }
        for position, facts in enumerate(data["questions"]):
            if facts["kind"] in KINDS:
                written[number] = _write_question(section, position, facts, written)
            else:
                yield _("“%(question)s” is of a kind that is no more.") % {"question": facts["label"]}
            number += 1


def _section(event: Event, data: dict[str, Any], sections: list[FormSection]) -> FormSection:
    stage = data.get("stage", Stage.REGISTRATION)
    section = FormSection(event=event, stage=stage, title=data["title"], introduction=data.get("introduction", ""))
    section.position = next_position(sections, stage)
    section.save()
    sections.append(section)
    return section


def _write_question(
    section: FormSection, position: int, facts: dict[str, Any], written: dict[int, Question]
) -> Question:
    question = Question(section=section, kind=facts["kind"], position=position)
    fill(question, {name: facts[name] for name in QUESTION if name in facts and name != "options"})
    question.options = checked_options(question.kind, facts.get("options", {}))
    if (decider := written.get(facts.get("shown_if", -1))) is not None:
        question.shown_if, question.shown_if_values = decider, facts["shown_if_values"]
    question.save()
    return question
