"""A group of sessions as a table: times down, rooms or days across."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .groups import Group, is_pause, rooms_of
from .tree import Session

MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Item:
    """`start` and `end` in minutes of its day, `end` being the greater; `column` None: across all columns."""

    column: int | None
    start: int
    end: int
    session: Session
    day: date


@dataclass(frozen=True, slots=True)
class Cell:
    """`items` overlap where there are several; `rows` and `columns` are how many it covers."""

    items: tuple[Item, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, which begins `at` so many minutes of the day."""

    at: int
    cells: tuple[Cell, ...]

    @property
    def time(self) -> str:
        return f"{self.at // 60:02}:{self.at % 60:02}"


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def table_of(group: Group) -> Table:
    return _rooms_across(group) if group.day else _days_across(group)


def _days_across(group: Group) -> Table:
    items = [_item(column, session, day.date) for column, day in enumerate(group.days) for session in day.sessions]
    columns = tuple(date_format(day.date, "D j M") for day in group.days)
    return Table(columns, lay_out(items, len(columns)))


def _rooms_across(group: Group) -> Table:
    """What has no room goes across all of them, unless something is held meanwhile: then it has a column of its own."""
    [day] = group.days
    rooms = rooms_of(day.sessions)
    place = {room: column for column, room in enumerate(rooms)}
    items = [_item(place.get(session.room), session, day.date) for session in day.sessions]
    names = [room.label for room in rooms]
    if beside := [item for item in items if item.column is None and _is_crossed(item, items)]:
        items = [Item(len(rooms), i.start, i.end, i.session, i.day) if i in beside else i for i in items]
    if beside or not rooms:
        roomless = [item for item in items if item.session.room is None]
        is_open = any(not is_pause(item.session) for item in roomless)
        names.append(_("Room to be announced") if is_open else _("Breaks"))
    return Table(tuple(names), lay_out(items, len(names)))


def _is_crossed(item: Item, items: Iterable[Item]) -> bool:
    return any(other is not item and other.start < item.end and item.start < other.end for other in items)


def _item(column: int | None, session: Session, day: date) -> Item:
    start = 0 if session.start.date() < day else _minutes(session.start)
    end = MIDNIGHT if session.end.date() > day else _minutes(session.end)
    return Item(column, start, max(end, start + 1), session, day)  # the clock may have gone back meanwhile


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def lay_out(items: list[Item], columns: int) -> tuple[Line, ...]:
    """The rows between all beginnings and ends, without those in which nothing is held."""
    bounds = sorted({item.start for item in items} | {item.end for item in items})
    starts = [low for low, high in pairwise(bounds) if any(i.start < high and low < i.end for i in items)]
    clusters = [_clusters([item for item in items if item.column == column]) for column in range(columns)]
    across = _clusters([item for item in items if item.column is None])
    return tuple(Line(at, tuple(_cells(at, clusters, across, starts))) for at in starts)


@dataclass(frozen=True, slots=True)
class Cluster:
    start: int
    end: int
    items: tuple[Item, ...]


def _clusters(items: list[Item]) -> list[Cluster]:
    """Those together that overlap."""
    found: list[Cluster] = []
    for item in sorted(items, key=lambda item: item.start):
        if found and item.start < found[-1].end:
            last = found.pop()
            found.append(Cluster(last.start, max(last.end, item.end), (*last.items, item)))
        else:
            found.append(Cluster(item.start, item.end, (item,)))
    return found


def _cells(at: int, clusters: list[list[Cluster]], across: list[Cluster], starts: list[int]) -> Iterator[Cell]:
    covers: Callable[[Cluster], bool] = lambda cluster: cluster.start <= at < cluster.end
    if whole := next(filter(covers, across), None):
        if whole.start == at:
            yield Cell(whole.items, _rows(whole, starts), len(clusters))
        return
    for column in clusters:
        cluster = next(filter(covers, column), None)
        if cluster is None:
            yield Cell()
        elif cluster.start == at:
            yield Cell(cluster.items, _rows(cluster, starts))


def _rows(cluster: Cluster, starts: list[int]) -> int:
    return sum(cluster.start <= at < cluster.end for at in starts)
