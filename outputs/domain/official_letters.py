"""Letters of invitation and for visas: composed once, numbered, and kept as they were issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms import wording
from cms.models import Event
from outputs import tree
from outputs.domain.paper_texts import paper_text
from outputs.domain.stationery import next_number, numbered, stationery_of
from outputs.editing.placeholders import filled
from outputs.sheets.certificates import organizer_of
from outputs.tree import Document, canonical
from outputs.tree.text import clean
from outputs.tree.text import paragraphs as split
from outputs.words.papers import words_of_papers
from participants.models import Answer, OfficialLetter, Registration, Stationery, User
from participants.permissions import may_issue_papers, may_read_needs
from participants.questions import words

Kind = OfficialLetter.Kind


def issue_letters(event: Event, kind: str, *, by: User | None, ids: Iterable[int]) -> list[OfficialLetter]:
    """A letter of `kind` for each of the approved registrations `ids` that has none yet; returns those issued.

    That passport data was read for a letter for a visa is logged at each registration. Raises PermissionDenied;
    ValidationError where `by` may not read such data (see the team), where the event says neither who signs nor where,
    or where a reference is taken.
    """
    if by is not None and not may_issue_papers(by, event):
        raise PermissionDenied
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        stationery = stationery_of(event)
        if not stationery.signatory_name:
            raise ValidationError(_("Say first who signs the letters."))
        if kind == Kind.VISA and by is not None and not may_read_needs(by, event):
            raise ValidationError(_("Letters for visas are issued by those whom the team names to read needs."))
        _complete(stationery, kind, event)
        registrations = _without(event, kind, ids)
        particulars = _particulars(stationery, registrations) if kind == Kind.VISA else {}
        first = next_number(OfficialLetter, event)
        letters = [
            _letter(one, kind, stationery, first + place, particulars.get(one.pk, ()), by)
            for place, one in enumerate(registrations)
        ]
        OfficialLetter.objects.bulk_create(letters)
        if letters:
            log(instance=event, action="outputs.issue_letters", user=by, data={"kind": kind, "count": len(letters)})
        for one in registrations:
            if one.pk in particulars:
                log(instance=one, action="participants.read_private", user=by)
    return letters


def _complete(stationery: Stationery, kind: str, event: Event) -> None:
    """An event without a text of its own has the site's; not saved."""
    name = f"{kind}_text"
    setattr(stationery, name, getattr(stationery, name) or paper_text(kind, event.language).text)


def _without(event: Event, kind: str, ids: Iterable[int]) -> list[Registration]:
    rows = Registration.objects.approved().filter(event=event, pk__in=list(ids)).exclude(official_letters__kind=kind)
    found = list(rows.select_related("person__country", "category").order_by("person__sort_name", "pk"))
    for one in found:
        one.event = event
    return found


def _particulars(stationery: Stationery, registrations: list[Registration]) -> dict[int, tuple[tuple[str, str], ...]]:
    """By the id of a registration, what it answered to the questions that a letter for a visa shows."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if stationery._state.adding:  # noqa: SLF001 -- Django documents it
        return {}
    answers = Answer.objects.filter(registration__in=registrations, question__in=stationery.visa_questions.all())
    ordered = answers.select_related("question").order_by("question__section__position", "question__position", "pk")
    for answer in ordered:
        if shown := words(answer):
            found[answer.registration_id].append((answer.question.label, shown))
    return {pk: tuple(pairs) for pk, pairs in found.items()}


def _letter(
    registration: Registration,
    kind: str,
    stationery: Stationery,
    number: int,
    particulars: tuple[tuple[str, str], ...],
    by: User | None,
) -> OfficialLetter:
    event = registration.event
    reference = numbered(stationery.letter_pattern, event, number)
    data = canonical.dumps(compose(registration, kind, stationery, reference, particulars))
    return OfficialLetter(
        event=event, registration=registration, kind=kind, number=number, reference=reference, frozen=data.decode(),
        sha256=canonical.digest(data), issued_at=timezone.now(), issued_by=by,
    )  # fmt: skip


def compose(
    registration: Registration,
    kind: str,
    stationery: Stationery,
    reference: str,
    particulars: tuple[tuple[str, str], ...] = (),
) -> Document:
    """The letter as a document, in the event's language."""
    event = registration.event
    with translation.override(event.language), timezone.override(event.tz):
        says, values = words_of_papers(event.language), _values(registration, reference)
        text = getattr(stationery, f"{kind}_text") or paper_text(kind, event.language).text
        texts = [filled(part, values) for part in split(text)]
        if kind == Kind.INVITATION:
            texts.insert(0, says["dear"].format(addressee=_full_name(registration)))
        subject = says[kind].format(event=event.title, name=_full_name(registration))
        letter = tree.Letter(
            id="letter",
            sender=_sender(stationery, event),
            dateline=", ".join(filter(None, [stationery.place, wording.date_range(timezone.localdate())])),
            reference=says["reference"].format(reference=reference),
            addressee=_addressee(registration) if kind == Kind.INVITATION else (),
            subject=subject,
            paragraphs=tuple(texts),
            signatory=tuple(filter(None, [stationery.signatory_name, stationery.signatory_title])),
            particulars=particulars,
        )
        document = Document(
            "letters", "letters", f"{reference}: {subject}", event.language, layout="letters", contents=False,
            opening=(tree.Letters("letters", (letter,)),),
        )  # fmt: skip
        return tree.map_text(document, clean)


def _full_name(registration: Registration) -> str:
    return f"{registration.person.honorific} {registration.person.name}".strip()


def _sender(stationery: Stationery, event: Event) -> tuple[str, ...]:
    return (stationery.organization or organizer_of(event) or event.title, *stationery.address.splitlines())


def _addressee(registration: Registration) -> tuple[str, ...]:
    country = registration.person.country
    lines = [_full_name(registration), registration.title, registration.institution, country.name if country else ""]
    return tuple(filter(None, lines))


def _values(registration: Registration, reference: str) -> dict[str, str]:
    event, person = registration.event, registration.person
    return {
        "name": person.name,
        "honorific": person.honorific,
        "title": registration.title,
        "institution": registration.institution,
        "country": person.country.name if person.country else "",
        "category": registration.category.name,
        "event": event.title,
        "dates": wording.date_range(event.start_date, event.end_date),
        "place": event.venue.place if event.venue else "",
        "reference": reference,
    }
