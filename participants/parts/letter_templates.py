"""The texts that letters to groups begin with; those for every event are there anyway."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Part
from participants.domain.group_mail import save_template
from participants.models import LetterTemplate, User

Rows = list[dict[str, str]]


def take(event: Event, options: frozenset[str]) -> Rows:
    return list(LetterTemplate.objects.filter(event=event).values("name", "subject", "body"))


def give(event: Event, data: Rows, by: User) -> list[str]:
    return [said for row in data if (said := _give(event, row, by))]


def _give(event: Event, row: dict[str, str], by: User) -> str:
    """What could not be taken over: a text with the answer to a question that the new event does not ask."""
    try:
        save_template(LetterTemplate(event=event, **row), event, by=by)
    except ValidationError as refused:
        return _gettext("The letter “%(name)s”: %(why)s") % {"name": row["name"], "why": " ".join(refused.messages)}
    return ""


def tell(data: Rows, event: Event) -> str:
    return ", ".join(row["name"] for row in data)


PART = Part("letter_templates", _("Templates of letters"), 108, take, give, tell)
