"""Pipe tables. They know neither spans nor more than one line in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ..tree import Cell, Table
from ..tree.grid import filled
from .inline import escaped, inline


def table(node: Table, targets: AbstractSet[str]) -> str:
    """A head is always there, as the format wants it, though it may be empty."""
    if not node.columns:
        return ""
    head = [escaped(column.heading) for column in node.columns]
    rule = ["---:" if column.numeric else "---" for column in node.columns]
    rows = (_row(placed, targets) for placed in filled(node.rows, len(node.columns)))
    return "\n".join(_line(cells) for cells in (head, rule, *rows))


def _row(placed: Sequence[tuple[Cell | None, int, str]], targets: AbstractSet[str]) -> list[str]:
    cells: list[str] = []
    for one, taken, _ in placed:
        cells += [inline(one.inlines, targets, line_break="<br>") if one else "", *[""] * (taken - 1)]
    return cells


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
