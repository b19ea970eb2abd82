"""Certificates: who may have one, issuing them, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from outputs.domain.paper_texts import certificate_words
from outputs.domain.stationery import next_number, numbered, stationery_of
from outputs.sheets.certificates import snapshot_of
from outputs.tree.text import clean
from outputs.words.papers import words_of_papers
from participants.models import Certificate, Person, Registration, Stationery, User
from participants.permissions import may_issue_papers
from sessions.models import Release, SessionAttendance
from sessions.programme.tree import Programme, Session, Speaker

Kind = Certificate.Kind


@dataclass(frozen=True, slots=True)
class Entitled:
    """Somebody who may have a certificate and has none: `roles` are lines of what a speaker did."""

    person: int
    name: str
    roles: tuple[str, ...] = ()


def entitled_to(event: Event, kind: str) -> list[Entitled]:
    """By the rule of that kind, without those who have a certificate that stands. Two to four queries."""
    everybody = _speakers(event) if kind == Kind.SPEAKER else _participants(event)
    have = Certificate.objects.standing().filter(event=event, kind=kind)
    had = set(have.values_list("person_id", flat=True))
    return [one for one in everybody if one.person not in had]


def issue_certificates(event: Event, kind: str, *, by: User | None) -> list[Certificate]:
    """One for each who is entitled and has none; returns those issued. Issuing twice issues none twice.

    Raises PermissionDenied; ValidationError before the event has ended, or where a serial number is taken.
    """
    if by is not None and not may_issue_papers(by, event):
        raise PermissionDenied
    if timezone.localdate(timezone=event.tz) < event.end_date:
        raise ValidationError(_("Certificates are issued from the last day of the event on."))
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        stationery, first = stationery_of(event), next_number(Certificate, event)
        words = certificate_words(kind, event.language)
        made = [
            _certificate(event, kind, one, stationery, first + place, by, words)
            for place, one in enumerate(entitled_to(event, kind))
        ]
        if Certificate.objects.filter(serial__in=[one.serial for one in made]).exists():
            raise ValidationError(_("Another event numbers its certificates like this. Change the pattern first."))
        Certificate.objects.bulk_create(made)
        if made:
            log(instance=event, action="outputs.issue_certificates", user=by, data={"kind": kind, "count": len(made)})
    return made


def revoke_certificate(certificate: Certificate, *, by: User | None) -> Certificate:
    """From now on the page that verifies it says that it is not valid. Revoking twice changes nothing.

    Raises PermissionDenied.
    """
    if by is not None and not may_issue_papers(by, certificate.event):
        raise PermissionDenied
    with transaction.atomic():
        fresh = Certificate.objects.select_for_update().get(pk=certificate.pk)
        if fresh.revoked_at is None:
            fresh.revoked_at = timezone.now()
            fresh.save(update_fields=["revoked_at"])
            data = {"serial": fresh.serial}
            log(instance=certificate.event, action="outputs.revoke_certificate", user=by, data=data)
    return fresh


def _certificate(
    event: Event,
    kind: str,
    entitled: Entitled,
    stationery: Stationery,
    number: int,
    by: User | None,
    words: dict[str, str],
) -> Certificate:
    roles = map(clean, entitled.roles)
    snapshot = snapshot_of(event, stationery, name=clean(entitled.name), roles=roles, words=words)
    serial = numbered(stationery.certificate_pattern, event, number)
    return Certificate(
        event=event, person_id=entitled.person, kind=kind, number=number, serial=serial, snapshot=snapshot,
        issued_at=timezone.now(), issued_by=by,
    )  # fmt: skip


def _participants(event: Event) -> list[Entitled]:
    """Everybody approved who came; where sessions are noted and the event asks for it, to enough of them."""
    came = Registration.objects.approved().filter(Q(attended=True) | Q(checked_in_at__isnull=False), event=event)
    ordered = came.order_by("person__sort_name", "pk")
    rows = list(ordered.values_list("person_id", "person__honorific", "person__name"))
    enough = _enough_sessions(event)
    return [
        Entitled(person, f"{honorific} {name}".strip())
        for person, honorific, name in rows
        if enough is None or person in enough
    ]


def _enough_sessions(event: Event) -> set[int] | None:
    """People with the share of sessions that the event asks for; None where that is not asked or not noted.

    What counts are the sessions at which anybody was noted.
    """
    percent = stationery_of(event).sessions_percent
    if not percent:
        return None
    noted = SessionAttendance.objects.filter(session__event=event)
    sessions = noted.order_by().values("session").distinct().count()
    if not sessions:
        return None
    counted = noted.order_by().values_list("person").annotate(found=Count("session", distinct=True))
    return {person for person, found in counted if 100 * found >= percent * sessions}


def _speakers(event: Event) -> list[Entitled]:
    """Those in the programme as it was last released, with what they did; people who are gone are left out."""
    released = Release.objects.filter(event=event).order_by("-number").values_list("programme", flat=True).first()
    if released is None:
        return []
    words, found = words_of_papers(event.language), dict[int, tuple[Speaker, list[str]]]()
    for session in Programme.from_json(released).shown:
        for person, line in _parts(session, words):
            found.setdefault(person.id, (person, []))[1].append(line)
    known = set(Person.objects.filter(pk__in=found).values_list("pk", flat=True))
    rows = sorted(found.values(), key=lambda row: (row[0].name, row[0].id))
    return [Entitled(one.id, one.full_name, tuple(lines)) for one, lines in rows if one.id in known]


def _parts(session: Session, words: dict[str, str]) -> list[tuple[Speaker, str]]:
    if session.is_cancelled:
        return []
    roles = [(role.person, f"{words[role.role]}: {session.title}") for role in session.roles]
    talks = [
        (speaker, f"{words['speaks']}: {talk.title}") for talk in session.contributions for speaker in talk.speakers
    ]
    return [*roles, *talks]
