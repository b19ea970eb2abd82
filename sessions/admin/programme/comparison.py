"""Two versions of a session side by side, for whoever has to choose between them, field by field."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sessions.models import Contribution, Session, SessionRole

TAKE = "take-"  # names of the choices: "theirs" or "mine"
PARTS = ("roles", "talks")
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """`takes_theirs` where the person had changed nothing of it."""

    name: str
    label: str
    theirs: str
    mine: str
    takes_theirs: bool

    @property
    def field(self) -> str:
        return TAKE + self.name


def differences(theirs: Words, mine: Words, base: Words, labels: Words) -> list[Difference]:
    return [
        Difference(name, labels[name], theirs[name], text, base.get(name) == text)
        for name, text in mine.items()
        if name in theirs and theirs[name] != text
    ]


def words_of(form: Any) -> Words:
    """What stands in each field of a form, in words."""
    return {field.name: _words(field) for field in form.visible_fields()}


def labels_of(form: Any) -> Words:
    named = {field.name: str(field.label) for field in form.visible_fields()}
    return named | {"roles": _("Chair, moderators, rapporteurs"), "talks": _("Presentations")}


def raw(field: Any) -> list[str]:
    """The value of a field as a browser would send it."""
    value = (
        field.field.widget.format_value(field.value()) if hasattr(field.field.widget, "format_value") else field.value()
    )
    values = value if isinstance(value, list | tuple) else [value]
    return [str(each) for each in values if each not in {None, ""}]


def _words(field: Any) -> str:
    values = raw(field)
    if choices := getattr(field.field, "choices", None):
        labels = {str(value): str(label) for value, label in choices}
        values = [labels.get(value, value) for value in values]
    return ", ".join(values)


def parts_of(session: Session) -> Words:
    """People and presentations as they stand."""
    roles = session.roles.select_related("person")
    talks = Contribution.objects.filter(session=session).prefetch_related("speaker_links__person")
    return {
        "roles": "\n".join(_role(row.role, row.person) for row in roles),
        "talks": "\n".join(
            _talk(row.title, row.minutes, [link.person for link in row.speaker_links.all()]) for row in talks
        ),
    }


def parts_sent(roles: list[Any], talks: list[Any]) -> Words:
    """People and presentations as they were typed; rows of valid formsets."""
    return {
        "roles": "\n".join(
            _role(row.cleaned_data["role"], each) for row in roles for each in row.cleaned_data["person"]
        ),
        "talks": "\n".join(_talk(talk.title, talk.minutes, talk.speakers) for talk in (row.talk() for row in talks)),
    }


def _role(role: str, person: Any) -> str:
    return f"{SessionRole.Role(role).label}: {person.name}"


def _talk(title: str, minutes: int, speakers: Any) -> str:
    length = _(" (%(minutes)d min)") % {"minutes": minutes} if minutes else ""
    names = ", ".join(person.name for person in speakers)
    return f"{title}{length}" + (f": {names}" if names else "")


def pack(words: Words) -> str:
    return json.dumps(words)


def unpack(text: str) -> Words:
    """What the form was opened with; it only decides which choice is made beforehand, and need not be trusted."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
