"""A session as one piece of data, with all that is deleted with it and all that points at it: to bring it back."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import router
from django.db.models import Field, Model, Q
from django.db.models.deletion import Collector

from sessions.models import Session

#: What may differ without anybody having worked on the session.
RESTLESS = frozenset({"version", "number", "updated_at", "created_at"})
Kept = dict[str, Any]


def keep(session: Session) -> Kept:
    """Rows that `session` takes along, and "links": rows that stay and point at one of them."""
    collector = Collector(using=router.db_for_write(Session))
    collector.collect([session])
    rows: list[Model] = [*chain(*collector.data.values()), *chain(*collector.fast_deletes)]
    own = sorted((row for row in rows if not row._meta.auto_created), key=lambda row: (row._meta.label, row.pk))
    pointing: Any = collector.field_updates
    links = [_link(field.name, row) for (field, _value), sets in pointing.items() for row in chain(*sets)]
    kept = {"rows": serializers.serialize("python", own), "links": sorted(links)}
    return json.loads(json.dumps(kept, cls=DjangoJSONEncoder))


def _link(field: str, row: Model) -> list[Any]:
    return [row._meta.label, row.pk, field, getattr(row, f"{field}_id")]


def is_back(kept: Kept) -> bool:
    """Whether any of it is in the programme by now: from a release, or taken in from a file."""
    sessions = [row for row in _rows(kept) if isinstance(row, Session)]
    same = Q(uid__in=[row.uid for row in sessions])
    for row in sessions:
        same |= Q(event=row.event_id, external_ref=row.external_ref) if row.external_ref else Q()
    return Session.objects.filter(same).exists() or any(_here(model, ids) for model, ids in _ids(_rows(kept)).items())


def bring_back(kept: Kept) -> None:
    """Writes everything as it was, with the ids it had. What is gone by now is left out of it: a room, somebody's part.
    Rows that are gone by now do not point at it again.
    """
    rows = list(serializers.deserialize("python", kept["rows"]))
    gone = _gone(rows)
    for row in rows:
        if _let_go(row, gone):
            row.save()
    for label, pk, field, value in kept["links"]:
        apps.get_model(label)._default_manager.filter(pk=pk, **{field: None}).update(**{field: value})


def _rows(kept: Kept) -> Iterator[Any]:
    return (row.object for row in serializers.deserialize("python", kept["rows"]))


def _ids(rows: Iterable[Model]) -> dict[type[Model], set[Any]]:
    found: dict[type[Model], set[Any]] = defaultdict(set)
    for row in rows:
        found[type(row)].add(row.pk)
    return found


def _here(model: type[Model], ids: Iterable[Any]) -> set[Any]:
    return set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))


def _pointers(row: Any) -> Iterator[tuple[Field, Any]]:
    """The foreign keys of the row, and each row of a list that it holds."""
    for field in row.object._meta.concrete_fields:
        if field.is_relation and getattr(row.object, field.attname) is not None:
            yield field, getattr(row.object, field.attname)
    for name, ids in row.m2m_data.items():
        yield from ((row.object._meta.get_field(name), pk) for pk in ids)


def _gone(rows: Iterable[Any]) -> set[tuple[Any, Any]]:
    """Model and id of what the rows point at, is not among them, and is no longer there; one query for each model."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for row in rows:
        for field, pk in _pointers(row):
            wanted[field.related_model].add(pk)
    own = _ids(row.object for row in rows)
    missing = {model: ids - own.get(model, set()) for model, ids in wanted.items()}
    return {(model, pk) for model, ids in missing.items() if ids for pk in ids - _here(model, ids)}


def _let_go(row: Any, gone: set[tuple[Any, Any]]) -> bool:
    """Takes out of the row what points at what is `gone`; whether it can do without."""
    row.m2m_data = {
        name: [pk for pk in ids if (row.object._meta.get_field(name).related_model, pk) not in gone]
        for name, ids in row.m2m_data.items()
    }
    lost: list[Any] = [field for field, pk in _pointers(row) if (field.related_model, pk) in gone]
    for field in lost:
        setattr(row.object, field.attname, None)
    return all(field.null for field in lost)


def is_as_kept(session: Session, kept: Kept) -> bool:
    return _settled(keep(session)) == _settled(kept)


def _settled(kept: Kept) -> Kept:
    rows = [row | {"fields": {k: v for k, v in row["fields"].items() if k not in RESTLESS}} for row in kept["rows"]]
    return {"rows": rows, "links": kept["links"]}
