"""What the log of an event says of its programme."""

from datetime import timedelta

import pytest

from cms.models import EventLogEntry
from sessions.domain.programme import Talk, save_rooms, save_session
from sessions.models import Room, Session
from tests.factories.cms import EventFactory, ThemeFactory
from tests.factories.participants import PersonFactory
from tests.factories.sessions import FIRST, RoomFactory, SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def said(action):
    return EventLogEntry.objects.get(action=f"sessions.{action}").changes


def test_new_and_changed_session_with_all_its_parts_in_words():
    event = EventFactory()
    organiser = make_user("organiser", event)
    hall, room = RoomFactory(event=event, name="Hall"), RoomFactory(event=event, name="Room", floor="2nd floor")
    noor, bo = PersonFactory(name="Noor Adeyemi"), PersonFactory(name="Bo Wei Tan")
    theme = ThemeFactory(name="Registers")
    session = Session(
        event=event, title="Opening", kind="plenary", start=FIRST, end=FIRST + timedelta(hours=1), room=hall
    )

    save_session(session, by=organiser, themes=[], roles=[("chair", noor)], talks=[Talk("One counter", minutes=20)])
    session.room, session.start, session.status = room, FIRST + timedelta(minutes=30), "cancelled"
    talk = Talk("One counter", minutes=20, speakers=[bo], id=session.contributions.get().pk)
    save_session(session, by=organiser, themes=[theme], roles=[("chair", noor), ("panellist", bo)], talks=[talk])

    assert said("add_session") == {
        "kind": ["", "Plenary"],
        "title": ["", "Opening"],
        "start": ["", "23 June 2014, 09:00"],
        "end": ["", "23 June 2014, 10:00"],
        "room": ["", "Hall"],
        "status": ["", "confirmed"],
        "roles": ["", "chair: Noor Adeyemi"],
        "talks": ["", "One counter – 20 minutes"],
    }
    assert said("save_session") == {
        "start": ["23 June 2014, 09:00", "23 June 2014, 09:30"],
        "room": ["Hall", "Room, 2nd floor"],
        "status": ["confirmed", "cancelled"],
        "themes": ["", "Registers"],
        "roles": ["chair: Noor Adeyemi", "chair: Noor Adeyemi\npanellist: Bo Wei Tan"],
        "talks": ["One counter – 20 minutes", "One counter – Bo Wei Tan – 20 minutes"],
    }


def test_rooms_added_renamed_and_deleted():
    event = EventFactory()
    kept, gone = RoomFactory(event=event, name="Hall", capacity=80), RoomFactory(event=event, name="Attic")
    kept.name, kept.capacity = "Great hall", 100
    save_rooms(event, by=make_user("organiser", event), rooms=[kept, Room(name="Annex")], removed=[gone])
    assert said("save_rooms") == {
        "Great hall": ["Hall, 80 seats", "Great hall, 100 seats"],
        "Attic": ["Attic", ""],
        "Annex": ["", "Annex"],
    }


def test_what_was_said_stays_when_session_event_and_user_are_gone():
    session = SessionFactory(title="Opening")
    event = session.event
    by = make_user("organiser", event, first_name="Noor", last_name="Adeyemi")
    save_session(session, by=by)
    pk = session.pk
    session.delete()
    by.delete()
    entry = EventLogEntry.objects.get(action="sessions.save_session")
    assert (entry.event, entry.label, entry.object_id, entry.user_display_name) == (
        event,
        "Opening",
        str(pk),
        "Noor Adeyemi",
    )
    event.delete()
    entry.refresh_from_db()
    assert (entry.event, entry.label) == (None, "Opening")
