"""What letters and certificates say where an event has no text of its own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from outputs.domain.official_letters import compose
from outputs.domain.paper_texts import certificate_words, paper_text, restore_paper_text, save_paper_text
from outputs.domain.stationery import stationery_of
from outputs.sheets.certificates import documents_of, snapshot_of
from participants.models import Certificate
from tests.factories.cms import EventFactory
from tests.factories.participants import RegistrationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user("secretariat")


def letter_of(registration, stationery=None):
    stationery = stationery or stationery_of(registration.event)
    return compose(registration, "visa", stationery, "1").opening[0].letters[0].paragraphs


def test_a_letter_says_the_events_own_text_else_the_sites_else_the_delivered_one(by):
    registration = RegistrationFactory(event=EventFactory(title="Forum"))
    assert letter_of(registration)[0] == "To whom it may concern"
    save_paper_text("visa", "en", by=by, text="Please admit {name}\n\nto the {event}.")
    assert letter_of(registration) == (f"Please admit {registration.person.name}", "to the Forum.")
    stationery = stationery_of(registration.event)
    stationery.visa_text = "Our own."
    assert letter_of(registration, stationery) == ("Our own.",)
    restore_paper_text("visa", "en", by=by)
    assert letter_of(registration)[0] == "To whom it may concern"


def test_a_certificate_keeps_the_words_with_which_it_was_issued(by):
    event = EventFactory(title="Forum", language="en")
    save_paper_text("speaker", "en", by=by, heading="Our thanks", text="We thank {name} who spoke at {event}.")
    words = certificate_words("speaker", "en")
    assert words == {"heading": "Our thanks", "certifies": "We thank", "did": "who spoke at"}
    snapshot = snapshot_of(event, stationery_of(event), name="Ada Signs", words=words)
    restore_paper_text("speaker", "en", by=by)
    kept = Certificate(event=event, kind="speaker", number=1, serial="1", snapshot=snapshot, code="0" * 16)
    (document,) = documents_of([kept])
    (sheet,) = document.opening[0].certificates
    assert (sheet.heading, sheet.certifies, sheet.did) == ("Our thanks", "We thank", "who spoke at")
    assert certificate_words("speaker", "en") == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("visa", "{who}"),
        ("visa", ""),
        ("speaker", "To {name}"),
        ("speaker", "{event} and {name}"),
        ("speaker", "{name}, {name} at {event}"),
        ("speaker", "{name} of {country} at {event}"),
        ("unheard_of", "x"),
    ],
)
def test_what_no_paper_can_say_is_refused(by, kind, text):
    with pytest.raises(ValidationError):
        save_paper_text(kind, "en", by=by, text=text, heading="Heading")
    assert not paper_text("visa", "en").is_changed


def test_only_the_secretariat_writes_them():
    organiser = make_user("organiser", EventFactory())
    with pytest.raises(PermissionDenied):
        save_paper_text("visa", "en", by=organiser, text="x")
    with pytest.raises(PermissionDenied):
        restore_paper_text("visa", "en", by=organiser)


def test_the_form_tells_what_is_wrong_beside_the_text_and_keeps_what_was_typed(client, by):
    client.force_login(by)
    address = reverse("outputs_admin:paper_text", args=["visa"])
    body = client.post(address, {"text": "Dear {who}", "language": "fr"}).content.decode()
    assert ["There is no placeholder {who}." in body, "Dear {who}" in body] == [True, True]
    client.post(f"{address}?language=fr", {"text": "Bonjour {name}"})
    assert [paper_text("visa", code).is_changed for code in ("fr", "en")] == [True, False]
    client.post(f"{address}?language=fr", {"restore": "yes"})
    assert not paper_text("visa", "fr").is_changed
