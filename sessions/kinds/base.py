from dataclasses import dataclass

from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class SessionKind:
    """What a kind of session brings along. Adding a kind is adding a module beside this one.

    `minutes` is its usual length; `roles` are those it should not be without (values of `SessionRole.Role`); `is_pause`
    kinds have no record, chair or contributions; `is_numbered` kinds take part in the event's numbering of sessions.
    """

    slug: str
    label: StrPromise
    minutes: int
    roles: tuple[str, ...] = ()
    is_pause: bool = False
    is_numbered: bool = False
