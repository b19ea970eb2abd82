from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sessions.exchange.document import Document
from sessions.exchange.state import State


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which programmes come and go. Adding one is adding a module beside this one, with a `FORMAT`.

    `recognises` looks at the whole content and says whether it is its own; `read` raises Unreadable. `write` gives the
    file piece by piece. All of it runs without Django.
    """

    name: str
    suffix: str
    media_type: str
    recognises: Callable[[BinaryIO], bool]
    read: Callable[[BinaryIO], Document]
    write: Callable[[State], Iterator[bytes]]
    rank: int = 0
