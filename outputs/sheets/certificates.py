"""A certificate's snapshot becomes a sheet; nothing of it is read from the event or the person again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from cms import wording
from cms.models import Event
from outputs import tree
from outputs.tree import Document
from outputs.words.papers import words_of_papers
from participants.models import Certificate, Stationery

#: As many lines as a sheet holds.
ROLES_SHOWN = 4


def snapshot_of(
    event: Event,
    stationery: Stationery,
    *,
    name: str,
    roles: Iterable[str] = (),
    words: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What a certificate says of `event` and of a person called `name`, in the event's language; in `words` of the
    secretariat's where it has its own: {heading, certifies, did}.
    """
    with translation.override(event.language):
        dates = wording.date_range(event.start_date, event.end_date)
        return {
            "name": name,
            "event": event.title,
            "dates": dates,
            "place": event.venue.place if event.venue else "",
            "organization": stationery.organization or organizer_of(event),
            "signatory": [stationery.signatory_name, stationery.signatory_title],
            "roles": list(roles),
            "language": event.language,
            "date": wording.date_range(timezone.localdate(timezone=event.tz)),
            **({"words": dict(words)} if words else {}),
        }


def organizer_of(event: Event) -> str:
    return next((one.organization.name for one in event.organizers.all() if one.role == "organizer"), "")


def documents_of(certificates: Iterable[Certificate]) -> list[Document]:
    """A document for each language among them, in which each is a sheet."""
    by_language: dict[str, list[Certificate]] = {}
    for one in certificates:
        by_language.setdefault(one.snapshot["language"], []).append(one)
    return [_document(language, found) for language, found in by_language.items()]


def _document(language: str, found: list[Certificate]) -> Document:
    title = found[0].serial if len(found) == 1 else f"{found[0].serial}–{found[-1].serial}"
    block = tree.Certificates("certificates", tuple(map(_sheet, found)))
    heading = found[0].snapshot.get("words", {}).get("heading") or words_of_papers(language)[found[0].kind]
    return Document(
        "certificates", "certificates", f"{heading} {title}", language, layout="certificates", contents=False,
        opening=(block,),
    )  # fmt: skip


def _sheet(certificate: Certificate) -> tree.Certificate:
    says, words = certificate.snapshot, words_of_papers(certificate.snapshot["language"])
    is_speaker = certificate.kind == Certificate.Kind.SPEAKER
    own = says.get("words", {})
    return tree.Certificate(
        id=f"certificate-{certificate.number}",
        organization=says["organization"],
        heading=own.get("heading") or words[certificate.kind],
        certifies=own.get("certifies", words["certifies"]),
        name=says["name"],
        did=own.get("did") or words["contributed" if is_speaker else "took_part"],
        event=says["event"],
        occasion=", ".join(filter(None, [says["place"], says["dates"]])),
        roles=_shown(says["roles"], words),
        signatory=tuple(filter(None, says["signatory"])),
        serial=words["serial"].format(serial=certificate.serial, date=says["date"]),
        verify=words["verify"],
        address=address_of(certificate),
        code=certificate.shown_code,
    )


def address_of(certificate: Certificate) -> str:
    """Where anybody verifies it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('outputs:certificate', args=[certificate.code])}"


def _shown(roles: list[str], words: dict[str, str]) -> tuple[str, ...]:
    if len(roles) <= ROLES_SHOWN:
        return tuple(roles)
    return (*roles[: ROLES_SHOWN - 1], words["more"].format(count=len(roles) - ROLES_SHOWN + 1))
