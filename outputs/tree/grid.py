"""Rows of cells that reach over several columns or rows, as a full grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outputs.tree import Cell

Placed = tuple[Cell | None, int, str]


def filled(rows: Sequence[Sequence[Cell]], width: int) -> Iterator[list[Placed]]:
    """Each row as cells, the columns they take, and "restart" or "continue" where one reaches over several rows.

    What is missing is filled up, what has no room is left out.
    """
    below: dict[int, tuple[int, int]] = {}
    for cells in rows:
        given, placed, at = iter(cells), list[Placed](), 0
        above, below = below, {}
        while at < width:
            if at in above:
                left, taken = above[at]
                one, reach = None, "continue"
            else:
                one = next(given, None)
                taken = min(max(1, one.colspan), _room(above, at, width)) if one else 1
                left = one.rowspan if one else 1
                reach = "restart" if left > 1 else ""
            if left > 1:
                below[at] = (left - 1, taken)
            placed.append((one, taken, reach))
            at += taken
        yield placed


def _room(above: dict[int, tuple[int, int]], at: int, width: int) -> int:
    """How many columns are free from `at` on."""
    return min((column for column in above if column > at), default=width) - at
