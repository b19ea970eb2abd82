"""What stands beside each entry and recommendation of a session: subjects, targets, addressees, names, suggestions.

A desk of five hundred rows reads all of it in one statement.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from sessions.models import (
    Attribution,
    Recommendation,
    RecommendationAddressee,
    RecordEntry,
    Session,
    SessionRole,
    Suggestion,
    Wording,
)

COLUMNS = ("kind", "subject", "what", "place", "label", "more")
NOTHING = Value("")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """`place` is an id that orders those of a sort; `more` a second text: a language, a note, a code."""

    place: int
    label: str
    more: str = ""

    def __str__(self) -> str:
        return self.label


Marks = dict[str, list[Mark]]


def marks_of(session: Session, *, since: datetime | None = None, with_names: bool = False) -> dict[Key, Marks]:
    """By kind ("entry", "recommendation", "session") and id, then by sort; in one statement.

    Sorts: theme, target, lead, support, proposer, wording, suggestion, name; of the session: its roles. Names kept
    apart only `with_names`: the caller asks `may_know_names`. With `since`, only those of rows changed after it.
    """
    first, *others = [*_of_entries(session, since), *_of_recommendations(session, since), *_roles(session)]
    if with_names:
        others += _names(session, since)
    found: dict[Key, Marks] = defaultdict(lambda: defaultdict(list))
    rows = first.union(*others, all=True).order_by("mark_what", "mark_place")
    for kind, subject, what, place, label, more in rows:
        found[kind, subject][what].append(Mark(place, label, more))
    return found


def _of_entries(session: Session, since: datetime | None) -> list[QuerySet]:
    own = {"recordentry__session": session} | _after("recordentry__", since)
    themes = RecordEntry.themes.through.objects.filter(**own, recordentry__removed_at=None)
    proposers = RecordEntry.proposers.through.objects.filter(**own, recordentry__removed_at=None)
    own = {"entry__session": session, "entry__removed_at": None} | _after("entry__", since)
    return [
        _marks(themes, "entry", "recordentry_id", "theme", "theme_id", "theme__name"),
        _marks(proposers, "entry", "recordentry_id", "proposer", "pk", "person__name"),
        _suggestions("entry", own),
    ]


def _of_recommendations(session: Session, since: datetime | None) -> list[QuerySet]:
    own = {"recommendation__session": session} | _after("recommendation__", since)
    kind, subject = "recommendation", "recommendation_id"
    themes = Recommendation.themes.through.objects.filter(**own)
    targets = Recommendation.sdg_targets.through.objects.filter(**own)
    proposers = Recommendation.proposers.through.objects.filter(**own)
    links = RecommendationAddressee.objects.filter(**own)
    return [
        _marks(themes, kind, subject, "theme", "theme_id", "theme__name"),
        _marks(targets, kind, subject, "target", "sdgtarget__position", "sdgtarget__text", F("sdgtarget_id")),
        _marks(proposers, kind, subject, "proposer", "pk", "person__name"),
        *(
            _marks(links.filter(part=part), kind, subject, part, "pk", "addressee__name")
            for part in ("lead", "support")
        ),
        _marks(Wording.objects.filter(**own), kind, subject, "wording", "pk", "text", F("language")),
        _suggestions(kind, own),
    ]


def _suggestions(kind: str, own: dict[str, Any]) -> QuerySet:
    rows = Suggestion.objects.filter(**own, state=Suggestion.State.OPEN)
    return _marks(rows, kind, f"{kind}_id", "suggestion", "pk", "text", F("note"))


def _roles(session: Session) -> list[QuerySet]:
    rows = SessionRole.objects.filter(session=session)
    return [_marks(rows, "session", "session_id", F("role"), "position", "person__name")]


def _names(session: Session, since: datetime | None) -> list[QuerySet]:
    return [
        _marks(
            Attribution.objects.filter(**{f"{kind}__session": session} | _after(f"{kind}__", since)),
            *(kind, f"{kind}_id", "name", "pk"),
            Coalesce(F("person__name"), F("institution")),
        )
        for kind in ("entry", "recommendation")
    ]


def _marks(rows: QuerySet, kind: str, subject: str, what: Any, place: str, label: Any, more: Any = NOTHING) -> QuerySet:
    what = Value(what) if isinstance(what, str) else what
    label = F(label) if isinstance(label, str) else label
    columns = (
        Value(kind, CharField()),
        Cast(F(subject), IntegerField()),
        Cast(what, TextField()),
        Cast(F(place), IntegerField()),
        Cast(label, TextField()),
        Cast(more, TextField()),
    )
    named = {f"mark_{name}": column for name, column in zip(COLUMNS, columns, strict=True)}
    return rows.order_by().annotate(**named).values_list(*named)


def _after(prefix: str, since: datetime | None) -> dict[str, Any]:
    return {f"{prefix}updated_at__gte": since} if since else {}
