"""Letters that wait for somebody to press send: nothing leaves by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import Letter, Person, User
from participants.permissions import may_write_letters

State = Letter.State
OPEN = (State.DRAFT, State.FAILED)
FIELDS = ("subject", "body")
MESSAGE = "message"
SILENT_AFTER = timedelta(minutes=30)
PARCEL = 50  # letters in one task: a row of the queue for each of 1,800 would take a request ten seconds


@dataclass(frozen=True, slots=True)
class Draft:
    """`bound_to` is the address it goes to, whatever becomes of the person's; empty: the person's when it is sent.

    `about` is for letters drafted together that are each about something of their own.
    """

    person: Person
    subject: str
    body: str
    bound_to: str = ""
    about: str = ""


#: By kind of letter, what makes the body that leaves of the one that waits: what must not lie readable in a draft, such
#: as a link that opens something, is made when the letter is sent. Raises ValidationError where it must not leave.
FILLERS: dict[str, Callable[[Letter], str]] = {}
#: Kinds of letters that somebody who works with the outbox, too, reads when they get them, and not before.
TOLD_WHEN_SENT: set[str] = set()
#: By kind of letter, what happens once one has left, in the transaction that notes it.
SENT: dict[str, Callable[[Letter], None]] = {}


def draft_letter(event: Event, *, by: User | None, draft: Draft, kind: str = MESSAGE, about: str = "") -> Letter:
    """One letter for the outbox of `event`, in the event's language; nothing is sent.

    `about` says what occasioned it, such as "release:3": the second letter of a kind about one thing to one person is
    the first. `by` is None for the loading of data. Raises PermissionDenied, ValidationError by field.
    """
    _check_may_write(by, event)
    letter = _letter(event, by, draft, kind, about)
    with transaction.atomic():
        if about and (first := Letter.objects.filter(event=event, kind=kind, about=about, person=draft.person).first()):
            return first
        letter.save()
        log(
            instance=letter,
            action="participants.draft_letter",
            user=by,
            data={"changes": differences({}, _words(letter))},
        )
    return letter


def draft_letters(event: Event, *, by: User | None, drafts: Sequence[Draft], kind: str, about: str = "") -> int:
    """As `draft_letter`, for many in a few statements; how many were drafted."""
    _check_may_write(by, event)
    letters = [_letter(event, by, draft, kind, draft.about or about) for draft in drafts]
    with transaction.atomic():
        there = Letter.objects.filter(event=event, kind=kind, about__in={letter.about for letter in letters})
        known = set(there.values_list("person", "about"))
        new = [letter for letter in letters if (letter.person_id, letter.about) not in known]
        Letter.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
        if new:
            log(instance=event, action="participants.draft_letters", user=by, data={"count": len(new)})
    return len(new)


def change_letter(letter: Letter, *, by: User, data: Mapping[str, Any]) -> Letter:
    """Writes what `data` holds of FIELDS, while the letter is a draft or has failed.

    Raises PermissionDenied, ValidationError by field.
    """
    _check_may_write(by, letter.event)
    with transaction.atomic():
        kept = _locked(letter.event, [letter.pk]).get()
        if not kept.is_open:
            raise ValidationError(
                {NON_FIELD_ERRORS: _("This letter is %(state)s.") % {"state": kept.get_state_display()}}
            )
        before = _words(kept)
        for field in FIELDS:
            setattr(kept, field, data.get(field, getattr(kept, field)))
        _tidy(kept)
        kept.save(update_fields=FIELDS)
        changes = differences(before, _words(kept))
        log(instance=kept, action="participants.change_letter", user=by, data={"changes": changes})
    return kept


def send_letters(event: Event, *, by: User, ids: Iterable[int]) -> list[Letter]:
    """Sends those of the letters that are drafts or have failed, and whose person has an address; returns them.

    Each leaves once, however many press send at the same moment: the rows are locked, and only who finds a letter open
    puts it in the queue. The queue is a table, so they leave exactly when this is committed. Raises PermissionDenied.
    """
    _check_may_write(by, event)
    with transaction.atomic():
        letters = [letter for letter in _locked(event, ids).filter(state__in=OPEN) if letter.goes_to]
        settled = {"state": State.SENDING, "note": "", "sent_by": by, "queued_at": timezone.now()}
        pks = [letter.pk for letter in letters]
        Letter.objects.filter(pk__in=pks).update(**settled, address=_goes_to())
        for start in range(0, len(letters), PARCEL):
            deliver_letters.enqueue(pks[start : start + PARCEL])
        if letters:
            log(instance=event, action="participants.send_letters", user=by, data={"count": len(letters)})
    return letters


def discard_letters(event: Event, *, by: User, ids: Iterable[int], note: str = "") -> int:
    """Takes those that are drafts or have failed out of the way; how many. They stay readable, with `note`.

    Raises PermissionDenied.
    """
    _check_may_write(by, event)
    with transaction.atomic():
        letters = _locked(event, ids).filter(state__in=OPEN)
        found = [letter.pk for letter in letters]
        count = Letter.objects.filter(pk__in=found).update(state=State.DISCARDED, note=many_lines(note))
        if count:
            log(instance=event, action="participants.discard_letters", user=by, data={"count": count})
    return count


def replace_letters(event: Event, *, kind: str, people: Iterable[int], note: str) -> int:
    """Discards what was not sent of a kind to these people (ids), with the reason; how many.

    A newer letter says it, or nothing is left to say. To be called in the transaction that drafts the newer ones.
    """
    unsent = Letter.objects.filter(event=event, kind=kind, person__in=list(people), state__in=OPEN)
    return unsent.update(state=State.DISCARDED, is_replaced=True, note=note)


def fail_lost_letters(event: Event) -> int:
    """Gives those back whose worker was lost; how many. Whether such a letter left is for a person to find out.

    A worker that has sent something lately is not lost: a letter to 1,800 people takes its time.
    """
    since = timezone.now() - SILENT_AFTER
    sending = Letter.objects.filter(event=event, state=State.SENDING)
    lost = sending.filter(~Exists(Letter.objects.filter(event=event, sent_at__gte=since)), queued_at__lt=since)
    words = _("The background worker stopped or does not run. The letter may have left: ask before you send it again.")
    return lost.update(state=State.FAILED, note=words)


@task()
def deliver_letters(pks: list[int]) -> None:
    for pk in pks:
        deliver_letter(pk)


def deliver_letter(pk: int) -> None:
    """A mail server that says no leaves the letter failed, with its words."""
    letter = Letter.objects.filter(pk=pk, state=State.SENDING).first()
    if letter is None:
        return
    try:
        EmailMessage(letter.subject, f"{_filled(letter)}\n", to=[letter.address]).send()
    except ValidationError as refused:
        settled: dict[str, Any] = {"state": State.FAILED, "note": " ".join(refused.messages)}
    except (OSError, ValueError) as error:  # what smtplib raises is an OSError; a bad header is a ValueError
        settled = {"state": State.FAILED, "note": one_line(str(error))[:1000] or type(error).__name__}
    else:
        settled = {"state": State.SENT, "sent_at": timezone.now()}
    with transaction.atomic():
        is_settled = Letter.objects.filter(pk=pk, state=State.SENDING).update(**settled)
        if is_settled and settled["state"] == State.SENT and (follow := SENT.get(letter.kind)):
            follow(letter)


def _filled(letter: Letter) -> str:
    fill = FILLERS.get(letter.kind)
    return fill(letter) if fill else letter.body


def _locked(event: Event, ids: Iterable[int]) -> Any:
    """In one order, so that two who send the same letters do not wait for each other for ever."""
    rows = Letter.objects.filter(event=event, pk__in=list(ids)).select_related("person__user").order_by("pk")
    return rows.select_for_update(of=("self",))


def _goes_to() -> Coalesce:
    """What `Letter.goes_to` says, for many in one statement."""
    people = Person.objects.filter(pk=OuterRef("person_id")).annotate(at=Coalesce("user__email", "email"))
    return Coalesce(NullIf("bound_to", Value("")), Subquery(people.values("at")))


def _letter(event: Event, by: User | None, draft: Draft, kind: str, about: str) -> Letter:
    values = {"subject": draft.subject, "body": draft.body, "language": event.language, "bound_to": draft.bound_to}
    letter = Letter(event=event, person=draft.person, by=by, kind=kind, about=about, **values)
    _tidy(letter)
    return letter


def _tidy(letter: Letter) -> None:
    letter.subject, letter.body = one_line(letter.subject), many_lines(letter.body)
    check_fields(letter, exclude=["event", "person", "by", "sent_by", "created_at", "queued_at"])


def _words(letter: Letter) -> dict[str, str]:
    return words_of(letter, *FIELDS, event=letter.event)


def _check_may_write(by: User | None, event: Event) -> None:
    if by is not None and not may_write_letters(by, event):
        raise PermissionDenied
