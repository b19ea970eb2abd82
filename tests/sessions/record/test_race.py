"""Two at once, each in a thread with a connection of its own, as in the workers of a server."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from sessions.domain import draft, record
from sessions.models import Recommendation, RecordEntry
from tests.factories.record import RecordEntryFactory
from tests.factories.sessions import SessionFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


def at_once(*calls: Callable[[], object]) -> list[str]:
    """What became of each call: "saved", or the name of what was raised."""
    start, outcomes = Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        start.wait()
        try:
            call()
            outcomes.append("saved")
        except (record.Conflict, draft.Conflict, ValidationError) as refused:
            outcomes.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_of_two_saves_at_once_one_is_offered():
    entry = RecordEntryFactory()
    outcomes = at_once(
        *(lambda t=text: record.change_entry(entry, by=None, data={"text": t}, revision=1) for text in ("A", "B"))
    )
    assert outcomes == ["Conflict", "saved"]
    assert RecordEntry.objects.get().revision == 2


def test_without_the_revision_one_of_two_would_be_lost():
    """The control: who writes without asking for the revision overwrites."""
    entry = RecordEntryFactory()
    rows = RecordEntry.objects.filter(pk=entry.pk)
    assert at_once(*(lambda t=text: rows.update(text=t) for text in ("A", "B"))) == ["saved", "saved"]


def test_recommendations_made_at_once_get_different_numbers():
    session = SessionFactory()
    other = SessionFactory(event=session.event)
    calls = [
        lambda s=each: record.capture_recommendation(s.event, by=None, data={"text": "act"}, session=s)
        for each in (session, other) * 4
    ]
    assert at_once(*calls) == ["saved"] * 8
    assert list(Recommendation.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_two_who_clear_at_once_clear_it_once():
    session = SessionFactory()
    clear = lambda: record.clear_record(session, by=None)
    assert at_once(clear, clear) == ["ValidationError", "saved"]
