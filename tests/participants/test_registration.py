import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.utils import timezone

from cms.models import EventLogEntry
from participants.domain import decisions
from participants.domain import registration as domain
from participants.forms import RegistrationForm
from participants.models import Registration, RegistrationSetup
from tests.factories.cms import published_event
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationSetupFactory, UserFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def register(event, person, answers, **changes):
    return domain.register_person(event, person=person, by=person.user, data=answers | changes)


def test_registering_keeps_the_answers_and_takes_a_place(event, person, answers):
    made = register(event, person, answers)
    kept = Registration.objects.values().get()
    assert {name: kept[name] for name in ("status", "institution", "title", "motivation", "needs", "list_consent")} == {
        "status": "submitted",
        "institution": "Institute of Invented Studies",
        "title": "Researcher",
        "motivation": "A paper on registers.",
        "needs": "Step-free access",
        "list_consent": True,
    }
    assert kept["consented_at"] == made.consented_at is not None
    event.registration_setup.refresh_from_db()
    assert event.registration_setup.places_taken == 1


def test_every_change_is_in_the_log_without_answers_and_needs(event, person, answers, desk):
    made = register(event, person, answers)
    domain.change_registration(made, by=person.user, data={"needs": "No nuts", "title": "Director"})
    decisions.approve_registration(made, by=desk)
    decisions.mark_attended(made, by=desk)
    decisions.decline_registration(made, by=desk, reason="The room burned down.")
    waiting = "waiting for approval"
    entries = EventLogEntry.objects.filter(action__startswith="participants.").order_by("pk")
    assert [(entry.action, entry.user_id, entry.data) for entry in entries] == [
        (
            "participants.register",
            person.user_id,
            {"status": "submitted", "changes": {"status": ["", waiting], "category": ["", "Expert"]}},
        ),
        (
            "participants.change_registration",
            person.user_id,
            {"fields": ["needs", "title"], "changes": {"title": ["Researcher", "Director"], "needs": [None, None]}},
        ),
        ("participants.approved", desk.pk, {"changes": {"status": [waiting, "approved"]}}),
        ("participants.attended", desk.pk, {"attended": True, "changes": {"attended": ["No", "Yes"]}}),
        ("participants.declined", desk.pk, {"changes": {"status": ["approved", "declined"]}}),
    ]


def test_registering_twice_is_refused(event, person, answers):
    register(event, person, answers)
    with pytest.raises(ValidationError) as refused:
        register(event, person, answers)
    assert refused.value.message_dict == {NON_FIELD_ERRORS: ["You are registered already."]}
    assert Registration.objects.count() == 1


def test_a_withdrawn_registration_is_taken_up_again(event, person, answers):
    made = register(event, person, answers)
    domain.withdraw_registration(made, by=person.user)
    again = register(event, person, answers, title="Director")
    assert (again.pk, again.status, again.title) == (made.pk, "submitted", "Director")
    assert RegistrationSetup.objects.get(event=event).places_taken == 1


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (1, 2, "Registration has not opened yet."),
        (-2, -1 / 86400, "Registration has closed. What you typed was not kept: copy it if you need it."),
    ],
)
def test_the_clock_of_the_server_decides(event, person, answers, opens, closes, words):
    now = timezone.now()
    setup = event.registration_setup
    setup.opens_at, setup.closes_at = now + timedelta(days=opens), now + timedelta(days=closes)
    setup.save()
    with pytest.raises(ValidationError) as refused:
        register(event, person, answers)
    assert refused.value.message_dict == {NON_FIELD_ERRORS: [words]}
    assert not Registration.objects.exists()


def test_the_desk_registers_after_the_deadline_but_never_over_the_places(event, person, answers, desk):
    setup = event.registration_setup
    setup.closes_at, setup.capacity = timezone.now() - timedelta(seconds=1), 1
    setup.has_waiting_list = False
    setup.save()
    domain.register_person(event, person=person, by=desk, data=answers)
    with pytest.raises(ValidationError):
        domain.register_person(event, person=PersonFactory(), by=desk, data=answers)
    assert Registration.objects.count() == 1


def test_a_place_given_back_is_free_again(event, answers, desk):
    event.registration_setup.capacity, event.registration_setup.has_waiting_list = 1, False
    event.registration_setup.save()
    first, second, third = (PersonFactory(user=UserFactory()) for _ in range(3))
    made = register(event, first, answers)
    with pytest.raises(ValidationError):
        register(event, second, answers)
    decisions.decline_registration(made, by=desk, reason="Not this time.")
    register(event, third, answers)
    with pytest.raises(ValidationError, match="The last place has just been taken"):
        decisions.approve_registration(made, by=desk)
    assert sorted(Registration.objects.values_list("status", flat=True)) == ["declined", "submitted"]


def test_without_approval_the_place_is_given_at_once(event, person, answers):
    event.registration_setup.needs_approval = False
    event.registration_setup.save()
    assert register(event, person, answers).status == "approved"


def test_deciding_twice_changes_nothing(event, person, answers, desk, letters):
    made = register(event, person, answers)
    decisions.approve_registration(made, by=desk)
    decided = Registration.objects.values("decided_at", "decided_by", "status").get()
    decisions.approve_registration(made, by=make_user("organiser", event))
    assert Registration.objects.values("decided_at", "decided_by", "status").get() == decided
    assert len(letters()) == 2


def test_a_reason_is_needed_to_decline(event, person, answers, desk):
    made = register(event, person, answers)
    with pytest.raises(ValidationError) as refused:
        decisions.decline_registration(made, by=desk, reason=" \n ")
    assert refused.value.message_dict == {"reason": ["Say why: the person reads it in the letter."]}


def test_what_was_withdrawn_is_not_approved(event, person, answers, desk):
    made = register(event, person, answers)
    domain.withdraw_registration(made, by=person.user)
    with pytest.raises(ValidationError, match="This registration was withdrawn"):
        decisions.approve_registration(made, by=desk)


def test_only_somebody_approved_attends(event, person, answers, desk):
    made = register(event, person, answers)
    with pytest.raises(ValidationError, match="Only somebody approved can have attended"):
        decisions.mark_attended(made, by=desk)


def test_consent_given_and_taken_back(event, person, answers):
    made = register(event, person, answers, list_consent=False)
    assert made.consented_at is None
    domain.change_registration(made, by=person.user, data={"list_consent": True})
    assert made.consented_at is not None
    domain.change_registration(made, by=person.user, data={"list_consent": False})
    assert (made.list_consent, made.consented_at) == (False, None)


def test_an_approved_person_keeps_the_category(event, person, answers, desk):
    other = CategoryFactory(slug="observer")
    event.registration_setup.categories.add(other)
    made = register(event, person, answers)
    decisions.approve_registration(made, by=desk)
    with pytest.raises(ValidationError) as refused:
        domain.change_registration(made, by=person.user, data={"category": other})
    assert list(refused.value.message_dict) == ["category"]
    made.refresh_from_db()
    assert domain.change_registration(made, by=desk, data={"category": other}).category == other


@pytest.mark.parametrize("field", ["institution", "title", "motivation", "needs"])
@pytest.mark.parametrize("length", [10_000, 100_000])
def test_what_is_too_long_is_refused_by_its_field(event, person, answers, field, length):
    with pytest.raises(ValidationError) as refused:
        register(event, person, answers, **{field: "x" * length})
    assert list(refused.value.message_dict) == [field]
    assert not Registration.objects.exists()


def test_a_category_that_is_not_offered_is_refused(event, person, answers):
    for category in (CategoryFactory(slug="not-of-this-event"), CategoryFactory(slug="closed", is_open=False)):
        with pytest.raises(ValidationError) as refused:
            register(event, person, answers, category=category)
        assert refused.value.message_dict == {"category": ["This category is not offered."]}


def test_whoever_withdrew_comes_back_only_in_a_category_that_is_offered(event, person, answers, desk):
    closed = CategoryFactory(slug="closed", is_open=False)
    registration = domain.register_person(event, person=person, by=desk, data=answers | {"category": closed})
    domain.withdraw_registration(registration, by=person.user)
    none = {name: answers[name] for name in answers if name != "category"}
    for data, words in (
        (answers | {"category": closed}, "This category is not offered."),
        (none, "Choose the category you take part in."),
    ):
        with pytest.raises(ValidationError) as refused:
            domain.register_person(event, person=person, by=person.user, data=data)
        assert refused.value.message_dict == {"category": [words]}
    known = {"setup": event.registration_setup, "person": person, "registration": Registration.objects.get()}
    assert closed not in RegistrationForm(**known).fields["category"].queryset


def test_what_nobody_may_set_is_ignored(event, person, answers):
    other = published_event()
    more = {"status": "approved", "event": other, "person": PersonFactory(), "protocol_rank": 1, "attended": True}
    made = domain.register_person(event, person=person, by=person.user, data=answers | more)
    made.refresh_from_db()
    assert (made.status, made.event, made.person, made.attended) == ("submitted", event, person, False)
    assert made.protocol_rank == 100


def test_control_characters_are_taken_out_and_scripts_stay(event, person, answers):
    made = register(
        event, person, answers, title="Chief\r\nBcc: all@example.org\x00", institution="می\u200cخواهم 👩🏽‍💻"
    )
    assert (made.title, made.institution) == ("Chief Bcc: all@example.org", "می\u200cخواهم 👩🏽‍💻")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202egnp.exe\u202c \u2067Ada\u2069", "gnp.exe Ada"),
        ("نور\u200f (Noor)\u200e", "نور\u200f (Noor)\u200e"),
        ("Za" + "\u0301" * 40 + "\u0323lgo", "Z\u00e1" + "\u0301" * 3 + "lgo"),
        ("Nguyễn Thị Ðức", "Nguyễn Thị Ðức"),
        ("שָׁלוֹם", "שָׁלוֹם"),
    ],
)
def test_b056_what_turns_round_or_covers_what_stands_beside_a_name_is_taken_out(event, person, answers, typed, kept):
    made = register(event, person, answers, name=typed)
    assert unicodedata.normalize("NFC", made.person.name) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize("role", ["desk", "organiser", "secretariat", "rapporteur", "chair", "reviewer", None])
def test_who_may_decide(event, person, answers, role):
    made = register(event, person, answers)
    user = make_user(role, event)
    if role in {"desk", "organiser", "secretariat"}:
        assert decisions.approve_registration(made, by=user).status == "approved"
    else:
        with pytest.raises(PermissionDenied):
            decisions.approve_registration(made, by=user)


def test_an_organiser_of_another_event_may_do_nothing(event, person, answers):
    made = register(event, person, answers)
    other = make_user("organiser", published_event())
    for attempt in (
        lambda: decisions.approve_registration(made, by=other),
        lambda: decisions.decline_registration(made, by=other, reason="No."),
        lambda: decisions.mark_attended(made, by=other),
        lambda: domain.withdraw_registration(made, by=other),
        lambda: domain.change_registration(made, by=other, data={}),
        lambda: domain.register_person(event, person=PersonFactory(), by=other, data=answers),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_nobody_registers_somebody_else_or_for_what_they_cannot_see(event, person, answers):
    with pytest.raises(PermissionDenied):
        domain.register_person(event, person=PersonFactory(user=UserFactory()), by=person.user, data=answers)
    private = published_event(visibility="private")
    RegistrationSetupFactory(event=private)
    with pytest.raises(PermissionDenied):
        register(private, person, answers)


def test_an_event_that_was_called_off_takes_nobody(event, person, answers):
    event.is_cancelled = True
    event.save()
    with pytest.raises(ValidationError, match="Registration has closed"):
        register(event, person, answers)
