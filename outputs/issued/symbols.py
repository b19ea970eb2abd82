"""Symbols as they are made by pattern: organ, session or year, nature, number, and what modifies another document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from django.db.models import Q

from cms.models import Event
from outputs.kinds import KINDS
from outputs.models import DocumentSymbol, Output, SymbolPattern

DEFAULT = "{event}/{nature}"
PLACEHOLDERS = ("event", "series", "body", "year", "session", "nature", "number", "version")
MOST_TRIED = 999
#: As the symbols of the United Nations are written; an asterisk marks a reissue for technical reasons.
WELL_FORMED = re.compile(r"[A-Z0-9][A-Za-z0-9./() -]*\*{0,3}")
SUFFIXES = {"rev": "Rev", "add": "Add", "corr": "Corr"}


def work_of(output: Output) -> str:
    """What all languages of one document share and no other document has."""
    if output.modifies:
        return f"{work_of(output.modifies)}/{output.modification}.{output.modification_number}"
    return f"{output.event_id}:{output.slug}:{output.session_id or ''}:{output.version}"


def pattern_of(event: Event, kind: str) -> str:
    """The one set for the event and the kind, else for the event, the series and the kind, the series, the kind
    everywhere, everything; else the one that comes with the program. One query.
    """
    everywhere = Q(event=None, series=None)
    here = Q(event=event) | (Q(series=event.series_id) if event.series_id else everywhere) | everywhere
    found = SymbolPattern.objects.filter(here, kind__in=["", kind])
    best = max(found, key=lambda one: (bool(one.event_id), bool(one.series_id), bool(one.kind)), default=None)
    return best.pattern if best else DEFAULT


def symbol_of(output: Output) -> str:
    """The symbol that its work has; else the one that it would be given. Empty where there is none to give."""
    known = DocumentSymbol.objects.filter(work=work_of(output)).first()
    return known.text if known else next(free_symbols(output), "")


def free_symbols(output: Output) -> Iterator[str]:
    """Those that its pattern makes and nobody has, at the time of asking."""
    made = [text for text in _made(output) if len(text) <= 60]
    taken = set(DocumentSymbol.objects.filter(text__in=made).values_list("text", flat=True))
    return (text for text in made if text not in taken)


def placeholders_in(pattern: str) -> set[str]:
    """Raises ValueError where the braces do not match."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(pattern) if name is not None}


def _made(output: Output) -> list[str]:
    if output.modifies:
        base, suffix = output.modifies.symbol, SUFFIXES[output.modification]
        return [f"{base}/{suffix}.{output.modification_number}"] if base else []
    pattern, values = pattern_of(output.event, output.kind), _values(output)
    pattern = pattern.replace("{nature}", KINDS[output.kind].symbol_suffix or "{nature}")
    names = placeholders_in(pattern) - {"number"}
    if any(not values.get(name) for name in names):
        return []
    if "{number}" in pattern:
        return [pattern.format(**values, number=number) for number in range(1, MOST_TRIED + 1)]
    return [_reissued(pattern.format(**values), output, names)]


def _reissued(symbol: str, output: Output, names: set[str]) -> str:
    """What is always current is issued again as a revision, where its symbol does not tell versions apart."""
    if KINDS[output.kind].is_current and output.version > 1 and "version" not in names:
        return f"{symbol}/Rev.{output.version - 1}"
    return symbol


def _values(output: Output) -> dict[str, str]:
    event = output.event
    organizer = next((one for one in event.organizers.all() if one.role == "organizer"), None)
    return {
        "event": event.symbol,
        "series": event.series.slug.upper() if event.series else "",
        "body": organizer.organization.acronym if organizer else "",
        "year": str(event.start_date.year),
        "session": str(event.edition or ""),
        "version": str(output.version),
    }
