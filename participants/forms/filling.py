"""One person's way through the steps of a form: what is asked, what was said so far, and what is still wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from cms.models import Event
from cms.numbers import whole_number
from participants.domain.answers import Said, answers_of, files_in, given_by, kept_in
from participants.domain.asked import asked_of, form_of, questions_in
from participants.domain.drafts import draft_of, files_of, keep_draft, typed_of
from participants.domain.places import STANDING
from participants.domain.registration import category_is_fixed
from participants.domain.setup import (
    FOLLOW_UP_CLOSED,
    REFUSALS,
    TAKING,
    State,
    follow_up_is_open,
    may_still_change,
    setup_of,
    state_of,
    takes_newcomers,
)
from participants.domain.ways import OPEN, Way
from participants.models import Person, Question, Registration, Stage
from participants.questions import KINDS
from participants.questions.files import KeptFile, keep_file
from participants.questions.form import Marks, QuestionsForm, shown_in, typed_in

from .registration import RegistrationForm

YOU, SEND = "you", "send"


@dataclass(frozen=True, slots=True)
class Step:
    """`slug` is its address: `you`, the id of a section, or `send`."""

    slug: str
    title: str
    introduction: str = ""
    questions: list[Question] = field(default_factory=list)


class Filling:
    """`registration` is the one that is to change; withdrawn, the one to be taken up again."""

    def __init__(
        self, event: Event, person: Person, stage: str, registration: Registration | None = None, way: Way = OPEN
    ) -> None:
        self.event, self.person, self.stage, self.registration = event, person, stage, registration
        self.way = way if self.mode == "new" else OPEN  # who is in has the category that the registration has
        self.setup = setup_of(event)
        self.draft = draft_of(event, person, stage)
        self.old = answers_of(registration) if registration else {}
        self.typed = typed_of(self.draft) if self.draft else self._known()
        self.new_files = files_of(self.draft) if self.draft else {}
        self.files: Mapping[str, KeptFile] = {}
        self.refusals: list[str] = []
        self._look_again()

    @property
    def mode(self) -> str:
        if self.stage == Stage.FOLLOW_UP:
            return "follow_up"
        is_new = self.registration is None or self.registration.status == Registration.Status.WITHDRAWN
        return "new" if is_new else "change"

    @property
    def is_change(self) -> bool:
        return self.mode == "change"

    @property
    def takes_posts(self) -> bool:
        """Whether what is sent now is taken, as it is also in the minutes of grace."""
        if self.mode == "follow_up":
            return follow_up_is_open(self.registration, self.setup)
        if self.mode == "change":
            return self.registration.status in STANDING and may_still_change(self.setup)
        return state_of(self.setup, self.way) in TAKING

    @property
    def refusal(self) -> StrPromise:
        """Why what is sent now is not taken."""
        if self.mode == "follow_up":
            return FOLLOW_UP_CLOSED
        state = state_of(self.setup, self.way) if self.mode == "new" else State.CLOSED
        return REFUSALS[state]

    @property
    def is_open(self) -> bool:
        """Whether the form is shown: to newcomers not in the minutes of grace."""
        return self.takes_posts and bool(self.mode != "new" or self.draft or takes_newcomers(self.setup, self.way))

    @property
    def here(self) -> Step:
        """Where to go on; who changes what was sent begins with all of it."""
        was_sent = self.is_change or bool(self.mode == "follow_up" and self.registration.followed_up_at)
        at = self.draft.data.get("step") if self.draft else None
        return next((step for step in self.steps if step.slug == at), self.steps[-1 if was_sent else 0])

    @property
    def is_valid(self) -> bool:
        return self.questions.is_valid() and (self.stage == Stage.FOLLOW_UP or self.you.is_valid())

    @property
    def said(self) -> Said:
        return Said(self.typed, self.files, self.draft)

    @property
    def category(self) -> int | None:
        """The id of the one chosen so far."""
        if self.way.category:
            return self.way.category.pk
        kept = self.registration
        if kept and (self.stage == Stage.FOLLOW_UP or category_is_fixed(kept, self.setup)):
            return kept.category_id
        return whole_number(self.typed.get("category", ""))

    @cached_property
    def steps(self) -> list[Step]:
        """Without those where nothing is asked under the answers so far; more than one, and the last is to send."""
        own = [Step(YOU, _("About you"))] if self.stage == Stage.REGISTRATION else []
        for section in asked_of(self.event, self.stage, self.category):
            here = {question.pk for question in section.questions}
            if any(self._is_open(question, here) for question in section.questions):
                own.append(Step(str(section.pk), section.title, section.introduction, section.questions))
        return [*own, Step(SEND, _("Check and send"))] if len(own) > 1 else own

    @cached_property
    def questions(self) -> QuestionsForm:
        """All that the chosen category is asked, with what was said so far."""
        asked = questions_in(asked_of(self.event, self.stage, self.category))
        given = given_by(self.old, but=questions_in(form_of(self.event, self.stage)))
        form = QuestionsForm(self.typed, questions=asked, given=given, arrived=self.files)
        form.is_valid()
        return form

    @cached_property
    def you(self) -> RegistrationForm:
        """What every event asks, with what was said so far."""
        form = self._you(self.typed)
        form.is_valid()
        return form

    def form(self, step: Step, data: Any = None, files: Any = None) -> forms.BaseForm:
        """The form of one step: bound to `data`, or showing what was said so far without judging it."""
        form = self._you(data) if step.slug == YOU else self._asking(step, data, files)
        if data is None and self.draft:
            form.initial |= shown_in(form, self.typed)
        return form

    def take(self, form: forms.BaseForm, data: MultiValueDict) -> None:
        """Takes over what was typed in the form of a step, right or wrong; files that are right are stored."""
        typed = MultiValueDict({name: self.typed.getlist(name) for name in self.typed if not _belongs(name, form)})
        typed.update(MultiValueDict({name: data.getlist(name) for name in data if _belongs(name, form)}))
        self.typed = typed
        for name, upload in getattr(form, "uploads", {}).items():
            self.new_files[name] = keep_file(upload) if upload else None
        self._look_again()

    def save(self, step: Step) -> None:
        """Keeps all of it as a draft; `step` is where to go on."""
        kept = {"typed": self.typed, "files": self.new_files}
        place = {"step": step.slug, "number": self.steps.index(step) + 1}
        self.draft = keep_draft(self.event, self.person, self.stage, **kept, **place)

    def beside(self, step: Step, way: int) -> Step:
        """The next step (1) or the one before (-1); the outermost where there is none."""
        place = [each.slug for each in self.steps].index(step.slug) + way
        return self.steps[min(max(place, 0), len(self.steps) - 1)]

    def _look_again(self) -> None:
        self.files = {name: kept for name, kept in (files_in(self.old) | self.new_files).items() if kept}
        for stale in ("steps", "questions", "you"):
            self.__dict__.pop(stale, None)

    def _known(self) -> MultiValueDict:
        """What the person and an earlier registration say, as if it had been typed."""
        asked = questions_in(form_of(self.event, self.stage))
        typed = typed_in(QuestionsForm(questions=asked, kept=kept_in(self.old)))
        if self.stage == Stage.REGISTRATION:
            typed.update(typed_in(self._you()))
        return typed

    def _you(self, data: Any = None) -> RegistrationForm:
        facts = {"setup": self.setup, "person": self.person, "registration": self.registration, "way": self.way}
        return RegistrationForm(data, **facts)

    def _asking(self, step: Step, data: Any, files: Any) -> QuestionsForm:
        facts = {"questions": step.questions, "given": self._given(step), "kept": kept_in(self.old)}
        return QuestionsForm(data, files, arrived=self.files, **facts)

    def _given(self, step: Step) -> Marks:
        """The answers outside of `step`; of what is not asked there are none."""
        given = dict(self.questions.given)
        for question, kept in self.questions.answers.items():
            if question not in step.questions:
                given[question.pk] = KINDS[question.kind].marks(kept)
        return given

    def _is_open(self, question: Question, here: set[int]) -> bool:
        return question.shown_if_id in here or self.questions.is_asked(question)


def _belongs(name: str, form: forms.BaseForm) -> bool:
    """Whether the form has a field of this name, or one of which it is a part."""
    return name in form.fields or name.rpartition("_")[0] in form.fields
