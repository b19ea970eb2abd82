from collections.abc import Callable
from dataclasses import dataclass

from sessions.programme.tree import Programme


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form of a programme. Adding one is adding a module beside this one, with an `EXPORTER`.

    `export` takes a programme and a language, and works with that language and the event's time zone active; it must
    give the same bytes for the same programme. `suffix` is that of the public address, empty for what is only a part
    of pages. `is_translated` says whether the outcome differs between languages. `is_made_at_release`: at once, in the
    event's language; all else is made when somebody asks for it first. Raise `edition` where `export` or its templates
    give something new: what older ones made is not used any more.
    """

    name: str
    media_type: str
    export: Callable[[Programme, str], bytes]
    suffix: str = ""
    is_translated: bool = True
    is_made_at_release: bool = True
    edition: int = 1

    @property
    def kept_as(self) -> str:
        return f"{self.name}.{self.edition}"
