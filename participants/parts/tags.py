"""The tags of the desk, given to nobody."""

from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Part
from participants.domain.tags import save_tag
from participants.models import RegistrationTag, User

Rows = list[dict[str, str]]


def take(event: Event, options: frozenset[str]) -> Rows:
    return list(RegistrationTag.objects.filter(event=event).values("name", "colour"))


def give(event: Event, data: Rows, by: User) -> list[str]:
    for row in data:
        save_tag(RegistrationTag(event=event, **row), by=by)
    return []


def tell(data: Rows, event: Event) -> str:
    return ", ".join(row["name"] for row in data)


PART = Part("tags", _("Tags of the desk"), 107, take, give, tell)
