"""Going back to a release: it says again what it said, and nothing with a record is lost."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.models import EventLogEntry, Theme
from participants.models import Person
from sessions.domain.programme import Talk, save_session
from sessions.domain.restore import restore_release
from sessions.domain.schedule import remove_session
from sessions.models import Contribution, ContributionSpeaker, Room, Session, SessionRole
from sessions.programme.changes import content
from sessions.programme.restoration import plan_restoration
from sessions.programme.tree import Programme
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory
from tests.factories.record import PaperFactory, RecordEntryFactory
from tests.factories.sessions import (
    FIRST,
    ContributionFactory,
    RoomFactory,
    SessionFactory,
    event_with_programme,
    full_session,
    released,
)
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def contents(release):
    programme = Programme.from_json(release.programme)
    return {session.uid: content(session) for session in programme.shown}


def sequences(release):
    return {session.uid: session.sequence for session in Programme.from_json(release.programme).sessions}


def test_after_a_lot_of_changes_the_release_says_again_what_it_said():
    event = EventFactory()
    organiser = make_user("organiser", event)
    moved, renamed, deleted, emptied, cancelled, same = (
        full_session(event, start=FIRST + place * HOUR, end=FIRST + place * HOUR + HOUR) for place in range(6)
    )
    first = released(event)
    versions = dict(Session.objects.values_list("uid", "version"))

    other_room = RoomFactory(event=event)
    moved.start, moved.end, moved.room = FIRST + 9 * HOUR, FIRST + 10 * HOUR, other_room
    save_session(moved, by=organiser, themes=[], roles=[("panellist", PersonFactory())])
    renamed.title, renamed.kind, renamed.description = "Another name", "panel", "More"
    kept = renamed.contributions.first()
    save_session(renamed, by=organiser, talks=[Talk("New title", minutes=5, speakers=[PersonFactory()], id=kept.pk)])
    remove_session(deleted, by=organiser)
    Room.objects.filter(pk=deleted.room_id).delete()
    Room.objects.filter(pk=emptied.room_id).update(name="Renamed room", floor="9th floor")
    emptied.contributions.all().delete()
    cancelled.status = "cancelled"
    save_session(cancelled, by=organiser)
    new = full_session(event, start=FIRST + 12 * HOUR)
    second = released(event)
    assert contents(second) != contents(first)

    restore_release(first, by=organiser)
    third = released(event)

    assert contents(third) == contents(first)
    before, after = sequences(second), sequences(third)
    changed = {str(session.uid) for session in (moved, renamed, emptied, cancelled, new)} | {str(deleted.uid)}
    assert {uid for uid in after if after[uid] > before[uid]} == changed
    new.refresh_from_db()
    assert (new.start, new.end, new.contributions.count()) == (None, None, 2)
    raised = {row.uid for row in Session.objects.all() if row.version > versions.get(row.uid, 0)}
    assert raised == {UUID(uid) for uid in changed}
    assert (
        Session.objects.get(uid=deleted.uid).get_absolute_url()
        == f"/events/{event.slug}/sessions/{id_in(first, deleted)}/"
    )
    assert same.version == Session.objects.get(pk=same.pk).version


def id_in(release, session):
    return next(s.id for s in Programme.from_json(release.programme).sessions if s.uid == str(session.uid))


def test_ids_confirmations_papers_and_record_of_what_still_exists_stay():
    session = full_session(EventFactory(), title="Opening")
    event, talk, role = session.event, session.contributions.first(), session.roles.get()
    SessionRole.objects.update(confirmation="confirmed")
    ContributionSpeaker.objects.update(confirmation="declined")
    paper = PaperFactory(event=event, session=session, contribution=talk)
    entry = RecordEntryFactory(session=session, contribution=talk)
    release = released(event)
    links = set(ContributionSpeaker.objects.values_list("pk", "confirmation"))
    Session.objects.update(title="Changed")
    Contribution.objects.filter(pk=talk.pk).update(title="Changed", position=9)
    ContributionFactory(session=session)

    restore_release(release, by=None)

    session.refresh_from_db()
    assert (session.title, session.roles.get().pk, session.roles.get().confirmation) == (
        "Opening",
        role.pk,
        "confirmed",
    )
    assert set(ContributionSpeaker.objects.values_list("pk", "confirmation")) == links
    for thing in (paper, entry):
        thing.refresh_from_db()
        assert (thing.session, thing.contribution) == (session, talk)
    assert session.contributions.first() == talk


def test_presentations_added_since_are_kept_apart_unless_the_record_speaks_of_them():
    session = SessionFactory()
    release = released(session.event)
    added, recorded = ContributionFactory(session=session), ContributionFactory(session=session)
    paper = PaperFactory(event=session.event, contribution=added)
    RecordEntryFactory(session=session, contribution=recorded)
    plan = plan_restoration(release)
    assert (plan.added_talks, plan.recorded_talks, plan.is_needed) == ([added], [recorded], True)

    restore_release(release, by=None)

    apart = Session.objects.exclude(pk=session.pk).get()
    assert (apart.title, apart.start) == ("Presentations that were not in release 1", None)
    assert (list(apart.contributions.all()), list(session.contributions.all())) == ([added], [recorded])
    paper.refresh_from_db()
    assert paper.contribution == added


def test_rooms_that_exchanged_their_names_are_right_again():
    event = EventFactory()
    one, two = RoomFactory(event=event, name="One"), RoomFactory(event=event, name="Two")
    first, second = SessionFactory(event=event, room=one), SessionFactory(event=event, room=two)
    release = released(event)
    for room, name in ((one, "x"), (two, "One"), (one, "Two")):
        Room.objects.filter(pk=room.pk).update(name=name)
    restore_release(release, by=None)
    assert [Session.objects.get(pk=row.pk).room.name for row in (first, second)] == ["One", "Two"]
    assert Room.objects.count() == 2


def test_people_themes_and_kinds_that_are_gone_are_named_and_left_out():
    event = EventFactory()
    session = full_session(event)
    release = released(event)
    gone = session.roles.get().person
    SessionRole.objects.all().delete()
    Person.objects.filter(pk=gone.pk).delete()
    theme = session.themes.get()
    Theme.objects.filter(pk=theme.pk).delete()
    release.programme["sessions"][0]["kind"] = "dance"
    release.save()
    Session.objects.update(title="Changed", kind="panel")
    plan = plan_restoration(release)
    assert plan.missing == (gone.name, theme.name)
    restore_release(release, by=None)
    restored = Session.objects.get(pk=session.pk)
    assert (restored.title, restored.kind, restored.roles.count()) == (session.title, "panel", 0)


def test_sessions_are_numbered_again_and_languages_are_in_the_log():
    event = EventFactory(session_numbering="roman")
    kept = SessionFactory(event=event, kind="panel", start=FIRST, languages=["fr"])
    save_session(kept, by=None)
    release = released(event)
    added = SessionFactory(event=event, kind="panel", start=FIRST - HOUR, end=FIRST, languages=[])
    Session.objects.filter(pk=kept.pk).update(languages=[])
    save_session(added, by=None)
    assert list(Session.objects.order_by("pk").values_list("number", flat=True)) == ["II", "I"]

    restore_release(release, by=None)

    rows = Session.objects.order_by("pk").values_list("number", "languages", "start")
    assert list(rows) == [("I", ["fr"], FIRST), ("", [], None)]
    entry = EventLogEntry.objects.get(action="sessions.restore_session", object_id=kept.pk)
    assert entry.changes == {"number": ["II", "I"], "languages": ["", "French"]}


def test_nothing_to_do_does_nothing():
    event = event_with_programme(2)
    release = released(event)
    plan = restore_release(release, by=None)
    assert (plan.is_needed, plan.changes) == (False, {})
    assert set(Session.objects.values_list("version", flat=True)) == {0}


def test_who_confirms_must_have_seen_what_happens():
    event = event_with_programme(2)
    release = released(event)
    seen = plan_restoration(release).fingerprint
    save_session(Session.objects.first(), by=None, roles=[])
    with pytest.raises(ValidationError) as refused:
        restore_release(release, by=None, seen=seen)
    assert refused.value.code == "changed"
    restore_release(release, by=None, seen=plan_restoration(release).fingerprint)


@pytest.mark.parametrize("role", ["rapporteur", "chair", None])
def test_only_organisers_restore(role):
    event = event_with_programme(1)
    release = released(event)
    for by in (make_user(role, event), make_user("organiser", EventFactory())):
        with pytest.raises(PermissionDenied):
            restore_release(release, by=by)


def test_log_says_what_became_of_each_session():
    event = EventFactory()
    organiser = make_user("organiser", event)
    session = SessionFactory(event=event, title="Opening")
    release = released(event)
    session.start, session.end = session.start + HOUR, session.end + HOUR
    session.save()
    new = SessionFactory(event=event, title="New")
    restore_release(release, by=organiser)
    entries = EventLogEntry.objects.filter(user=organiser).order_by("pk")
    assert [(entry.message, entry.label, entry.changes) for entry in entries] == [
        ("Working programme set back to release 1", event.title, {}),
        (
            "Session restored",
            "Opening",
            {
                "start": ["23 June 2014, 10:00", "23 June 2014, 09:00"],
                "end": ["23 June 2014, 11:30", "23 June 2014, 10:30"],
            },
        ),
        ("Session restored", new.title, {"start": ["23 June 2014, 09:00", ""], "end": ["23 June 2014, 10:30", ""]}),
    ]


@pytest.mark.parametrize("count", [2, 20])
def test_as_many_statements_for_many_sessions(count, django_assert_max_num_queries):
    event = event_with_programme(count)
    release = released(event)
    for session in Session.objects.all():
        session.contributions.first().delete()
        session.roles.all().delete()
    Session.objects.update(room=None, title="Changed")
    Room.objects.all().delete()
    Session.objects.order_by("pk").last().delete()
    with django_assert_max_num_queries(55):
        restore_release(release, by=None)
