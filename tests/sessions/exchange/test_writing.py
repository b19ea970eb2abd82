"""Writing what was confirmed: all of it or nothing, by organisers, and never over what nobody has seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.log_actions import registry

from cms.models import Event
from participants.models import Person
from sessions.domain import bulk, exchange
from sessions.domain.bulk import Write, write_sessions
from sessions.exchange.state import Sitting, Talk
from sessions.models import Confirmation, ProgrammeImport, Session
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory
from tests.factories.sessions import ContributionFactory, RoomFactory, SessionFactory, SessionRoleFactory
from tests.roles import make_user
from tests.sessions.exchange.samples import document, row, sessions

pytestmark = pytest.mark.django_db
State = ProgrammeImport.State


@pytest.fixture
def event():
    return Event.objects.get(pk=EventFactory().pk)


@pytest.fixture
def organiser(event):
    return make_user("organiser", event)


def waiting_for(event, data, **fields):
    return ProgrammeImport.objects.create(
        event=event, file_name="programme.csv", format="csv", document=document(data).to_json(), **fields
    )


def confirm(waiting, by, **options):
    return exchange.confirm_import(waiting, by=by, digest=exchange.plan_import(waiting).digest, **options)


def test_file_waits_until_it_is_confirmed(event, organiser):
    upload = ContentFile(sessions(row(room="Hall", chair="Ms. Noor Adeyemi (Institute)")), name="programme.csv")
    waiting = exchange.receive_programme(event, by=organiser, upload=upload)
    assert (waiting.state, waiting.file_name, waiting.format) == ("waiting", "programme.csv", "csv")
    assert (Session.objects.count(), Person.objects.count()) == (0, 0)
    confirm(waiting, organiser)
    session = Session.objects.get()
    assert (session.title, session.room.name, session.version) == ("Opening", "Hall", 1)
    person = session.roles.get().person
    assert (person.honorific, person.name, person.sort_name, str(person.affiliations.get())) == (
        "Ms.",
        "Noor Adeyemi",
        "Noor Adeyemi",
        "Institute",
    )
    waiting.refresh_from_db()
    assert (waiting.state, waiting.document["rows"]) == ("done", [])
    assert waiting.result == {"new": 1, "changed": 0, "contributions": 0, "rooms": 1, "people": 1, "left_out": 0}


def test_bad_rows_are_left_out_only_by_choice(event, organiser):
    waiting = waiting_for(event, sessions(row(), row(title="Bad", end="08:00", room="Attic", chair="Nobody")))
    with pytest.raises(ValidationError, match="Some rows cannot be taken"):
        confirm(waiting, organiser)
    assert (Session.objects.count(), ProgrammeImport.objects.get().state) == (0, "waiting")
    confirm(waiting, organiser, leave_out_bad=True)
    assert [session.title for session in Session.objects.all()] == ["Opening"]
    assert (event.rooms.count(), Person.objects.count()) == (0, 0)


def test_change_raises_the_version_and_is_logged_old_and_new(event, organiser):
    session = SessionFactory(event=event, title="Opening", version=4)
    ContributionFactory(session=session, title="One")
    talk = {"type": "talk", "title": "One", "minutes": "20"}
    confirm(waiting_for(event, sessions(row(type="session", end="10:00"), talk)), organiser)
    session.refresh_from_db()
    assert session.version == 5
    entry = registry.get_logs_for_instance(session).get()
    assert (entry.action, entry.user, entry.data["changes"]) == (
        "sessions.save_session",
        organiser,
        {"time": ["2014-06-23 09:00–10:30", "2014-06-23 09:00–10:00"], "One: minutes": ["", "20"]},
    )
    whole = registry.get_logs_for_instance(event).get(action="sessions.import_programme")
    assert (whole.data["file"], whole.data["changed"]) == ("programme.csv", 1)


def test_rooms_are_logged_old_and_new(event, organiser):
    RoomFactory(event=event, name="Hall", floor="", building="", capacity=None)
    rooms = [{"type": "room", "name": "Hall", "seats": "80"}, {"type": "room", "name": "Studio", "floor": "2nd floor"}]
    confirm(waiting_for(event, sessions(row(type="session", title="Opening"), *rooms)), organiser)
    entry = registry.get_logs_for_instance(event).get(action="sessions.save_rooms")
    assert (entry.user, entry.data["changes"]) == (
        organiser,
        {"Hall": ["Hall", "Hall, 80 seats"], "Studio": ["", "Studio, 2nd floor"]},
    )


def test_nothing_is_written_over_what_nobody_has_seen(event, organiser):
    session = SessionFactory(event=event, title="Opening")
    waiting = waiting_for(event, sessions(row(end="10:00")))
    seen = exchange.plan_import(waiting).digest
    Session.objects.filter(pk=session.pk).update(end=session.end + timedelta(minutes=15))
    with pytest.raises(ValidationError, match="changed while you were looking"):
        exchange.confirm_import(waiting, by=organiser, digest=seen)
    assert ProgrammeImport.objects.get().state == "waiting"


def test_file_is_confirmed_once(event, organiser):
    waiting = waiting_for(event, sessions(row()))
    digest = exchange.plan_import(waiting).digest
    again = ProgrammeImport.objects.get(pk=waiting.pk)
    exchange.confirm_import(waiting, by=organiser, digest=digest)
    with pytest.raises(ValidationError, match="confirmed already"):
        exchange.confirm_import(again, by=organiser, digest=digest)
    assert Session.objects.count() == 1


def test_what_breaks_in_writing_leaves_nothing_behind(event, organiser, monkeypatch):
    """The control: without the transaction, rooms and people would stay."""
    waiting = waiting_for(event, sessions(row(room="Hall", chair="Noor Adeyemi")))
    monkeypatch.setattr(bulk, "number_sessions", lambda _event: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(waiting, organiser)
    assert (Session.objects.count(), event.rooms.count(), Person.objects.count()) == (0, 0, 0)
    assert ProgrammeImport.objects.get().state == "waiting"


def test_many_rows_are_written_in_the_background(event, organiser, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(exchange, "AT_ONCE", 1)
    waiting = waiting_for(event, sessions(row(), row(title="Closing")))
    with django_capture_on_commit_callbacks(execute=True):
        confirm(waiting, organiser)
    assert (waiting.state, Session.objects.count()) == ("writing", 0)
    exchange.run_import(waiting.pk)
    exchange.run_import(waiting.pk)
    assert (ProgrammeImport.objects.get().state, Session.objects.count()) == ("done", 2)


def test_background_gives_back_what_changed_or_broke(event, organiser, monkeypatch):
    monkeypatch.setattr(exchange, "AT_ONCE", 0)
    waiting = confirm(waiting_for(event, sessions(row())), organiser)
    SessionFactory(event=event, title="Opening")
    exchange.run_import(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.message[:32]) == ("waiting", "The programme changed while you ")

    monkeypatch.setattr(bulk, "number_sessions", lambda _event: 1 / 0)
    confirm(waiting_for(event, sessions(row(title="Other"))), organiser)
    broken = ProgrammeImport.objects.get(state="writing")
    exchange.run_import(broken.pk)
    broken.refresh_from_db()
    assert (broken.state, broken.message[:20]) == ("waiting", "Nothing was written:")
    assert Session.objects.count() == 1


def test_second_worker_leaves_alone_what_the_first_has_written(event, organiser, monkeypatch):
    monkeypatch.setattr(exchange, "AT_ONCE", 0)
    waiting = confirm(waiting_for(event, sessions(row())), organiser)

    class Late(ValidationError):
        @property
        def messages(self):
            """Asked for when what this worker did is undone, and its lock gone."""
            ProgrammeImport.objects.update(state=State.DONE)
            return ["The programme changed"]

    monkeypatch.setattr(exchange, "plan_import", lambda _waiting: (_ for _ in ()).throw(Late("")))
    exchange.run_import(waiting.pk)
    assert ProgrammeImport.objects.get().state == "done"


def test_what_a_colleague_threw_away_or_confirmed_meanwhile(event, organiser, monkeypatch):
    monkeypatch.setattr(exchange, "AT_ONCE", 0)
    waiting = waiting_for(event, sessions(row()))
    digest, stale = exchange.plan_import(waiting).digest, ProgrammeImport.objects.get()
    exchange.confirm_import(waiting, by=organiser, digest=digest)
    with pytest.raises(ValidationError, match="being written"):
        exchange.discard_import(stale, by=organiser)
    ProgrammeImport.objects.update(state=State.WAITING)
    exchange.discard_import(stale, by=organiser)
    with pytest.raises(ValidationError, match="thrown away"):
        exchange.confirm_import(waiting, by=organiser, digest=digest)


def test_lost_worker_gives_the_file_back(event):
    lost = waiting_for(event, sessions(row()), state=State.WRITING, confirmed_at=timezone.now() - timedelta(hours=1))
    busy = waiting_for(event, sessions(row()), state=State.WRITING, confirmed_at=timezone.now())
    assert exchange.fail_lost_imports(event) == 1
    assert [ProgrammeImport.objects.get(pk=each.pk).state for each in (lost, busy)] == ["waiting", "writing"]


def test_old_files_are_cleaned_away(event, organiser):
    old, new = waiting_for(event, sessions(row())), waiting_for(event, sessions(row()))
    ProgrammeImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    made = exchange.receive_programme(event, by=organiser, upload=ContentFile(sessions(row()), name="a.csv"))
    assert set(ProgrammeImport.objects.all()) == {new, made}


def test_only_organisers_take_in_and_write(event, organiser):
    waiting = waiting_for(event, sessions(row()))
    for user in (make_user("rapporteur", event), make_user("organiser", EventFactory()), make_user()):
        for forbidden in (
            lambda user: exchange.receive_programme(event, by=user, upload=ContentFile(b"", name="a.csv")),
            lambda user: confirm(waiting, user),
            lambda user: exchange.choose_people(waiting, by=user, choices={}),
            lambda user: exchange.discard_import(waiting, by=user),
            lambda user: write_sessions(event, by=user, writes=[]),
        ):
            with pytest.raises(PermissionDenied):
                forbidden(user)
    exchange.discard_import(waiting, by=organiser)
    assert not ProgrammeImport.objects.exists()


def test_only_offered_people_can_be_chosen(event, organiser):
    PersonFactory.create_batch(2, name="Noor Adeyemi")
    stranger = PersonFactory(name="Amara Okonjo")
    waiting = waiting_for(event, sessions(row(chair="Noor Adeyemi")))
    [named] = exchange.plan_import(waiting).crowd.ambiguous
    exchange.choose_people(waiting, by=organiser, choices={named.id: str(stranger.pk), "unheard": "new"})
    assert waiting.choices == {}
    exchange.choose_people(waiting, by=organiser, choices={named.id: str(named.candidates[0].id)})
    assert exchange.plan_import(waiting).bad == []


def test_who_stays_keeps_the_answer_and_contributions_keep_their_ids(event):
    session = SessionFactory(event=event)
    kept = SessionRoleFactory(session=session, confirmation=Confirmation.CONFIRMED)
    gone, added = SessionRoleFactory(session=session, role="rapporteur"), PersonFactory()
    talk = ContributionFactory(session=session, speakers=[kept.person, gone.person])
    talk.speaker_links.update(confirmation=Confirmation.DECLINED)
    people = {"chair": (added.pk, kept.person_id)}
    talks = [Talk("First", speakers=(added.pk,)), Talk("Second", speakers=(kept.person_id,), id=talk.pk)]
    sitting = Sitting("Opening", id=session.pk, start=session.start, end=session.end, people=people, talks=talks)
    write_sessions(event, by=None, writes=[Write(sitting)])
    assert list(session.roles.values_list("person", "role", "confirmation")) == [
        (added.pk, "chair", "open"),
        (kept.person_id, "chair", "confirmed"),
    ]
    assert [(each.title, each.pk == talk.pk) for each in session.contributions.all()] == [
        ("First", False),
        ("Second", True),
    ]
    assert list(talk.speaker_links.values_list("person", "confirmation")) == [(kept.person_id, "declined")]


def test_sessions_are_numbered_once_all_are_written():
    event = Event.objects.get(pk=EventFactory(session_numbering="roman").pk)
    rows = sessions(row(title="Second", start="11:00", end="12:00", kind="panel"), row(title="First", kind="panel"))
    confirm(waiting_for(event, rows), make_user("organiser", event))
    assert list(Session.objects.values_list("title", "number")) == [("First", "I"), ("Second", "II")]
