"""What the form of an event asks, of whom."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from cms.models import Event
from cms.prepared import prepared
from participants.models import FormSection, Question
from participants.questions import KINDS


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form with the questions it asks now, in order; `categories` are ids, none for everybody."""

    pk: int
    stage: str
    title: str
    introduction: str
    questions: list[Question] = field(default_factory=list)
    categories: frozenset[int] = frozenset()

    def is_for(self, category: int | None) -> bool:
        return not self.categories or category in self.categories


def form_of(event: Event, stage: str = "") -> list[Section]:
    """The sections of a stage, or of all, that ask something; read once for each event object, in two statements."""
    if not hasattr(event, "asked_sections"):
        event.asked_sections = _read(event)  # type: ignore[attr-defined]
    return [section for section in event.asked_sections if stage in ("", section.stage)]  # type: ignore[attr-defined]


def asked_of(event: Event, stage: str, category: int | None) -> list[Section]:
    """Those that people of one category (its id) fill in."""
    return [section for section in form_of(event, stage) if section.is_for(category)]


def questions_in(sections: list[Section]) -> list[Question]:
    return [question for section in sections for question in section.questions]


def _read(event: Event) -> list[Section]:
    questions = [question for question in _questions(event.pk) if question.kind in KINDS]
    if not questions:
        return []
    categories: dict[int, set[int]] = {}
    links = FormSection.categories.through.objects.filter(formsection__event=event)
    for section, category in links.values_list("formsection_id", "participantcategory_id"):
        categories.setdefault(section, set()).add(category)
    _forget_removed(questions)
    found: dict[int, Section] = {}
    for question in questions:
        row = question.section
        made = Section(row.pk, row.stage, row.title, row.introduction, [], frozenset(categories.get(row.pk, ())))
        found.setdefault(row.pk, made).questions.append(question)
    return list(found.values())


def _forget_removed(questions: list[Question]) -> None:
    """What depended on a question that is asked no more is asked of everybody."""
    there = {question.pk for question in questions}
    for question in questions:
        if question.shown_if_id not in there:
            question.shown_if_id = None


@prepared
def _questions(event: int) -> QuerySet[Question]:
    asked = Question.objects.filter(section__event=event, removed_at=None).select_related("section")
    order = ("-section__stage", "section__position", "section__pk", "position", "pk")
    return asked.order_by(*order)
