"""Text that was taken over as pieces of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from outputs.editing import richtext
from outputs.tree import Block, Paragraph, Recommendation, Source, canonical

from .origin import origin_of


def blocks_of(html: str, value: Any, prefix: str) -> Iterable[Block]:
    """The pieces that a taken text makes, with its sources, and its clauses as long as there are as many as before."""
    is_numbered = origin_of(value).get("numbered") is not False
    found = richtext.blocks(html, prefix=prefix, sources=_sources(value), numbered=is_numbered)
    clauses = _clauses_of(value)
    return _with_clauses(found, clauses) if clauses else found


def _sources(value: Any) -> tuple[Source, ...]:
    """Only pages of this site."""
    found = _decoded(origin_of(value).get("sources"))
    return tuple(one for one in found if isinstance(one, Source) and _is_page(one.url))


def _is_page(url: Any) -> bool:
    return isinstance(url, str) and (not url or re.match(r"/(?!/)", url) is not None)


def _clauses_of(value: Any) -> list[tuple[str, Recommendation]]:
    found = _decoded(origin_of(value).get("clauses"))
    pairs = [pair for pair in found if isinstance(pair, tuple) and len(pair) == 2]
    return [(key, facts) for key, facts in pairs if _is_clause(key) and isinstance(facts, Recommendation)]


def _is_clause(key: Any) -> bool:
    return isinstance(key, str) and re.fullmatch(r"recommendation-[0-9]{1,10}", key) is not None


def _decoded(data: Any) -> tuple[Any, ...]:
    try:
        found = canonical.decode(data)
    except (KeyError, TypeError):
        return ()
    return found if isinstance(found, tuple) else ()


def _with_clauses(blocks: tuple[Block, ...], clauses: list[tuple[str, Any]]) -> tuple[Block, ...]:
    first, *rest = blocks or (None,)
    if not isinstance(first, Paragraph):
        return blocks
    if len(clauses) == 1 and not first.items:
        key, facts = clauses[0]
        return (replace(first, id=key, recommendation=facts), *(each for each in rest if each))
    if len(clauses) == len(first.items):
        pairs = zip(first.items, clauses, strict=True)
        items = tuple(replace(item, id=key, recommendation=facts) for item, (key, facts) in pairs)
        return (replace(first, items=items), *(each for each in rest if each))
    return blocks
