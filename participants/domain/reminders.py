"""Reminders of what is owed: drafted into the outbox as its day comes near, and true on the day they leave."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from participants import owed
from participants.domain.outbox import FILLERS, Draft, draft_letters, replace_letters
from participants.domain.text import one_line
from participants.models import Letter, Person
from participants.owed import Owed
from participants.wording import LETTER_KINDS

KIND = "reminder"
#: Milestones, in days before something is due: each is one reminder.
DAYS_BEFORE = (14, 3)
EVERY = 3600  # seconds
#: Stands in the letter where what is owed will be.
LIST = "[what is asked]"


def register() -> None:
    """To be called once, when the app is ready."""
    LETTER_KINDS[KIND] = gettext_lazy("reminder of what is asked")
    FILLERS[KIND] = fill


def draft_due() -> int:
    """For every event ahead, once an hour; how many letters were drafted. What was drafted is never drafted again."""
    if not cache.add("reminders", 1, EVERY):
        return 0
    events = Event.objects.filter(end_date__gte=timezone.localdate(), is_cancelled=False)
    return sum(draft_reminders(event) for event in events)


def draft_reminders(event: Event, at: datetime | None = None) -> int:
    """A letter to each who owes something that is due within 14 or 3 days of `at` (now); how many.

    It names all that the person owes to the event. One that waits in the outbox from an earlier milestone is replaced.
    """
    now = at or timezone.now()
    near: dict[int, str] = {}
    for each in owed.by_event(event):
        if (milestone := _milestone(each, now)) and each.person not in near:
            near[each.person] = milestone
    people = Person.objects.select_related("user").in_bulk(near)
    drafts = [_draft(event, people[pk], about) for pk, about in near.items() if pk in people]
    told = Letter.objects.filter(event=event, kind=KIND, about__in=set(near.values()))
    known = set(told.values_list("person", "about"))
    new = [draft for draft in drafts if (draft.person.pk, draft.about) not in known]
    if not new:
        return 0
    replace_letters(
        event, kind=KIND, people=[draft.person.pk for draft in new], note=_("A newer letter takes its place.")
    )
    return draft_letters(event, by=None, drafts=new, kind=KIND)


def fill(letter: Letter) -> str:
    """The text with what is owed when it leaves. Raises ValidationError where nothing is any more."""
    items = [each for each in owed.by_person(letter.person) if each.event.pk == letter.event_id]
    if not items:
        raise ValidationError(_("Everything that was asked has been done meanwhile."))
    with translation.override(letter.language):
        words = "\n".join(_line(each) for each in items)
    return letter.body.replace(LIST, words)


def _milestone(each: Owed, now: datetime) -> str:
    """Which reminder it is time for: named by the day on which it is due, and how long before."""
    if each.due is None or each.due < now:
        return ""
    passed = [days for days in DAYS_BEFORE if each.due - now <= timedelta(days=days)]
    return f"owed:{each.due:%Y-%m-%d}:{min(passed)}" if passed else ""


def _draft(event: Event, person: Person, about: str) -> Draft:
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:me')}"
    context = {"name": person.name, "title": one_line(event.title), "list": LIST, "address": address}
    with translation.override(event.language):
        text = render_to_string("participants/letters/reminder.txt", context)
    subject, _rest, body = text.strip().partition("\n")
    return Draft(person, subject, body.strip(), about=about)


def _line(each: Owed) -> str:
    if each.due_there is None:
        return f"- {each.title}"
    when = date_format(each.due_there, "j F Y, H:i")
    until = _("until %(when)s (%(zone)s)") % {"when": when, "zone": each.event.timezone}
    return f"- {each.title}, {until}"
