"""Placeholders in letters: `{name}` and the like. Only what is listed here is ever filled in.

The text is searched for names in braces and nothing else: it is no format string and no template, so that it cannot
reach anything beyond these words.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from cms.models import Event
from participants.models import Question, Registration
from participants.roster.questions import say

BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")
ANSWER = "answer:"

PLACEHOLDERS: dict[str, tuple[StrPromise, Callable[[Registration], str]]] = {
    "name": (gettext_lazy("the name"), lambda r: r.person.name),
    "honorific": (gettext_lazy("form of address"), lambda r: r.person.honorific),
    "institution": (gettext_lazy("the institution"), lambda r: r.institution),
    "title": (gettext_lazy("the title of the person"), lambda r: r.title),
    "country": (gettext_lazy("the country"), lambda r: str(r.person.country or "")),
    "category": (gettext_lazy("the category"), lambda r: r.category.name),
    "status": (gettext_lazy("the status of the registration"), lambda r: str(r.get_status_display())),
    "event": (gettext_lazy("the title of the event"), lambda r: r.event.title),
    "dates": (gettext_lazy("first and last day"), lambda r: dates_of(r.event)),
    "venue": (gettext_lazy("where it takes place"), lambda r: str(r.event.venue or "")),
    "registration_link": (gettext_lazy("address of one's own registration"), lambda r: link_of(r.event)),
}


def dates_of(event: Event) -> str:
    first, last = (date_format(day, "j F Y") for day in (event.start_date, event.end_date))
    return first if first == last else f"{first} – {last}"


def link_of(event: Event) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:register', args=[event.slug])}"


def questions_of(event: Event) -> dict[str, Question]:
    """Those whose answers a letter may repeat, by label in small letters. Sensitive ones are no matter for a letter."""
    asked = Question.objects.filter(section__event=event, is_sensitive=False).order_by("-pk")
    return {_key(question.label): question for question in asked if not set("{}\n") & set(question.label)}


def check(text: str, questions: Mapping[str, Question]) -> None:
    """Raises ValidationError where `text` holds a brace or a name in braces that stands for nothing."""
    for found in BRACES.finditer(text):
        if found[1] is None:
            raise ValidationError(_("A brace stands alone: { and } are for placeholders only."))
        if not _is_known(found[1], questions):
            words = _("There is no placeholder %(name)s. These are known: %(known)s.")
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise ValidationError(words % {"name": f"{{{found[1][:60]}}}", "known": known})


def fill(text: str, registration: Registration, answers: Mapping[int, Any], questions: Mapping[str, Question]) -> str:
    """`text` with everything in braces filled in, in one pass; `answers` are what was kept, by the question's id.

    To be called in the language of the letter, for a text that `check` let pass.
    """
    return BRACES.sub(lambda found: _value(found[1] or "", registration, answers, questions), text)


def asks_for_answers(*texts: str) -> bool:
    return any((found[1] or "").strip().lower().startswith(ANSWER) for text in texts for found in BRACES.finditer(text))


def _value(name: str, registration: Registration, answers: Mapping[int, Any], questions: Mapping[str, Question]) -> str:
    if name in PLACEHOLDERS:
        return PLACEHOLDERS[name][1](registration)
    question = _asked(name, questions)
    return say(question, answers.get(question.pk)) if question else ""


def _is_known(name: str, questions: Mapping[str, Question]) -> bool:
    return name in PLACEHOLDERS or _asked(name, questions) is not None


def _asked(name: str, questions: Mapping[str, Question]) -> Question | None:
    kind, _colon, label = name.partition(":")
    return questions.get(_key(label)) if kind.strip().lower() == ANSWER.rstrip(":") else None


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
