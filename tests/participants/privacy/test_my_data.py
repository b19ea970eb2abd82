import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.models import EventLogEntry
from participants import holdings
from participants.domain.privacy import export
from participants.domain.privacy.readings import log_export, log_reading, log_reading_of_person, readings_of
from participants.domain.registration import register_person
from participants.models import DataExport, Person, User
from tests.factories.cms import published_event
from tests.factories.participants import (
    AffiliationFactory,
    AnswerFactory,
    PersonFactory,
    PersonNameFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.record import PaperFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db

DATA = "/me/data/"


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


def relations() -> set[str]:
    """Every field of any model that points at a person or an account."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model in {Person, User} and not field.auto_created
    }


def test_whatever_points_at_somebody_is_in_their_copy_or_said_not_to_be_personal():
    """A new model with such a field belongs under the hook `personal_data`, or under `not_personal` with the reason."""
    told = {name for source in holdings.sources() for name in source.relations}
    excused = set(holdings.not_personal())
    assert relations() - told - excused == set()
    assert (told | excused) - relations() == set()
    assert told & excused == set()


# --- The page -----------------------------------------------------------------------------------------------


def test_the_page_tells_what_is_held_what_was_agreed_to_and_who_read_it(own, event, person, answers, desk):
    registration = register_person(event, person=person, by=person.user, data=answers)
    log_reading(registration, by=desk, fields=["contact", "needs"])
    page = own.get(DATA)
    for words in ("Registrations", "So that you can take part", "Kept until", "My name may stand on the list"):
        assertContains(page, words)
    assertContains(page, f"<bdi>{desk}</bdi>", html=True)
    assertContains(page, "(registration desk)")
    assertContains(page, "read: e-mail and telephone, needs")
    assertNotContains(page, "Papers")


def test_an_empty_page_says_so(own):
    page = own.get(DATA)
    for words in ("You were not asked for a consent yet", "Nobody so far", "Make a copy"):
        assertContains(page, words)
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_page_do_not_grow(own, person, desk, number, django_assert_max_num_queries):
    for _ in range(number):
        registration = RegistrationFactory(event=published_event(), person=person, needs="Step-free access")
        AnswerFactory(registration=registration, question__keep_days=3)
        log_reading(registration, by=desk)
    own.get(DATA)
    with django_assert_max_num_queries(15):
        own.get(DATA)


# --- Readings -----------------------------------------------------------------------------------------------


def test_readings_and_exports_by_others_are_shown_to_those_concerned(event, person, desk):
    registration, other = RegistrationFactory(event=event, person=person), RegistrationFactory(event=event)
    secretariat = make_user("secretariat")
    log_reading(registration, by=desk)
    log_reading(other, by=desk)
    log_export(event, by=desk, registrations=[registration.pk], fields=["contact"], what="List")
    log_export(event, by=desk, registrations=[other.pk], fields=["contact"])
    log_reading_of_person(person, by=secretariat)
    found = [(one.who, one.office, one.is_export) for one in readings_of(person)]
    at_desk = (str(desk), "registration desk")
    assert found == [(str(secretariat), "secretariat", False), (*at_desk, True), (*at_desk, False)]
    assert len(readings_of(other.person)) == 2


def test_opening_the_page_twice_in_a_minute_is_one_reading(event, person, desk):
    registration = RegistrationFactory(event=event, person=person)
    for fields in (["contact"], ["contact"], ["contact", "needs"]):
        log_reading(registration, by=desk, fields=fields)
    assert EventLogEntry.objects.filter(action="participants.read_private").count() == 2
    EventLogEntry.objects.update(timestamp=timezone.now() - timedelta(minutes=2))
    log_reading(registration, by=desk)
    assert EventLogEntry.objects.filter(action="participants.read_private").count() == 3


def test_the_secretariat_opening_a_record_is_logged(client, person):
    client.force_login(make_user("secretariat"))
    client.get(reverse("people:edit", args=[person.pk]))
    assert [one.what for one in readings_of(person)] == ["e-mail and telephone"]


# --- The copy -----------------------------------------------------------------------------------------------


def made(own, person, work):
    assertRedirects(own.post(reverse("participants:copy_ask")), f"{DATA}#copy", fetch_redirect_response=False)
    assert work("export.make_in_background") == 1
    return person.data_exports.get()


def opened(client, copy):
    answer = client.get(reverse("participants:copy", args=[copy.uid]))
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_copy_holds_everything_for_machines_and_people_with_files(own, event, person, answers, work, with_file):
    registration = register_person(event, person=person, by=person.user, data=answers)
    answer = AnswerFactory(registration=registration, question__label="Letter?")
    with_file(answer, b"of mine")
    PersonNameFactory(person=person, name="نور أديمي")
    PaperFactory(event=event, authors=[person], title="On registers")
    AnswerFactory(value="of somebody else")
    archive = opened(own, made(own, person, work))
    data = json.loads(archive.read("data.json"))
    assert (data["format"], data["version"], data["person"]) == ("rostrum-personal-data", 1, str(person.uid))
    rows = {section["slug"]: section["rows"] for section in data["sections"]}
    assert rows["registrations"][0]["needs"] == "Step-free access"
    assert rows["names"] == [{"name": "نور أديمي", "language": "ar"}]
    assert [row["title"] for row in rows["papers"]] == ["On registers"]
    (path,) = rows["answers"][0]["files"]
    assert archive.read(path) == b"of mine"
    text = archive.read("data.html").decode()
    assert all(words in text for words in ("Step-free access", "نور أديمي", "On registers", path))
    assert "of somebody else" not in text + json.dumps(data)
    assert {section["slug"] for section in data["sections"]} >= {"consents", "letters", "readings", "acts", "stars"}


def test_a_copy_is_its_owners_while_its_days_last(own, client, person, work):
    copy = made(own, person, work)
    urls = [reverse(f"participants:{name}", args=[copy.uid]) for name in ("copy", "copy_state")]
    assert own.get(urls[1]).json() == {"state": "done", "percent": 100, "text": "ready"}
    client.force_login(make_user("secretariat"))
    assert [client.get(url).status_code for url in urls] == [404, 404]
    client.force_login(person.user)
    assert opened(client, copy).testzip() is None  # the control
    DataExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(urls[0]).status_code == 404


def test_one_copy_at_a_time_and_a_lost_worker_is_told(own, person):
    one, two = (export.request_data(person, by=person.user) for _ in range(2))
    assert one == two
    assertContains(own.get(DATA), "data-progress-url")
    DataExport.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assertContains(own.get(DATA), "could not be made")
    assert export.request_data(person, by=person.user) != one
    with pytest.raises(PermissionDenied):
        export.request_data(person, by=make_user("secretariat"))


def test_what_fails_says_so_and_leaves_no_file(own, person, work, monkeypatch):
    monkeypatch.setattr(export, "readings_of", lambda _person: 1 / 0)
    copy = made(own, person, work)
    assert (copy.state, copy.file.name) == ("failed", "")


@pytest.mark.parametrize("number", [1, 20])
def test_statements_of_the_copy_do_not_grow(person, number, django_assert_num_queries):
    AffiliationFactory.create_batch(number, person=person)
    for _ in range(number):
        registration = RegistrationFactory(person=person)
        AnswerFactory(registration=registration)
        PaperFactory(event=registration.event, authors=[person])
    with django_assert_num_queries(COPY), io.BytesIO() as target:
        export.write_archive(person, target, on_progress=lambda _percent: None)


COPY = 48


def test_strangers_hold_nothing_of_mine(client, person, work):
    stranger = PersonFactory(user=UserFactory(), name="Bo Tan")
    client.force_login(stranger.user)
    archive = opened(client, made(client, stranger, work))
    assert person.name not in archive.read("data.json").decode()
