"""Whatever points at one row is made to point at another, found from the models themselves."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q, UniqueConstraint
from django.utils.text import capfirst

from .journal import Journal
from .rules import rule_of


def relations(model: type[Model]) -> list[Any]:
    """Every foreign key of any app that leads to `model`, those of the tables between two models included."""
    return [
        found
        for found in model._meta.get_fields(include_hidden=True)
        if found.auto_created and not found.concrete and (found.one_to_many or found.one_to_one)
    ]


def belongings(row: Model) -> dict[str, int]:
    """How many rows of which kind point at `row`: "Registrations": 2."""
    counts: dict[str, int] = {}
    for relation in relations(type(row)):
        number = relation.related_model._base_manager.filter(**{relation.field.name: row}).count()
        label = capfirst(str(relation.related_model._meta.verbose_name_plural))
        if number:
            counts[label] = counts.get(label, 0) + number
    return counts


def merge_rows(kept: Model, gone: Model, journal: Journal) -> None:
    """All that points at `gone` points at `kept` afterwards, and `gone` is removed.

    Where two rows may not both point there, they become one in the same way.
    """
    for relation in relations(type(kept)):
        field = relation.field
        for row in relation.related_model._base_manager.filter(**{field.name: gone}).order_by("pk"):
            _move(row, field, kept, journal)
    rule_of(gone).leave(gone, journal)
    journal.remove(gone)


def _move(row: Model, field: Any, kept: Model, journal: Journal) -> None:
    target = getattr(kept, field.target_field.attname)
    twin, rule = _twin(row, field, target), rule_of(row)
    if twin is not None:
        stays, other = (twin, row) if rule.weight(twin) >= rule.weight(row) else (row, twin)
        if rule.step_aside:
            rule.step_aside(other, journal)
        else:
            merge_rows(stays, other, journal)
            if other is row:
                return
    journal.set(row, **{field.attname: target})


def _twin(row: Model, field: Any, target: Any) -> Model | None:
    """The row that stands in the way of `row` pointing at `target`."""
    others = type(row)._base_manager.exclude(pk=row.pk)
    columns = {each.name: each.attname for each in row._meta.concrete_fields}
    for names, condition in _unique_sets(type(row)):
        if field.name not in names:
            continue
        values = {name: getattr(row, columns[name]) for name in names} | {field.name: target}
        if None in values.values() or not type(row)._base_manager.filter(condition, pk=row.pk).exists():
            continue
        twin = others.filter(condition, **values).first()
        if twin is not None:
            return twin
    return None


def _unique_sets(model: type[Model]) -> Iterator[tuple[tuple[str, ...], Q]]:
    for field in model._meta.concrete_fields:
        if (field.unique and not field.primary_key) or (field.primary_key and field.remote_field):
            yield (field.name,), Q()
    for names in model._meta.unique_together:
        yield tuple(names), Q()
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            yield tuple(constraint.fields), constraint.condition or Q()
