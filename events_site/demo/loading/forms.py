"""The form of the upcoming meeting: two sections for those who register, one for those approved, and some answers."""

from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from cms.models import Event
from events_site.demo.facts import UPCOMING
from participants.domain.setup import set_up_registration
from participants.models import Answer, FormSection, Question, Registration, RegistrationSetup, Stage

from .events import evening

DAYS_KEPT = 30
CONTRIBUTION = [
    {
        "key": "subjects",
        "kind": "choices",
        "label": "On which of these can you speak?",
        "options": {
            "choices": [
                "Counters and service points",
                "Mobile offices",
                "Libraries",
                "Training for staff",
                "Identity without a smartphone",
            ]
        },
    },
    {"key": "paper", "kind": "yes_no", "label": "Will you send a paper?", "is_required": True},
    {
        "key": "working_title",
        "kind": "text",
        "label": "Working title of the paper",
        "is_required": True,
        "shown_if": ("paper", ["yes"]),
    },
    {
        "key": "recording",
        "kind": "consent",
        "label": "Recording",
        "options": {"statement": "My contribution may be recorded and published with the papers of the meeting."},
    },
]
NEEDS = [
    {
        "key": "access",
        "kind": "accessibility",
        "label": "What do you need to take part fully?",
        "purpose": "To prepare rooms and papers.",
        "is_sensitive": True,
        "keep_days": DAYS_KEPT,
    },
    {
        "key": "diet",
        "kind": "dietary",
        "label": "What do we tell the kitchen?",
        "purpose": "For the meals of the meeting.",
        "is_sensitive": True,
        "keep_days": DAYS_KEPT,
    },
]
IF_VISA = {"shown_if": ("visa", ["yes"]), "is_required": True, "is_sensitive": True, "keep_days": DAYS_KEPT}
TRAVEL = [
    {"key": "visa", "kind": "yes_no", "label": "Do you need a visa?", "is_required": True},
    {"key": "nationality", "kind": "country", "label": "Country that issued your passport", **IF_VISA},
    {
        "key": "passport",
        "kind": "text",
        "label": "Number of the passport",
        "purpose": "Letter for the visa.",
        **IF_VISA,
    },
    {"key": "expiry", "kind": "date", "label": "The passport is valid until", **IF_VISA},
    {
        "key": "scan",
        "kind": "file",
        "label": "The page of the passport with your picture",
        **IF_VISA,
        "is_required": False,
    },
    {"key": "arrival", "kind": "date", "label": "Day of arrival", "is_required": True},
    {"key": "nights", "kind": "number", "label": "Nights in the hotel", "options": {"minimum": 0, "maximum": 14}},
    {"key": "phone", "kind": "phone", "label": "Telephone while you travel"},
]
SECTIONS = [
    (Stage.REGISTRATION, "Your contribution", "", CONTRIBUTION),
    (Stage.REGISTRATION, "What you need", "Only those who arrange it read this, and each reading is logged.", NEEDS),
    (Stage.FOLLOW_UP, "Travel and visa", "We book the hotel and write the letter for the visa from this.", TRAVEL),
]
SAID: dict[str, list[Any]] = {
    "subjects": [["Libraries", "Training for staff"], ["Mobile offices"], ["Identity without a smartphone"]],
    "paper": ["yes", "no", "no"],
    "working_title": ["Ten years of village counters", None, None],
    "access": [None, {"chosen": ["step_free"], "more": ""}, None, {"chosen": ["captions"], "more": "In French."}],
    "diet": [{"chosen": ["vegetarian"], "more": ""}, None, {"chosen": ["halal"], "more": ""}, None, None],
}


def add() -> None:
    """Adds it to the upcoming meeting, unless that has one."""
    event = Event.objects.get(slug=UPCOMING)
    if FormSection.objects.filter(event=event).exists() or not RegistrationSetup.objects.filter(event=event).exists():
        return
    until = evening(event, event.start_date - timedelta(weeks=1))
    set_up_registration(event, by=None, data={"follow_up_until": until, "asks_needs": False, "grace_minutes": 15})
    add_answers(event, add_form(event))


def add_form(event: Event) -> dict[str, Question]:
    """The questions by their key in the lists above."""
    made: dict[str, Question] = {}
    for place, (stage, title, introduction, questions) in enumerate(SECTIONS):
        facts = {"stage": stage, "title": title, "introduction": introduction, "position": place}
        section = FormSection.objects.create(event=event, **facts)
        for position, row in enumerate(questions):
            made[row["key"]] = _question(section, position, row, made)
    return made


def add_answers(event: Event, questions: dict[str, Question]) -> None:
    """What those who registered said, in turns."""
    people = list(Registration.objects.filter(event=event).order_by("pk"))
    Answer.objects.bulk_create(
        Answer(registration=registration, question=questions[key], value=value)
        for key, values in SAID.items()
        for registration, value in zip(people, islice(cycle(values), len(people)), strict=True)
        if value is not None
    )


def _question(section: FormSection, position: int, row: dict[str, Any], made: dict[str, Question]) -> Question:
    facts = {name: value for name, value in row.items() if name not in {"key", "shown_if"}}
    decisive, values = row.get("shown_if", ("", []))
    condition = {"shown_if": made.get(decisive), "shown_if_values": values}
    return Question.objects.create(section=section, position=position, **facts, **condition)
