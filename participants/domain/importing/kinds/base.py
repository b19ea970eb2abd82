from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.models import Event
from participants.domain.importing.columns import Column
from participants.domain.importing.plan import Row
from participants.models import User

#: Called with the number of rows written so far.
Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """`check` adds what is wrong with rows of the event as it stands; `write` writes good ones and counts.

    `write` is called within the transaction in which they were checked.
    """

    slug: str
    label: Any
    columns: Sequence[Column]
    check: Callable[[Event, list[Row]], None]
    write: Callable[[Event, User | None, list[Row], Mapping[str, Any], Report], dict[str, int]]
