"""Sections that many events need, to be added as they are and changed afterwards."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from participants.models import Question, Stage
from participants.questions import KINDS

from .choices import choices_of

DAYS_OF_TRAVEL, DAYS_OF_HEALTH = 30, 14


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """Of the first of `kinds` that there is; `is_follow_up` shows it where the section's first is answered yes."""

    label: StrPromise
    kinds: tuple[str, ...] = ("text",)
    purpose: StrPromise | str = ""
    help_text: StrPromise | str = ""
    is_required: bool = False
    is_follow_up: bool = False
    keep_days: int | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def plan(self) -> dict[str, Any]:
        kind = next((kind for kind in self.kinds if kind in KINDS), "text")
        return {
            "kind": kind,
            "label": str(self.label),
            "help_text": str(self.help_text),
            "is_required": self.is_required,
            "purpose": str(self.purpose),
            "is_sensitive": self.keep_days is not None,
            "keep_days": self.keep_days,
            "options": self.options if kind == self.kinds[0] else {},
        }


@dataclass(frozen=True, slots=True)
class ReadySection:
    title: StrPromise
    about: StrPromise
    stage: str
    introduction: StrPromise | str
    questions: tuple[ReadyQuestion, ...]

    def plan(self) -> dict[str, Any]:
        """In the active language, for `form_building.write_plan`."""
        return {
            "stage": self.stage,
            "title": str(self.title),
            "introduction": str(self.introduction),
            "questions": self._questions(),
        }

    def _questions(self) -> list[dict[str, Any]]:
        first = self.questions[0].plan()
        decides = choices_of(Question(kind=first["kind"], label=first["label"], options=first["options"]))
        condition = {"shown_if": 0, "shown_if_values": [decides[0][0]]} if decides else {}
        rest = ((question, question.plan()) for question in self.questions[1:])
        return [first, *(plan | condition if question.is_follow_up else plan for question, plan in rest)]


LINE, LINES = ("text",), ("long_text", "text")
YES, DATE, COUNTRY, PHONE = ("yes_no", "text"), ("date", "text"), ("country", "text"), ("phone", "text")
FOR_TRAVEL, FOR_VISA = _("To meet you and to know who has arrived."), _("For the letter that supports your visa.")
FOR_HOTEL = _("To book a room in the group of this meeting.")
FOR_ACCESS = _("So that you can take part fully: rooms, seats, interpretation, meals.")
FOR_EMERGENCY = _("To be called only if something happens to you at the meeting.")

READY: dict[str, ReadySection] = {
    "travel": ReadySection(
        _("Travel"),
        _("Arrival and departure, with flights or trains."),
        Stage.FOLLOW_UP,
        _("As soon as you have booked. You may change it until the day named above."),
        (
            ReadyQuestion(_("Day of arrival"), DATE, FOR_TRAVEL, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(
                _("Flight or train of arrival"), LINE, FOR_TRAVEL, _("Number and hour."), keep_days=DAYS_OF_TRAVEL
            ),
            ReadyQuestion(_("Day of departure"), DATE, FOR_TRAVEL, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(
                _("Flight or train of departure"), LINE, FOR_TRAVEL, _("Number and hour."), keep_days=DAYS_OF_TRAVEL
            ),
        ),
    ),
    "visa": ReadySection(
        _("Visa and passport"),
        _("What a letter for a visa must name; asked of those who need one."),
        Stage.FOLLOW_UP,
        _("Only if you need a visa. What you write is removed after the meeting."),
        (
            ReadyQuestion(_("Do you need a letter for a visa?"), YES),
            ReadyQuestion(_("Name as in the passport"), LINE, FOR_VISA, is_follow_up=True, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(
                _("Nationality in the passport"), COUNTRY, FOR_VISA, is_follow_up=True, keep_days=DAYS_OF_TRAVEL
            ),
            ReadyQuestion(_("Number of the passport"), LINE, FOR_VISA, is_follow_up=True, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(_("Passport valid until"), DATE, FOR_VISA, is_follow_up=True, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(_("Date of birth"), DATE, FOR_VISA, is_follow_up=True, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(_("City of the consulate"), LINE, FOR_VISA, is_follow_up=True, keep_days=DAYS_OF_TRAVEL),
        ),
    ),
    "hotel": ReadySection(
        _("Hotel"),
        _("Nights and wishes, for a group booking."),
        Stage.FOLLOW_UP,
        "",
        (
            ReadyQuestion(_("Shall we book a room for you?"), YES),
            ReadyQuestion(_("First night"), DATE, FOR_HOTEL, is_follow_up=True, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(_("Day of leaving"), DATE, FOR_HOTEL, is_follow_up=True, keep_days=DAYS_OF_TRAVEL),
            ReadyQuestion(
                _("Wishes for the room"),
                LINES,
                FOR_HOTEL,
                _("For example: a room without steps, somebody who shares it."),
                is_follow_up=True,
                keep_days=DAYS_OF_TRAVEL,
            ),
        ),
    ),
    "access": ReadySection(
        _("Access and diet"),
        _("What people need to take part and to eat. Leave out the question for needs in the set-up then."),
        Stage.REGISTRATION,
        _("Only those who arrange it read this, and each reading is logged."),
        (
            ReadyQuestion(
                _("What do you need to take part fully?"),
                ("accessibility", *LINES),
                FOR_ACCESS,
                _("For example: step-free ways, sign language, large print, an accompanying person."),
                keep_days=DAYS_OF_HEALTH,
            ),
            ReadyQuestion(
                _("What do you not eat?"),
                ("dietary", *LINE),
                FOR_ACCESS,
                _("For example: vegetarian, halal, kosher, allergies."),
                keep_days=DAYS_OF_HEALTH,
            ),
        ),
    ),
    "emergency": ReadySection(
        _("Emergency contact"),
        _("Somebody to call if something happens."),
        Stage.FOLLOW_UP,
        "",
        (
            ReadyQuestion(_("Whom may we call?"), LINE, FOR_EMERGENCY, keep_days=DAYS_OF_HEALTH),
            ReadyQuestion(_("Telephone of that person"), PHONE, FOR_EMERGENCY, keep_days=DAYS_OF_HEALTH),
            ReadyQuestion(_("Languages of that person"), LINE, FOR_EMERGENCY, keep_days=DAYS_OF_HEALTH),
        ),
    ),
}
