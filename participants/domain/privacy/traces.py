"""What is left of a name, an address or a telephone number in texts of any table, and its replacement.

Addresses and telephone numbers are replaced wherever they stand. So are names of two words and more that nobody else
bears; a shorter name is a word like others, and goes only where it is all that a field says. In what the history says
of the person's own doings and things every name is replaced.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Field, JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Page

from cms.domain.changes import HIDDEN
from cms.models import EventLogEntry
from participants.erasing import Gone, issued
from participants.models import Letter, Person, PersonName, Registration, User

Change = Callable[[str], str]
#: Tables without anybody's words.
TECHNICAL = frozenset({"auth", "contenttypes", "sessions", "sites"})
FEWEST_DIGITS = 6
#: What the history goes on telling of an erased person's registrations, and the rest of its entries.
TOLD = frozenset({"status", "category", "attended"})
TOLD_DATA = frozenset({"status", "attended", "fields", "office", "role", "count"})


def sweep(gone: Gone) -> None:
    """Replaces what is left of the person in every table but those of `issued_text` and pages; about two statements
    for each table and one for each row found."""
    _sweep_own_history(gone)
    singular, short = _singular(gone), _short(gone)
    change = _replacing(gone, singular)
    for model in searched_models():
        _replace(model, [*_findable(gone.contacts), *singular], short, change)


def searched_models() -> Iterator[type[Model]]:
    """Those whose texts may be changed."""
    stays = issued()
    for model in apps.get_models():
        meta = model._meta
        if meta.managed and meta.app_label not in TECHNICAL and meta.label not in stays and not issubclass(model, Page):
            yield model


def text_fields(model: type[Model]) -> list[Field]:
    """The fields of `model` that hold words or JSON with words."""
    kinds = (CharField, TextField, JSONField)
    return [field for field in model._meta.local_fields if isinstance(field, kinds) and not _is_fixed(field)]


def holding(model: type[Model], needles: Iterable[str], whole: Iterable[str] = ()) -> QuerySet:
    """The rows of `model` with one of `needles` in a text, whatever the case, or one of `whole` as all of a text.

    One statement. JSON is searched as text; SQLite keeps it in ASCII.
    """
    fields = text_fields(model)
    plain = [field.name for field in fields if not isinstance(field, JSONField)]
    casts = {f"said_{field.name}": Cast(field.name, TextField()) for field in fields if isinstance(field, JSONField)}
    wanted = Q(pk__in=[])
    for needle in needles:
        wanted |= _any_of(plain, "icontains", needle)
        wanted |= _any_of(casts, "icontains", needle) | _any_of(casts, "icontains", json.dumps(needle)[1:-1])
    for word in whole:
        wanted |= _any_of(plain, "exact", word)
        wanted |= _any_of(casts, "contains", f'"{word}"') | _any_of(casts, "contains", json.dumps(word))
    return model._base_manager.annotate(**casts).filter(wanted)  # type: ignore[arg-type]


def _any_of(names: Iterable[str], lookup: str, word: str) -> Q:
    return reduce(or_, (Q(**{f"{name}__{lookup}": word}) for name in names), Q(pk__in=[]))


def _is_fixed(field: Field) -> bool:
    return bool(field.primary_key or field.choices)


def _findable(contacts: Iterable[str]) -> list[str]:
    """A telephone number of three digits would be found in every year."""
    return [word for word in contacts if "@" in word or sum(c.isdigit() for c in word) >= FEWEST_DIGITS]


def _singular(gone: Gone) -> list[str]:
    """Names of several words that nobody else bears."""
    return [name for name in gone.names if " " in name and not _is_shared(name, gone.person)]


def _short(gone: Gone) -> list[str]:
    return [name for name in gone.names if " " not in name and not _is_shared(name, gone.person)]


def _is_shared(name: str, person: Person) -> bool:
    others = Person.objects.exclude(pk=person.pk)
    spelled = PersonName.objects.exclude(person=person.pk).filter(name__iexact=name)
    return others.filter(Q(name__iexact=name) | Q(sort_name__iexact=name)).exists() or spelled.exists()


def _replacing(gone: Gone, names: Iterable[str]) -> Change:
    patterns = [re.escape(word) for word in (*names, *_findable(gone.contacts))]
    found = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE) if patterns else None
    short = {name for name in gone.names if " " not in name}

    def change(text: str) -> str:
        if text in short:
            return gone.label
        return found.sub(gone.label, text) if found else text

    return change


def _replace(model: type[Model], needles: list[str], whole: list[str], change: Change) -> None:
    if not (text_fields(model) and (needles or whole)):
        return
    for row in holding(model, needles, whole).order_by("pk").iterator(chunk_size=500):
        _rewrite(model, row, change)


def _rewrite(model: type[Model], row: Any, change: Change) -> None:
    changed = {}
    for field in text_fields(model):
        before = getattr(row, field.attname)
        after = _changed(before, change)
        if after != before:
            changed[field.attname] = after[: field.max_length] if isinstance(after, str) else after
    if changed:
        model._base_manager.filter(pk=row.pk).update(**changed)


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_changed(one, change) for one in value]
    if isinstance(value, dict):
        return {change(key): _changed(one, change) for key, one in value.items()}
    return value


def _sweep_own_history(gone: Gone) -> None:
    change = _replacing(gone, gone.names)
    for model in (EventLogEntry, ModelLogEntry):
        for entry in model.objects.filter(_about(gone)).iterator(chunk_size=500):
            _empty(model, entry, gone.label)
        for entry in model.objects.filter(user=gone.user, user__isnull=False).iterator(chunk_size=500):
            _rewrite(model, entry, change)
    if gone.user:
        EventLogEntry.objects.filter(user=gone.user).update(user_name=gone.label)


def _about(gone: Gone) -> Q:
    """What was done with the person's registrations, letters, record and account."""
    about = Q(pk__in=[])
    for model, rows in (
        (Registration, gone.person.registrations.values_list("pk", flat=True)),
        (Letter, gone.person.letters.values_list("pk", flat=True)),
        (Person, [gone.person.pk]),
        (User, [gone.user.pk] if gone.user else []),
    ):
        about |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in rows])
    return about


def _empty(model: type[Model], entry: Any, label: str) -> None:
    """That something was done stays, by whom and when; of what it changed only TOLD."""
    data = {key: value for key, value in entry.data.items() if key in TOLD_DATA}
    changes = entry.data.get("changes", {})
    data["changes"] = {name: pair if name in TOLD else HIDDEN for name, pair in changes.items()}
    words = {"words": label} if isinstance(entry, EventLogEntry) else {}
    model._base_manager.filter(pk=entry.pk).update(label=label, data=data, **words)
