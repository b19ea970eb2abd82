"""From counts to a chart: order, shares, and the main thing in words. In the language that is active."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.models.events import Precision
from cms.wording import counted
from outputs.tree import Bar

#: Fewer people than this, of whom something personal is told, are not told apart.
FEWEST = 5
UNKNOWN = ""
MOST_BARS = 16


@dataclass(frozen=True, slots=True)
class Count:
    label: str
    value: int


def in_order(counts: Mapping[str, int], names: Mapping[str, str], *, is_personal: bool = False) -> list[Count]:
    """The largest first, what is not known last; values that nobody has are left out, the smallest of many stand
    together. Where it `is_personal`, values that fewer than FEWEST people have stand with what is not known.
    """
    known = {value: count for value, count in counts.items() if value != UNKNOWN and count}
    small = {value: count for value, count in known.items() if is_personal and count < FEWEST}
    shown = [Count(capfirst(names[value]), count) for value, count in known.items() if value not in small]
    shown = _folded(sorted(shown, key=lambda one: (-one.value, one.label)))
    rest = counts.get(UNKNOWN, 0) + sum(small.values())
    return [*shown, Count(_rest(hides=bool(small)), rest)] if rest else shown


def _folded(counts: list[Count]) -> list[Count]:
    """A page holds so many bars: the smallest of more than MOST_BARS stand together."""
    if len(counts) <= MOST_BARS:
        return counts
    kept, others = counts[: MOST_BARS - 1], counts[MOST_BARS - 1 :]
    label = _("%(count)d others") % {"count": len(others)}
    return [*kept, Count(label, sum(one.value for one in others))]


def _rest(*, hides: bool) -> str:
    return _("Other (fewer than five each) or not stated") if hides else _("Not stated")


def bars(counts: Iterable[Count], total: int = 0) -> tuple[Bar, ...]:
    """With shares of `total` in per cent, to one place, unless that is 0."""
    return tuple(Bar(one.label, one.value, printed(one.value), _share(one.value, total)) for one in counts)


def printed(number: int) -> str:
    return counted(number, Precision.EXACT)


def _share(value: int, total: int) -> str:
    return str(number_format(round(100 * value / total, 1), 1)) if total else ""


def main_fact(found: tuple[Bar, ...], total: int, what: str) -> str:
    """Which bar comes first, and how long all are. Raises IndexError where there is none."""
    words = {"total": printed(total), "what": what}
    listed = "; ".join(f"{bar.label}: {bar.shown}" + (f" ({bar.share}%)" if bar.share else "") for bar in found)
    said = _("Bar chart of %(total)s %(what)s. The largest group is %(label)s.") % (words | {"label": found[0].label})
    return f"{said} {listed}."
