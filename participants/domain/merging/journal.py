"""What a merge did to the rows, step by step, in a form that JSON keeps; and the way back."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import F, Field, Model

Step = dict[str, Any]


class Journal:
    """Changes rows and writes down how. Rows are changed without signals, so that nothing else acts upon it."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def set(self, row: Model, **values: Any) -> None:
        """Sets fields by their column names ("person_id"); those that are so already are left out."""
        fields = {field.attname: field for field in row._meta.concrete_fields}
        old = {name: getattr(row, name) for name in values if getattr(row, name) != values[name]}
        if not old:
            return
        new = {name: values[name] for name in old}
        type(row)._base_manager.filter(pk=row.pk).update(**new)
        for name, value in new.items():
            setattr(row, name, value)
        packed = [{name: pack(fields[name], found[name]) for name in old} for found in (old, new)]
        self.steps.append({"act": "set", **_place(row), "old": packed[0], "new": packed[1]})

    def remove(self, row: Model) -> None:
        """Nothing may point at `row` any more: a row that was overlooked stops the merge instead of vanishing."""
        stored = type(row)._base_manager.get(pk=row.pk)
        values = {field.attname: pack(field, getattr(stored, field.attname)) for field in row._meta.concrete_fields}
        self.steps.append({"act": "remove", **_place(row), "values": values})
        rows = type(row)._base_manager.filter(pk=row.pk)
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]  # noqa: SLF001 -- a delete that looks at nothing else

    def make(self, row: Model) -> None:
        row.save()
        self.steps.append({"act": "make", **_place(row)})

    def count(self, row: Model, field: str, difference: int) -> None:
        """A counter that was changed already, and goes back by `difference`."""
        if difference:
            self.steps.append({"act": "count", **_place(row), "field": field, "difference": difference})


def take_back(steps: list[Step]) -> list[Model]:
    """The last step first. Rows that were changed once more since then stay as they are now. Returns those that were
    removed and are there again.
    """
    for step in reversed(steps):
        _BACK[step["act"]](apps.get_model(step["model"]), step)
    removed = [step for step in steps if step["act"] == "remove"]
    return [apps.get_model(step["model"])._base_manager.get(pk=step["pk"]) for step in removed]


def pack(field: Field, value: Any) -> Any:
    holder: Any = _Holder(field, value)
    return None if value is None else field.value_to_string(holder)


def unpack(field: Field, value: Any) -> Any:
    return None if value is None else field.to_python(value)


class _Holder:
    """What `value_to_string` takes a value from."""

    def __init__(self, field: Field, value: Any) -> None:
        setattr(self, field.attname, value)


def _place(row: Model) -> Step:
    return {"model": row._meta.label_lower, "pk": pack(row._meta.pk, row.pk)}


def _set_back(model: type[Model], step: Step) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for name, new in step["new"].items():
        rows = model._base_manager.filter(pk=step["pk"], **{name: unpack(fields[name], new)})
        rows.update(**{name: unpack(fields[name], step["old"][name])})


def _bring_back(model: type[Model], step: Step) -> None:
    values = {f.attname: unpack(f, step["values"][f.attname]) for f in model._meta.concrete_fields}
    row = model(**values)
    row.save_base(raw=True, force_insert=True)


def _unmake(model: type[Model], step: Step) -> None:
    model._base_manager.filter(pk=step["pk"]).delete()


def _count_back(model: type[Model], step: Step) -> None:
    model._base_manager.filter(pk=step["pk"]).update(**{step["field"]: F(step["field"]) - step["difference"]})


_BACK: dict[str, Callable[[type[Model], Step], None]] = {
    "set": _set_back,
    "remove": _bring_back,
    "make": _unmake,
    "count": _count_back,
}
