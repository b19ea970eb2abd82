"""Sessions in which nobody is named: what was said is kept here, and who said it there.

Names are taken off before a row is written, so that no list, document, export or log can join the two; those who
`may_know_names` read them through `names_of`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from participants.models import Person, User
from sessions.models import Attribution, Recommendation, RecordEntry, Session
from sessions.permissions import may_change_attribution

Subject = RecordEntry | Recommendation
#: What stands in a row of which nobody is named.
NOBODY: dict[str, Any] = {"speaker": None, "institution": "", "proposers": []}


@dataclass(frozen=True, slots=True)
class Names:
    speaker: Person | None = None
    institution: str = ""
    proposers: tuple[Person, ...] = ()

    def __str__(self) -> str:
        return ", ".join(str(each) for each in (self.speaker, self.institution, *self.proposers) if each)


def separate(subject: Subject, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What may be written into `subject`, and the names of `data` to keep apart."""
    data = dict(data)
    if subject.session is None or subject.session.is_attributed:
        return data, {}
    named = {field: data[field] for field in NOBODY if field in data and hasattr(type(subject), field)}
    return data | {field: NOBODY[field] for field in named}, named


def names_apart(subject: Subject, named: Mapping[str, Any]) -> None:
    """Keeps what `separate` took off, in place of what was kept before."""
    own = {_field(subject): subject}
    rows = []
    if "speaker" in named or "institution" in named:
        subject.attributions.filter(is_proposer=False).delete()
        person, institution = named.get("speaker"), named.get("institution", "")
        rows += [Attribution(person=person, institution=institution, **own)] if person or institution else []
    if "proposers" in named:
        subject.attributions.filter(is_proposer=True).delete()
        rows += [Attribution(person=person, is_proposer=True, **own) for person in named["proposers"]]
    Attribution.objects.bulk_create(rows)


def credit(subject: Subject, person: Person) -> bool:
    """Names one more proposer, where the session says that names stand; whether they were not named before."""
    if subject.session is None or subject.session.is_attributed:
        is_new = not subject.proposers.filter(pk=person.pk).exists()
        subject.proposers.add(person)
        return is_new
    if subject.attributions.filter(person=person, is_proposer=True).exists():
        return False
    Attribution.objects.bulk_create([Attribution(person=person, is_proposer=True, **{_field(subject): subject})])
    return True


def take_credit_back(subject: Subject, person: Person) -> None:
    subject.proposers.remove(person)
    subject.attributions.filter(person=person, is_proposer=True).delete()


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
            if row.is_proposer and row.person:
                found[key] = replace(before, proposers=(*before.proposers, row.person))
            else:
                found[key] = replace(before, speaker=row.person, institution=row.institution)
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
    entries = RecordEntry.with_removed.filter(session=session).select_related("speaker")
    for entry in entries.prefetch_related("proposers"):
        names_apart(entry, {"speaker": entry.speaker, "institution": entry.institution})
        _proposers_apart(entry)
    entries.update(speaker=None, institution="")
    for recommendation in session.recommendations.prefetch_related("proposers"):
        _proposers_apart(recommendation)


def _proposers_apart(subject: Subject) -> None:
    if people := list(subject.proposers.all()):
        names_apart(subject, {"proposers": people})
        subject.proposers.clear()


def _field(subject: Subject) -> str:
    return "recommendation" if isinstance(subject, Recommendation) else "entry"
