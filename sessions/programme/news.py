"""What changed for one person between two states of a programme."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .changes import KINDS, kinds_of
from .rows import role_label
from .tree import Programme, Session

#: The sessions of each person, by uid.
ByPerson = Mapping[int, Mapping[str, Session]]
#: What is told to somebody, in this order; "updated" is not, "left" and "part" are their own.
TOLD = (*(kind for kind in KINDS if kind != "updated"), "left", "part")


@dataclass(frozen=True, slots=True)
class News:
    """`kinds` are of TOLD. `session` is None where it or the person in it is gone, `before` where it is new."""

    kinds: tuple[str, ...]
    session: Session | None
    before: Session | None
    person: int

    @property
    def subject(self) -> Session:
        found = self.session or self.before
        assert found  # noqa: S101 -- one of them is always there
        return found


def sessions_by_person(programme: Programme | None) -> ByPerson:
    found: dict[int, dict[str, Session]] = defaultdict(dict)
    for session in programme.shown if programme else ():
        for person in session.people():
            found[person.id][session.uid] = session
    return found


def news_of(person: int, old: ByPerson, new: ByPerson, programme: Programme) -> list[News]:
    """In the order of time. `programme` is the newer one, of which `new` was made."""
    before, now = old.get(person, {}), new.get(person, {})
    shown = {session.uid for session in programme.shown}
    found = [_compared(person, before.get(uid), session) for uid, session in now.items()]
    gone = ("left" if uid in shown else "removed" for uid in before if uid not in now)
    left = [session for uid, session in before.items() if uid not in now]
    found += [News((kind,), None, session, person) for kind, session in zip(gone, left, strict=True)]
    return sorted((news for news in found if news.kinds), key=lambda news: news.subject.start)


def _compared(person: int, before: Session | None, session: Session) -> News:
    if before is None:
        return News(("new",), session, None, person)
    kinds = [kind for kind in kinds_of(session, before) if kind in TOLD]
    if parts(session, person) != parts(before, person):
        kinds.append("part")
    return News(tuple(kinds), session, before, person)


def parts(session: Session, person: int) -> list[str]:
    """What somebody does in a session, in words: roles first, then the titles of presentations."""
    return list(_parts(session, person))


def _parts(session: Session, person: int) -> Iterator[str]:
    yield from (role_label(role.role, 1) for role in session.roles if role.person.id == person)
    for talk in session.contributions:
        if any(speaker.id == person for speaker in talk.speakers):
            yield f"“{talk.title}”"
