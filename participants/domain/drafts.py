"""What somebody has filled in and not sent: kept as it was typed, for nobody else to read."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict

from cms.models import Event
from participants.domain.locking import hold_people
from participants.models import Answer, Person, RegistrationDraft
from participants.questions.files import KeptFile, remove_file

LONGEST, MOST_VALUES = 20_000, 600


def draft_of(event: Event, person: Person, stage: str) -> RegistrationDraft | None:
    return RegistrationDraft.objects.filter(event=event, person=person, stage=stage).first()


def typed_of(draft: RegistrationDraft) -> MultiValueDict:
    return MultiValueDict(draft.data.get("typed", {}))


def files_of(draft: RegistrationDraft) -> dict[str, KeptFile | None]:
    """The files that arrived, by name of field; None for one that was taken away."""
    found = draft.data.get("files", {})
    return {name: KeptFile(**facts) if facts else None for name, facts in found.items()}


def keep_draft(
    event: Event,
    person: Person,
    stage: str,
    *,
    typed: MultiValueDict,
    files: Mapping[str, KeptFile | None],
    step: str,
    number: int,
) -> RegistrationDraft:
    """Writes all that was filled in so far; `step`, the `number`-th, is where to go on.

    Files that these replace are removed. Raises Merged where the record of `person` is gone.
    """
    data = {
        "typed": {name: _plain(typed.getlist(name)) for name in typed},
        "files": {name: asdict(kept) if kept else None for name, kept in files.items()},
        "step": step,
    }
    with transaction.atomic():
        hold_people([person])
        before = RegistrationDraft.objects.select_for_update().filter(event=event, person=person, stage=stage).first()
        values = {"data": data, "step": number}
        draft, _ = RegistrationDraft.objects.update_or_create(values, event=event, person=person, stage=stage)
        if before:
            _remove(_paths(before) - _paths(draft))
    return draft


def drop_draft(draft: RegistrationDraft) -> None:
    """Removes it, with those of its files that are no answers. To be called in the transaction that sends it."""
    draft.delete()
    _remove(_paths(draft))


def drop_drafts(drafts: QuerySet[RegistrationDraft]) -> int:
    """`drop_draft` for many, in a transaction of the caller's; how many they were."""
    dropped = list(drafts)
    for draft in dropped:
        drop_draft(draft)
    return len(dropped)


def _paths(draft: RegistrationDraft) -> set[str]:
    return {kept.file for kept in files_of(draft).values() if kept}


def _remove(paths: set[str]) -> None:
    """But for those that are answers by now."""
    kept = set(Answer.objects.filter(file__in=paths).values_list("file", flat=True)) if paths else set()
    for path in paths - kept:
        transaction.on_commit(partial(remove_file, path))


def _plain(values: list[Any]) -> list[str]:
    """PostgreSQL keeps no NUL."""
    return [str(value).replace("\x00", "")[:LONGEST] for value in values[:MOST_VALUES]]
