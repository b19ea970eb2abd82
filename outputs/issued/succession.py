"""Which document stands in the place of another one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from outputs.kinds import KINDS
from outputs.models import Output

Key = tuple[object, ...]


def successors_of(outputs: Iterable[Output]) -> dict[int, Output]:
    """By the id of each that is superseded, the issued document in force in its place. One query.

    A revision supersedes what it revises and the revisions before; what is always current is superseded by what was
    issued of it later.
    """
    known = [one for one in outputs if not one.is_draft]
    originals = [one.modifies_id or one.pk for one in known if not one.is_partial]
    current = [one for one in known if KINDS[one.kind].is_current]
    if not known:
        return {}
    kinds = Q(event__in={one.event_id for one in current}, kind__in={one.kind for one in current}, modification="")
    revised = Q(modifies__in=originals, modification=Output.Modification.REVISION)
    issued = Output.objects.filter(revised | kinds, state=Output.State.ISSUED).without_texts()
    newest: dict[Key, Output] = {}
    for one in issued.order_by("modification_number", "version"):
        newest[_line(one)] = one
    found = {one.pk: newest.get(_line(one)) for one in known if not one.is_partial}
    return {pk: by for pk, by in found.items() if by is not None and _is_later(by, _by_key(known, pk))}


def successor_of(output: Output) -> Output | None:
    """The issued document in force in its place; None where it is in force itself. One query."""
    return successors_of([output]).get(output.pk)


def superseded_by(output: Output) -> list[Output]:
    """The documents that `output`, which is issued, takes the place of."""
    original = output.modifies_id
    if output.modification == Output.Modification.REVISION:
        line = Q(pk=original) | Q(modifies=original, modification=output.modification)
    elif KINDS[output.kind].is_current:
        line = Q(event=output.event_id, kind=output.kind, session=output.session_id, language=output.language)
    else:
        return []
    found = Output.objects.public().filter(line).exclude(pk=output.pk)
    return [one for one in found if _is_later(output, one)]


def _line(output: Output) -> Key:
    """What a document and those that stand in its place have in common."""
    if KINDS[output.kind].is_current:
        return output.event_id, output.kind, output.session_id, output.language
    return (output.modifies_id or output.pk,)


def _is_later(one: Output, other: Output) -> bool:
    return (one.modification_number, one.version) > (other.modification_number, other.version)


def _by_key(outputs: list[Output], pk: int) -> Output:
    return next(one for one in outputs if one.pk == pk)
