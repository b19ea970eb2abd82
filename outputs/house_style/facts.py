"""What rules know of the world: official names of States from the database, and lists kept as data."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cms.models import Country, Organization

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Facts:
    """`names` are the short names of States by their ISO code and `order` their places in the alphabet by name, both in
    the document's language; `acronyms` what the letters of known bodies stand for.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)
    acronyms: Mapping[str, str] = field(default_factory=dict)


def facts_for(language: str) -> Facts:
    """Two queries."""
    columns = ("code", Country.name_field(language), Country.order_field(language))
    rows = list(Country.objects.order_by("pk").values_list(*columns))
    bodies = Organization.objects.exclude(acronym="").order_by("pk").values_list("acronym", "name")
    names = {code: name for code, name, _order in rows}
    return Facts(names, {name: order for _code, name, order in rows}, dict(table("acronyms")) | dict(bodies))


@cache
def table(name: str) -> tuple[tuple[str, str], ...]:
    """The first two columns of a list in `data`, without its head; lines that begin with # say where it is from."""
    return tuple((row[0], row[1]) for row in rows(name))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    lines = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    read = csv.reader(line for line in lines if line and not line.startswith("#"))
    return tuple(tuple(row) for row in read)[1:]
