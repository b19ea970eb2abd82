"""A row of the table, and what its address is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.matrix.world import World

EVERYBODY, NOBODY, SIGNED_IN = "RRRRRRRR", "XXXXXXXX", "LRRRRRRR"
NOBODY_IN_OFFICE = "LFFFXXXX"
OFFICE, LED, LISTS, RECORD = "LFFFXRXR", "LFFFXGXG", "LFFFFFFR", "LXXRRRXR"
DOOR = "LXXXXRXR"

Args = Callable[[World], list[Any]]


@dataclass(frozen=True, slots=True)
class Row:
    view: str
    expected: str
    args: Args = lambda _world: []
    label: str = ""
    method: str = "get"


def event(world: World) -> list[Any]:
    return [world.event.slug]


def hidden(world: World) -> list[Any]:
    return [world.hidden.slug]


def of(attribute: str) -> Args:
    """The event's slug and the id of something in it."""
    return lambda world: [world.event.slug, getattr(world, attribute).pk]


def exported(format: str) -> Args:
    return lambda world: [world.event.slug, format]


def pk(attribute: str) -> Args:
    return lambda world: [getattr(world, attribute).pk]
