"""A visitor's own programme: the sessions they starred, as the newest release has them."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from .groups import is_pause
from .tree import REMOVED, Programme, Session


def starred(programme: Programme, stars: Collection[int]) -> Programme:
    return replace(programme, sessions=tuple(session for session in programme.shown if session.id in stars))


def removed(programme: Programme, stars: Collection[int]) -> list[Session]:
    """What was starred and is no longer in the programme."""
    return [session for session in programme.sessions if session.status == REMOVED and session.id in stars]


def may_be_starred(programme: Programme, session_id: int) -> bool:
    session = programme.session(session_id)
    return session is not None and not is_pause(session)


def overlapping(programme: Programme) -> Iterator[list[Session]]:
    """Sessions that cannot all be attended, together where they overlap; what is cancelled is in nobody's way."""
    together: list[Session] = []
    for session in sorted(filter(is_held, programme.shown), key=lambda session: session.start):
        if together and session.start < max(other.end for other in together):
            together.append(session)
        else:
            yield from [together] if len(together) > 1 else []
            together = [session]
    yield from [together] if len(together) > 1 else []


def is_held(session: Session) -> bool:
    return not session.is_cancelled
