import contextlib
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet
from django.utils import timezone

from cms.models import Event
from sessions.domain.release import release_programme
from sessions.domain.roman import roman
from sessions.models import ReleaseFile, Session
from sessions.programme.tree import Programme
from sessions.signals import programme_released
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory
from tests.factories.sessions import (
    FIRST,
    ContributionFactory,
    RoomFactory,
    SessionFactory,
    SessionRoleFactory,
    event_with_programme,
    full_session,
    released,
)
from tests.roles import make_user

HOUR = timedelta(hours=1)


def row(session, **before):
    """What a list of changes says of `session`."""
    seoul = session.event.tz
    return {
        "id": session.pk,
        "number": session.number,
        "title": session.title,
        "start": session.start.astimezone(seoul).isoformat(),
        "end": session.end.astimezone(seoul).isoformat(),
        "room": session.room.name if session.room else "",
        "before": before,
    }


def in_release(release, session):
    programme = Programme.from_json(release.programme)
    return next(found for found in programme.sessions if found.uid == str(session.uid))


@pytest.mark.django_db
def test_first_release_has_number_one_and_no_changes():
    event = EventFactory()
    session = SessionFactory(event=event)
    before = timezone.now().replace(microsecond=0)

    release = released(event, note="  First version. ")

    assert (release.number, release.note, release.changes) == (1, "First version.", {})
    assert release.released_at >= before
    found = in_release(release, session)
    assert (found.sequence, found.last_modified) == (0, release.released_at)


@pytest.mark.django_db
def test_changes_since_the_last_release():
    event = EventFactory()
    hall, room = RoomFactory(event=event, name="Hall"), RoomFactory(event=event, name="Room")
    _same, moved, cancelled, removed, renamed, updated, shifted = (
        SessionFactory(event=event, room=hall, title=name, start=FIRST + place * HOUR)
        for place, name in enumerate(["same", "moved", "cancelled", "removed", "renamed", "updated", "shifted"])
    )
    released(event)
    Session.objects.filter(pk=moved.pk).update(room=room)
    Session.objects.filter(pk=cancelled.pk).update(status="cancelled")
    Session.objects.filter(pk=renamed.pk).update(title="A better name")
    Session.objects.filter(pk=shifted.pk).update(start=shifted.start + HOUR / 2)
    SessionRoleFactory(session=updated)
    removed.delete()
    removed.pk = in_release(event.releases.get(), removed).id
    new = SessionFactory(event=event, start=FIRST + 8 * HOUR)

    release = released(event)
    changes = release.changes

    for session in (moved, renamed, shifted, cancelled):
        session.refresh_from_db()
    assert changes == {
        "new": [row(new)],
        "moved": [
            row(moved, room="Hall"),
            row(shifted, start=(FIRST + 6 * HOUR).astimezone(event.tz).isoformat()),
        ],
        "cancelled": [row(cancelled)],
        "removed": [row(removed)],
        "renamed": [row(renamed, title="renamed")],
        "updated": [row(updated)],
    }
    sequences = {s.title: (s.sequence, s.last_modified == release.released_at) for s in frozen(release).sessions}
    unchanged = sequences.pop("same")
    assert unchanged[0] == 0
    assert sequences.pop(new.title)[0] == 0
    assert {number for number, _now in sequences.values()} == {1}


def frozen(release):
    return Programme.from_json(release.programme)


@pytest.mark.django_db
def test_removed_session_stays_for_calendars_and_may_come_back():
    event = EventFactory()
    session, _other = SessionFactory(event=event), SessionFactory(event=event, start=FIRST + HOUR)
    released(event)
    Session.objects.filter(pk=session.pk).update(start=None, end=None)
    second, third = released(event), released(event)
    assert [
        (r.changes.keys(), in_release(r, session).status, in_release(r, session).sequence) for r in (second, third)
    ] == [
        ({"removed"}, "removed", 1),
        (set(), "removed", 1),
    ]
    Session.objects.filter(pk=session.pk).update(start=session.start, end=session.end)
    fourth = released(event)
    assert (fourth.changes.keys(), in_release(fourth, session).sequence) == ({"new"}, 2)


@pytest.mark.django_db
def test_cancelling_and_taking_it_back_are_told_once():
    event = EventFactory()
    session = SessionFactory(event=event)
    released(event)
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    assert [list(released(event).changes) for _ in range(2)] == [["cancelled"], []]
    Session.objects.filter(pk=session.pk).update(status="confirmed")
    assert list(released(event).changes) == ["reinstated"]


@pytest.mark.django_db
def test_new_post_of_a_speaker_changes_no_session():
    event = EventFactory()
    person = PersonFactory()
    session = SessionFactory(event=event)
    ContributionFactory(session=session, speakers=[person])
    released(event)
    person.affiliations.create(title="Minister")
    release = released(event)
    assert (release.changes, in_release(release, session).sequence) == ({}, 0)
    assert in_release(release, session).contributions[0].speakers[0].post == "Minister"


@pytest.mark.django_db
def test_what_changes_after_a_release_is_not_in_it():
    event = EventFactory()
    session = SessionFactory(event=event, title="As released")
    release = released(event)
    Session.objects.filter(pk=session.pk).update(title="Changed later")
    release.refresh_from_db()
    assert in_release(release, session).title == "As released"


@pytest.mark.django_db
def test_numbered_kinds_are_numbered_in_order_and_cancelled_ones_keep_their_place():
    event = EventFactory(session_numbering="roman")
    late = SessionFactory(event=event, start=FIRST + 3 * HOUR, kind="panel")
    SessionFactory(event=event, start=FIRST, kind="plenary", number="IX")
    SessionFactory(event=event, start=FIRST + HOUR, kind="thematic", status="cancelled")
    SessionFactory(event=event, start=FIRST + 2 * HOUR, kind="pause")
    release = released(event)
    assert [session.number for session in frozen(release).sessions] == ["", "I", "", "II"]
    late.refresh_from_db()
    assert late.number == "II"


def test_roman():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1999)] == ["I", "IV", "IX", "XIV", "XL", "XC", "CD", "MCMXCIX"]


@pytest.mark.django_db
def test_programme_without_times_is_refused():
    event = EventFactory()
    SessionFactory(event=event, start=None)
    with pytest.raises(ValidationError) as refusal:
        released(event)
    assert refusal.value.message_dict == {"programme": ["No session has a time yet: there is nothing to release."]}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["rapporteur", "chair", "reviewer", "desk", None])
def test_only_organisers_release(role):
    event = event_with_programme(1)
    with pytest.raises(PermissionDenied):
        release_programme(event, by=make_user(role, event))
    with pytest.raises(PermissionDenied):
        release_programme(event, by=make_user("organiser", EventFactory()))
    assert release_programme(event, by=make_user("organiser", event)).number == 1


@pytest.mark.django_db
def test_release_makes_its_files_and_tells_others_on_commit(django_capture_on_commit_callbacks):
    event = EventFactory(language="fr")
    SessionFactory(event=event)
    told = []

    def listen(release, **_kwargs):
        told.append((release, ReleaseFile.objects.filter(release=release).count()))

    programme_released.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        release = released(event)
        assert told == []
    programme_released.disconnect(listen)
    assert told == [(release, 5)]
    languages = set(ReleaseFile.objects.values_list("exporter", "language"))
    assert languages == {
        ("facets.1", "fr"),
        ("html.2", "fr"),
        ("ics.1", "fr"),
        ("json.1", "fr"),
        ("outline.1", "en"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 20])
def test_releasing_takes_as_many_queries_for_many_sessions(count, django_assert_max_num_queries):
    event = event_with_programme(count)
    released(event)
    full_session(event, start=FIRST + timedelta(hours=23))
    with django_assert_max_num_queries(17):
        released(event)


class TestRace:
    """Two press the button at once: each waits for the other before it writes its release, as long as it can."""

    pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

    def release_at_once(self, event, *, is_locked):
        numbers, errors, both_have_read = [], [], threading.Barrier(2, timeout=1)

        def wait_before_writing(execute, sql, *rest):
            if sql.startswith('INSERT INTO "event_sessions_release"'):
                with contextlib.suppress(threading.BrokenBarrierError):
                    both_have_read.wait()
            return execute(sql, *rest)

        def run():
            connection.ensure_connection()
            if not is_locked:
                connection.transaction_mode = "DEFERRED"  # of SQLite; PostgreSQL's lock is taken away by the test
            try:
                with connection.execute_wrapper(wait_before_writing):
                    numbers.append(released(Event.objects.get(pk=event.pk)).number)
            except (IntegrityError, OperationalError) as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(numbers), len(errors)

    def test_each_gets_a_number_of_its_own(self):
        assert self.release_at_once(event_with_programme(2), is_locked=True) == ([1, 2], 0)

    def test_control_without_the_lock_they_collide(self, monkeypatch):
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows: rows)
        assert self.release_at_once(event_with_programme(2), is_locked=False) == ([1], 1)
