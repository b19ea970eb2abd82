"""What the apps hold of a person. Each adds its own under the hook `personal_data`, as the sections of /me/ are added.

A registered function returns a list of Source. Whatever points at a person or an account stands either in the
`relations` of a source or, with the reason, under the hook `not_personal` (a mapping): a test walks all models.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.db.models.fields.files import FieldFile
from django_stubs_ext import StrOrPromise
from wagtail import hooks

from participants.models import Person

MOST = 10_000
Row = Mapping[str, Any]


def no_files(_row: Any) -> Iterable[tuple[str, FieldFile]]:
    return ()


@dataclass(frozen=True, slots=True)
class Source:
    """`query` finds the rows of a person with all that `row` reads; `row` makes of each what JSON can say.

    `labels` name the keys of `row` for people, in order. `files` names the files of a row that are the person's own.
    `relations` are the fields it covers, as "app.Model.field".
    """

    slug: str
    order: int
    label: StrOrPromise
    purpose: StrOrPromise
    until: StrOrPromise
    query: Callable[[Person], QuerySet]
    row: Callable[[Any], Row]
    labels: Mapping[str, StrOrPromise]
    relations: tuple[str, ...] = ()
    files: Callable[[Any], Iterable[tuple[str, FieldFile]]] = field(default=no_files)


class CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def sources() -> list[Source]:
    found = [source for register in hooks.get_hooks("personal_data") for source in register()]
    return sorted(found, key=lambda source: source.order)


def not_personal() -> dict[str, StrOrPromise]:
    """Fields that point at a person or an account and say nothing of them that they have not elsewhere; and why."""
    return {name: why for register in hooks.get_hooks("not_personal") for name, why in register().items()}


def counts_of(person: Person) -> dict[str, int]:
    """How many rows of each source there are, by its slug; one statement."""
    found = sources()
    counted = {f"of_{number}": CountOf(source.query(person).order_by()) for number, source in enumerate(found)}
    counts = Person.objects.filter(pk=person.pk).annotate(**counted).values_list(*counted).get()
    return {source.slug: count or 0 for source, count in zip(found, counts, strict=True)}


def rows_of(source: Source, person: Person) -> list[Any]:
    """The newest MOST, or the first, as the source orders them."""
    return list(source.query(person)[:MOST])
