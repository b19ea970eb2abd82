"""The rows of a file: registrations, tags and answers as three streams in one order, read side by side.

So there are as many statements for 50,000 registrations as for two, and none of the streams is ever held as a whole.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from participants.models import Answer, Registration
from participants.roster import Roster, Selection
from participants.roster.columns import CONTACTS, FIRST, Column
from participants.roster.roster import paths_of, sayer, tags_given

AT_ONCE = 500
#: Of a list whose columns nobody chose: what an import can read again, and what the list shows.
USUAL = ("honorific", "institution", "title", "country", "code", "category", "status", "tags", "submitted")


def columns_of_file(roster: Roster, selection: Selection, *, has_contacts: bool) -> list[Column]:
    """Name and institution, the columns of the list, and the contact data only where it was asked for."""
    known = roster.all_columns(selection)
    chosen = ("institution", *selection.columns) if selection.columns else USUAL
    wanted = (
        [FIRST, *chosen, *CONTACTS] if has_contacts else [FIRST, *(name for name in chosen if name not in CONTACTS)]
    )
    return [known[name] for name in dict.fromkeys(wanted) if name in known]


def headings(columns: list[Column]) -> list[str]:
    return [column.heading or str(column.label) for column in columns]


def lines(roster: Roster, selection: Selection, columns: list[Column]) -> Iterator[tuple[int, list[str]]]:
    """Pairs of a registration's id and its cells. To be read inside one transaction, so that they are of one moment."""
    found, paths = roster.find(selection), paths_of(columns)
    rows = found.values_list("pk", *paths).iterator(chunk_size=AT_ONCE)
    order = roster.order(selection, "registration__")
    tags = _grouped(_tags(roster, found, order) if any(_is_tags(column) for column in columns) else iter(()))
    answers = _grouped(_answers(found, order, [column.question.pk for column in columns if column.question]))
    sayers = [sayer(column, paths) for column in columns]
    for row in rows:
        given, answered = tags(row[0]), dict(answers(row[0]))
        yield row[0], [say(row[1:], answered, given) for say in sayers]


def _is_tags(column: Column) -> bool:
    return not column.paths and not column.question


def _grouped(stream: Iterator[tuple[Any, ...]]) -> Any:
    """A function that takes from the front of `stream` what belongs to an id; ids come in the order of the stream."""
    head = next(stream, None)

    def of(pk: int) -> list[tuple[Any, ...]]:
        nonlocal head
        mine = []
        while head is not None and head[0] == pk:
            mine.append(head[1:])
            head = next(stream, None)
        return mine

    return of


def _tags(roster: Roster, found: QuerySet[Registration], order: list[Any]) -> Iterator[tuple[Any, ...]]:
    rows = tags_given(roster.event).filter(registration__in=found.order_by())
    ordered = rows.order_by(*order, "registrationtag__name")
    columns = ("registration_id", "registrationtag__name", "registrationtag__colour")
    return ordered.values_list(*columns).iterator(chunk_size=AT_ONCE)


def _answers(found: QuerySet[Registration], order: list[Any], questions: list[int]) -> Iterator[tuple[Any, ...]]:
    if not questions:
        return iter(())
    rows = Answer.objects.filter(question__in=questions, registration__in=found.order_by())
    ordered = rows.order_by(*order)
    return ordered.values_list("registration_id", "question_id", "value").iterator(chunk_size=AT_ONCE)
