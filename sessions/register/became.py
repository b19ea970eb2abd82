"""What became of recommendations. Documents are made elsewhere; who makes them tells it under the hook
`recommendation_became`: from ids and a user to a list for each of the ids.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail import hooks


@dataclass(frozen=True, slots=True)
class Became:
    """`label` says what in one or two words; `words` are those in which it stands in the document, if not its own."""

    label: str
    title: str
    url: str
    reason: str = ""
    words: str = ""


def became_of(ids: Iterable[int], user: Any) -> dict[int, list[Became]]:
    """By id, what `user` may know of what became of the recommendations; the number of queries does not grow."""
    wanted, told = list(ids), defaultdict(list)
    for read in hooks.get_hooks("recommendation_became"):
        for pk, found in read(wanted, user).items():
            told[pk] += found
    return dict(told)
