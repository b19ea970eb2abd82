"""Sessions in which nobody is named: what was said is kept here, and who said it there.

Names are taken off before a row is written, so that no list, document, export or log can join the two; those who
`may_know_names` read them through `names_of`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from participants.models import Person, User
from sessions.models import Attribution, Recommendation, RecordEntry, Session
from sessions.permissions import may_change_attribution

NOBODY: dict[str, Any] = {"speaker": None, "institution": ""}
Subject = RecordEntry | Recommendation


@dataclass(frozen=True, slots=True)
class Names:
    people: tuple[Person, ...] = ()
    institution: str = ""

    def __str__(self) -> str:
        return ", ".join([*(str(person) for person in self.people), *filter(None, [self.institution])])


def separate(subject: Subject, data: Mapping[str, Any]) -> tuple[dict[str, Any], Names | None]:
    """What may be written into `subject`, and the names to keep apart; None where `data` names nobody anew."""
    data = dict(data)
    if subject.session is None or subject.session.is_attributed:
        return data, None
    if isinstance(subject, Recommendation):
        return _without(data, {"proposers": []}, lambda named: Names(tuple(named["proposers"])))
    return _without(data, NOBODY, _of_entry)


def _without(data: dict[str, Any], nobody: dict[str, Any], read: Any) -> tuple[dict[str, Any], Names | None]:
    if not nobody.keys() & data.keys():
        return data, None
    return data | nobody, read(nobody | data)


def _of_entry(named: Mapping[str, Any]) -> Names:
    return Names((named["speaker"],) if named["speaker"] else (), named["institution"])


def names_apart(subject: Subject, names: Names | None) -> None:
    if names is None:
        return
    subject.attributions.all().delete()
    own = {_field(subject): subject}
    rows = [Attribution(person=person, **own) for person in names.people]
    if names.institution:
        rows.append(Attribution(institution=names.institution, **own))
    Attribution.objects.bulk_create(rows)


def add_name(recommendation: Recommendation, person: Person) -> None:
    """Credits one more, where its session says that names stand."""
    if recommendation.session is None or recommendation.session.is_attributed:
        recommendation.proposers.add(person)
    else:
        Attribution.objects.get_or_create(recommendation=recommendation, person=person)


def names_of(subjects: Iterable[Subject]) -> dict[tuple[str, int], Names]:
    """Who said or proposed each, by kind ("entry", "recommendation") and id. Only for whom `may_know_names` lets."""
    found: dict[tuple[str, int], Names] = {}
    subjects = list(subjects)
    for kind in ("entry", "recommendation"):
        ids = [each.pk for each in subjects if _field(each) == kind]
        if not ids:
            continue
        for row in Attribution.objects.filter(**{f"{kind}__in": ids}).select_related("person").order_by("pk"):
            key = (kind, getattr(row, f"{kind}_id"))
            before = found.get(key, Names())
            people = (*before.people, row.person) if row.person else before.people
            found[key] = Names(people, before.institution or row.institution)
    return found


def set_attribution(session: Session, *, by: User | None, named: bool) -> Session:
    """Whether names are recorded. Taking them off separates those already written; it cannot be turned back for what
    was said meanwhile. Raises PermissionDenied unless `by` organises the event or leads the session.
    """
    if by and not may_change_attribution(by, session):
        raise PermissionDenied
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        if session.is_attributed == named:
            return session
        session.is_attributed = named
        session.save(update_fields=["is_attributed", "updated_at"])
        if not named:
            _separate_what_stands(session)
        action = "sessions.record_names" if named else "sessions.keep_names_apart"
        log(instance=session, action=action, user=by)
    return session


def _separate_what_stands(session: Session) -> None:
    for entry in RecordEntry.with_removed.filter(session=session).select_related("speaker"):
        if entry.speaker_id or entry.institution:
            names_apart(entry, _of_entry({"speaker": entry.speaker, "institution": entry.institution}))
    RecordEntry.with_removed.filter(session=session).update(**NOBODY)
    for recommendation in session.recommendations.prefetch_related("proposers"):
        if people := tuple(recommendation.proposers.all()):
            names_apart(recommendation, Names(people))
            recommendation.proposers.clear()


def _field(subject: Subject) -> str:
    return "recommendation" if isinstance(subject, Recommendation) else "entry"
