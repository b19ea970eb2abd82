"""Which session of the programme a row of a file is about, and which contribution of a session."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from sessions.models import Session

from .document import SESSION, Document, Row
from .fields import REFERENCE
from .state import Sitting, State, Talk
from .values import Bad


@dataclass(slots=True)
class Match:
    """`sitting` is None for a new session, which then is to have this `uid` if any."""

    sitting: Sitting | None = None
    uid: str = ""


class Matcher:
    """Finds sessions by uid, by their reference elsewhere, and by number, title and day."""

    def __init__(self, document: Document, state: State) -> None:
        self.by_uid = {each.uid: each for each in state.sittings}
        self.by_ref = {each.external_ref: each for each in state.sittings if each.external_ref}
        self.by_title: dict[str, list[Sitting]] = defaultdict(list)
        for each in state.sittings:
            self.by_title[plain(each.title)].append(each)
        self.is_numbered = state.is_numbered
        self.elsewhere = _elsewhere(document, set(self.by_uid))
        self.met: dict[object, int] = {}

    def find(self, row: Row, start: object, day: object) -> Match:
        """Raises Bad for the uid of another event, the reference of another session, and the same session twice."""
        match = self._by_uid(row) or self._by_ref(row) or self._by_title(row, start, day) or Match()
        reference = row.cells.get("external_ref", "")[:REFERENCE]
        if self.by_ref.get(reference, match.sitting) is not match.sitting:
            raise Bad(_("The reference elsewhere is that of another session of the programme."))
        names = {match.sitting.uid if match.sitting else match.uid, reference} - {""}
        for name in names & self.met.keys():
            raise Bad(_("The same session as row %(number)d.") % {"number": self.met[name]})
        self.met |= dict.fromkeys(names, row.number)
        return match

    def _by_uid(self, row: Row) -> Match | None:
        said = row.cells.get("uid", "")
        if not said:
            return None
        uid = str(uid_of(said))
        if uid in self.elsewhere:
            raise Bad(_("This uid is of another event. Empty the cell to add the session here as a new one."))
        return Match(self.by_uid.get(uid), uid)

    def _by_ref(self, row: Row) -> Match | None:
        found = self.by_ref.get(row.cells.get("external_ref", "")[:REFERENCE])
        return Match(found) if found else None

    def _by_title(self, row: Row, start: object, day: object) -> Match | None:
        if row.cells.get("external_ref"):
            return None
        found = [each for each in self.by_title[plain(row.cells.get("title", ""))] if self._fits(each, row, day)]
        if len(found) > 1:
            found = [each for each in found if each.start == start] or found
        if len(found) > 1:
            raise Bad(_("Several sessions of that day have this title: the uid has to say which."))
        return Match(found[0]) if found else None

    def _fits(self, each: Sitting, row: Row, day: object) -> bool:
        number = row.cells.get("number", "")
        is_number = self.is_numbered or not number or number.casefold() == each.number.casefold()
        return is_number and (each.start.date() if each.start else None) == day


def uid_of(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Bad(_("This is no uid. Leave the cell empty for what is new.")) from None


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _elsewhere(document: Document, here: set[str]) -> set[str]:
    """The uids in the document that sessions of other events have: one query."""
    said: set[UUID] = set()
    for row in document.rows:
        if row.type == SESSION and row.cells.get("uid"):
            try:
                said.add(uid_of(row.cells["uid"]))
            except Bad:
                continue
    unknown = [uid for uid in said if str(uid) not in here]
    if not unknown:
        return set()
    return {str(uid) for uid in Session.objects.filter(uid__in=unknown).values_list("uid", flat=True)}


def pair_talks(rows: list[tuple[str, str]], talks: list[Talk]) -> list[Talk | None]:
    """For each (reference elsewhere, title) the talk that it is about, None for a new one.

    Where as many rows as talks are left over, they are renamed, in their order.
    """
    left = list(talks)
    found: list[Talk | None] = [None] * len(rows)
    for test in (
        lambda row, talk: row[0] and row[0] == talk.external_ref,
        lambda row, talk: plain(row[1]) == plain(talk.title),
    ):
        for place, row in enumerate(rows):
            same = next((talk for talk in left if test(row, talk)), None) if found[place] is None else None
            if same:
                found[place] = same
                left.remove(same)
    open_places = [place for place, talk in enumerate(found) if talk is None]
    if len(open_places) == len(left):
        for place, talk in zip(open_places, left, strict=True):
            found[place] = talk
    return found
