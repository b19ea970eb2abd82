"""A session as one piece of data, with all that is deleted with it and all that points at it: to bring it back."""

import json
from itertools import chain
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import router
from django.db.models import Model
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


def bring_back(kept: Kept) -> None:
    """Writes everything as it was, with the ids it had. Rows that are gone by now do not point at it again."""
    for row in serializers.deserialize("python", kept["rows"]):
        row.save()
    for label, pk, field, value in kept["links"]:
        apps.get_model(label)._default_manager.filter(pk=pk, **{field: None}).update(**{field: value})


def is_as_kept(session: Session, kept: Kept) -> bool:
    return _settled(keep(session)) == _settled(kept)


def _settled(kept: Kept) -> Kept:
    rows = [row | {"fields": {k: v for k, v in row["fields"].items() if k not in RESTLESS}} for row in kept["rows"]]
    return {"rows": rows, "links": kept["links"]}
