"""The columns of the list: where each reads its values, and how it says them on screen and in files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from cms.models import Country
from cms.wording import yes_or_no
from participants.models import Person, Question, Registration

from .questions import say, short
from .selection import ANSWER

if TYPE_CHECKING:
    from .roster import Roster

FIRST = "name"
DEFAULT = ("country", "category", "status", "tags", "submitted")
#: Those in a file that are asked for with "contact data".
CONTACTS = ("email", "phone")


@dataclass(frozen=True, slots=True)
class Column:
    """`paths` are the fields it reads and `say` makes words of their values; `order` are the fields it sorts by.

    A column without paths is filled from elsewhere: the tags, or the answers to `question`. `heading` is what an import
    knows the column by; where it is empty the label stands above it.
    """

    name: str
    label: str | StrPromise
    paths: tuple[str, ...] = ()
    say: Callable[..., str] = str
    order: tuple[str, ...] = ()
    heading: str = ""
    is_contact: bool = False
    question: Question | None = None


def text(value: Any) -> str:
    return "" if value is None else str(value)


def moment(value: datetime | None) -> str:
    """In the time zone that is active, which is the event's."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{_day(here.date(), get_language())}, {here:%H:%M}"


@lru_cache(maxsize=512)
def _day(day: date, language: str | None) -> str:
    """Long files tell few days many times."""
    return date_format(day, "j M Y")


def address(account: str | None, own: str) -> str:
    return account or own


def worded(choices: Sequence[tuple[str, Any]]) -> Callable[[str], str]:
    """Each choice is translated once, when it is first said."""
    words = dict(choices)
    return cache(lambda value: str(words.get(value, value)))


def own_columns() -> dict[str, Column]:
    """In the active language."""
    country = f"person__country__{Country.name_field(get_language())}"
    genders: Any = Person._meta.get_field("gender").choices
    found = (
        Column("name", _("Name"), ("person__name",), text, ("person__sort_name", "person__name"), "Name"),
        Column("honorific", _("Form of address"), ("person__honorific",), text, (), "Form of address"),
        Column(
            "category", _("Category"), ("category__name",), text, ("category__position", "category__name"), "Category"
        ),
        Column("status", _("Status"), ("status",), worded(Registration.Status.choices), ("status",), "Status"),
        Column("country", _("Country"), (country,), text, (country,), "Country"),
        Column("code", _("Country code"), ("person__country_id",), text, ("person__country_id",), "Country code"),
        Column(
            "group",
            _("Regional group"),
            ("person__country__regional_group",),
            text,
            ("person__country__regional_group",),
        ),
        Column("institution", _("Institution"), ("institution",), text, ("institution",), "Institution"),
        Column("title", _("Title"), ("title",), text, ("title",), "Title"),
        Column("gender", _("Gender"), ("person__gender",), worded([("", ""), *genders]), ("person__gender",)),
        Column("tags", _("Tags")),
        Column("way", _("Way in"), ("way_in",), worded(Registration.WayIn.choices), ("way_in",)),
        Column("submitted", _("Sent"), ("submitted_at",), moment, ("submitted_at",)),
        Column("checked_in", _("Checked in"), ("checked_in_at",), moment, ("checked_in_at",)),
        Column("attended", _("Attended"), ("attended",), yes_or_no, ("attended",)),
        Column("email", _("E-mail"), ("person__user__email", "person__email"), address, (), "E-mail", is_contact=True),
        Column("phone", _("Telephone"), ("person__phone",), text, (), "Telephone", is_contact=True),
    )
    return {column.name: column for column in found}


def columns_of(roster: Roster, *, with_questions: bool) -> dict[str, Column]:
    """All that `roster`'s user may see, by name."""
    allowed = {name: each for name, each in own_columns().items() if roster.may_read_contacts or not each.is_contact}
    if with_questions:
        allowed |= {f"{ANSWER}{key}": _asked(key, question) for key, question in roster.column_questions.items()}
    return allowed


def _asked(key: str, question: Question) -> Column:
    return Column(f"{ANSWER}{key}", short(question.label), say=lambda kept: say(question, kept), question=question)
