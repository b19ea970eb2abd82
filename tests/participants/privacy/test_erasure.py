"""After an erasure, a search of every text of every table finds the person only in what was issued."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session as SignIn
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.asserts import assertContains, assertRedirects

from cms.models import EventLogEntry, TeamMember
from outputs.models import Output, PrintRun
from outputs.resolve import resolve
from outputs.tree import canonical
from participants.directory.entries import index_all as index_all_experts
from participants.domain import letters
from participants.domain.outbox import Draft, draft_letter
from participants.domain.privacy.erasure import erase_person
from participants.domain.privacy.export import request_data
from participants.domain.privacy.readings import log_reading
from participants.domain.privacy.traces import holding, text_fields
from participants.domain.registration import register_person
from participants.models import Erasure, Registration, RegistrationDraft, RegistrationSetup, User
from sessions.domain.calendars import renew_calendar_key
from sessions.domain.stars import add_star
from sessions.library.entries import index_all
from sessions.models import Paper, Recommendation, SessionRole
from tests.factories.cms import published_event
from tests.factories.networks import MemberFactory, TopicFactory
from tests.factories.outputs import new_output
from tests.factories.participants import (
    PASSWORD,
    AffiliationFactory,
    AnswerFactory,
    ExpertFactory,
    PersonFactory,
    PersonNameFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
    UserFactory,
)
from tests.factories.record import PaperFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import full_session, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db

NAME, OTHER, EMAIL, PHONE = "Quillon Canarybird", "كناري نادر", "quillon.canarybird@example.org", "+254 700 123456"
NEEDLES = [NAME, "Canarybird Quillon", OTHER, EMAIL, PHONE, "Canarybird", "Step-free canary", "canary paper"]
ISSUED = {"event_sessions.Release", "outputs.Output"}


@pytest.fixture
def canary():
    user = UserFactory(email=EMAIL, first_name="Quillon", last_name="Canarybird")
    return PersonFactory(
        user=user, name=NAME, sort_name="Canarybird Quillon", phone=PHONE, biography=f"{NAME} sings.", country_id="KE"
    )


def found() -> set[str]:
    """The models with a trace of the canary in any text."""
    return {model._meta.label for model in apps.get_models() if text_fields(model) and holding(model, NEEDLES).exists()}


def lives(canary, event, desk, answers, with_file) -> list[str]:
    """Everything a person leaves behind at an event; the paths of their files."""
    user = canary.user
    PersonNameFactory(person=canary, name=OTHER)
    AffiliationFactory(person=canary, organization_name=f"Office of {NAME}")
    registration = register_person(event, person=canary, by=user, data=answers | {"needs": "Step-free canary"})
    files = [with_file(AnswerFactory(registration=registration, value=f"Room beside {NAME}"))]
    RegistrationDraft.objects.create(event=event, person=canary, data={"note": [NAME, OTHER], EMAIL: PHONE})
    draft_letter(event, by=None, draft=Draft(canary, f"Dear {NAME}", f"We wrote to {EMAIL}."))
    neighbour = PersonFactory()
    draft_letter(event, by=None, draft=Draft(neighbour, "Your panel", f"You speak after {NAME}, {EMAIL}."))
    letters.post("approved", registration)
    log_reading(registration, by=desk)
    request_data(canary, by=user)
    session = full_session(event)
    SessionRole.objects.create(session=session, person=canary, role=SessionRole.Role.CHAIR)
    RecordEntryFactory(session=session, speaker=canary, text=f"{NAME} spoke of registers.")
    RecommendationFactory(event=event, session=session, source=f"{NAME}, on registers").proposers.add(canary)
    unpublished = PaperFactory(event=event, title="A canary paper", status=Paper.Status.SUBMITTED, authors=[canary])
    PaperFactory(event=event, title="On registers", authors=[canary])
    files += [version.file.path for version in unpublished.versions.all()]
    profile = ExpertFactory(person=canary)
    profile.photo.save("photo.jpg", ContentFile(b"canary"))
    profile.publications.create(title=f"Writings of {NAME}")
    index_all_experts()
    index_all()
    files.append(profile.photo.path)
    member = MemberFactory(person=canary)
    TopicFactory(network=member.network, author=canary, title="Registers", text=f"Greetings, {NAME}")
    add_star(event, session.pk, user=user)
    renew_calendar_key(user)
    released(event)
    return files


def report_of(event) -> Output:
    """An adopted document that names whoever speaks."""
    output = new_output(event, "final_report")
    data = canonical.dumps(resolve(output, state=Output.State.ADOPTED))
    output.state, output.frozen, output.sha256 = Output.State.ADOPTED, data.decode(), canonical.digest(data)
    output.save()
    return output


def test_b170_nothing_is_left_but_what_was_issued(
    event, canary, desk, answers, with_file, django_capture_on_commit_callbacks
):
    files = lives(canary, event, desk, answers, with_file)
    report_of(event)
    assert len(found()) > 12  # the control: it is everywhere
    assert all(Path(path).exists() for path in files)
    with django_capture_on_commit_callbacks(execute=True):
        erasure = erase_person(canary, by=canary.user)
    assert found() <= ISSUED
    assert not any(Path(path).exists() for path in files)
    canary.refresh_from_db()
    assert (canary.name, canary.email, canary.country_id, canary.user) == (
        f"Erased person {erasure.pk}",
        "",
        "KE",
        None,
    )
    assert erase_person(canary, by=None) == erasure


def test_sheets_with_their_badge_and_forms_they_never_sent_go_with_their_files(
    event, canary, with_file, django_capture_on_commit_callbacks
):
    RegistrationFactory(event=event, person=canary)
    for place in (event, published_event()):
        PrintRun.objects.create(event=place, kind="badges").file.save("badges.pdf", ContentFile(b"%PDF-"))
    own, others = (Path(run.file.path) for run in PrintRun.objects.order_by("pk"))
    form = Path(with_file(answer := AnswerFactory(registration__event=event)))
    facts = {"file": answer.file.name, "name": "scan.pdf", "format": "pdf", "size": 5}
    answer.delete()
    RegistrationDraft.objects.create(event=event, person=canary, data={"files": {"q_1": facts}})
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(canary, by=None)
    assert [path.exists() for path in (own, form, others)] == [False, False, True]


def test_no_page_is_kept_that_may_name_somebody_erased(canary, django_capture_on_commit_callbacks):
    caches["pages"].set("a-gathering", b"%PDF")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(canary, by=None)
    assert caches["pages"].get("a-gathering") is None


def test_b170_the_record_and_the_statistics_stay_whole(event, canary, desk, answers, with_file):
    lives(canary, event, desk, answers, with_file)
    before = Registration.objects.values("event", "person__country", "category", "attended")
    counted, recommendations = list(before), Recommendation.objects.count()
    erase_person(canary, by=None)
    assert list(before.all()) == counted
    assert Recommendation.objects.count() == recommendations
    assert not Recommendation.objects.filter(proposers=canary).exists()
    assert dict(Paper.objects.filter(authors__person=canary).values_list("title", "status")) == {
        "Withdrawn paper": "withdrawn",
        "On registers": "published",
    }
    assert SessionRole.objects.get(person=canary).session.entries.count() == 1


def test_a_place_at_an_event_to_come_goes_back_and_no_letter_leaves(canary, category, answers, mailoutbox):
    ahead = published_event(start_date=date(2100, 1, 1), end_date=date(2100, 1, 2))
    RegistrationSetupFactory(event=ahead, categories=[category], capacity=1)
    registration = register_person(ahead, person=canary, by=canary.user, data=answers)
    erase_person(canary, by=None)
    registration.refresh_from_db()
    assert (registration.status, RegistrationSetup.objects.get(event=ahead).places_taken) == ("withdrawn", 0)
    assert not DBTaskResult.objects.filter(task_path="participants.domain.letters.deliver").exists()


def test_who_came_stays_as_having_come(event, canary):
    RegistrationFactory(event=event, person=canary, attended=True)
    erase_person(canary, by=None)
    assert Registration.objects.values_list("status", "attended").get(person=canary) == ("approved", True)


def test_others_of_the_same_name_keep_it(event, canary, desk):
    twin = RegistrationFactory(event=event, person__name=NAME, status="submitted")
    log_reading(twin, by=desk)
    own = RegistrationFactory(event=event, person=canary)
    log_reading(own, by=desk)
    erasure = erase_person(canary, by=None)
    labels = dict(EventLogEntry.objects.filter(action="participants.read_private").values_list("object_id", "label"))
    assert labels[str(twin.pk)].startswith(NAME)
    assert labels[str(own.pk)].startswith(f"Erased person {erasure.pk}")


def test_a_short_name_is_not_taken_out_of_words(event, canary):
    type(canary).objects.filter(pk=canary.pk).update(name="Rose", sort_name="Rose")
    words = [("The Rose garden", "Roses rose."), ("Rose", "rose")]
    drafts = [draft_letter(event, by=None, draft=Draft(PersonFactory(), *pair)) for pair in words]
    RegistrationDraft.objects.create(event=event, person=drafts[0].person, data={"colleague": "Rose", "note": "Rose?"})
    label = f"Erased person {erase_person(canary, by=None).pk}"
    for letter in drafts:
        letter.refresh_from_db()
    assert [(letter.subject, letter.body) for letter in drafts] == [words[0], (label, "rose")]
    assert RegistrationDraft.objects.get().data == {"colleague": label, "note": "Rose?"}


def test_the_account_is_closed_everywhere(client, event, canary):
    client.force_login(canary.user)
    TeamMember.objects.create(event=event, user=canary.user, role="desk")
    assert client.get("/me/").status_code == 200  # the control
    erase_person(canary, by=None)
    assert client.get("/me/").status_code == 302
    user = User.objects.get(pk=canary.user.pk)
    assert (user.is_active, user.has_usable_password(), user.groups.count()) == (False, False, 0)
    left = (EmailAddress.objects.filter(user=user), TeamMember.objects.filter(user=user), SignIn.objects.all())
    assert [rows.count() for rows in left] == [0, 0, 0]
    assert UserFactory(email=EMAIL)  # the address is free for somebody new


@pytest.mark.parametrize("role", ["organiser", "secretariat"])
def test_who_is_needed_is_not_erased_before_somebody_takes_over(event, role):
    person = PersonFactory(user=make_user(role, event), name=NAME)
    with pytest.raises(ValidationError) as refused:
        erase_person(person, by=person.user)
    assert (event.name in str(refused.value)) == (role == "organiser")
    make_user(role, event)
    assert erase_person(person, by=person.user)


def test_only_oneself_and_the_secretariat(event, canary):
    for user in (make_user("organiser", event), make_user("desk", event), make_user()):
        with pytest.raises(PermissionDenied):
            erase_person(canary, by=user)
    erase_person(canary, by=make_user("secretariat"))


# --- On the screen ------------------------------------------------------------------------------------------


@pytest.fixture
def signed_in(client, canary):
    """Who has given their password once more."""
    client.force_login(canary.user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_whoever_comes_is_asked_for_the_password(client, canary):
    client.force_login(canary.user)
    url = reverse("participants:erase")
    assertRedirects(client.get(url), f"/accounts/reauthenticate/?next={url}", fetch_redirect_response=False)
    assert client.post(url, {"confirm": EMAIL}).status_code == 302
    assert not Erasure.objects.exists()


def test_who_types_the_address_is_erased_and_signed_out(signed_in):
    url = reverse("participants:erase")
    assertContains(signed_in.get(url), "What stays")
    for typed in ("", "no", "x" * 10_000, "other@example.org"):
        assert signed_in.post(url, {"confirm": typed}).status_code == 200
        assert not Erasure.objects.exists()
    assertContains(signed_in.post(url, {"confirm": f" {EMAIL.upper()} "}), "Your data were erased")
    assert Erasure.objects.count() == 1
    assert signed_in.get("/me/").status_code == 302
    assert found() == set()


def test_the_page_says_why_it_cannot_be_now(signed_in, event, canary):
    TeamMember.objects.create(event=event, user=canary.user, role="organiser")
    assertContains(signed_in.get(reverse("participants:erase")), "Nobody else organises")
    assertContains(signed_in.post(reverse("participants:erase"), {"confirm": EMAIL}), "Nobody else organises")
    assert not Erasure.objects.exists()


def test_the_secretariat_erases_who_asked(client, canary):
    url = reverse("privacy:erase", args=[canary.pk])
    client.force_login(make_user("organiser", published_event()))
    assert client.get(url).status_code == 404
    client.force_login(make_user("secretariat"))
    assertContains(client.get(url), f"Erase {NAME}?")
    assertContains(client.post(url, {"confirm": "Somebody"}), "This is not the name of this person.")
    assertRedirects(client.post(url, {"confirm": "quillon  canarybird"}), reverse("people:index"))
    assert Erasure.objects.count() == 1
    assert client.get(url).status_code == 404
    assert client.get(reverse("privacy:erase", args=[10**30])).status_code == 404


def test_old_mail_in_the_queue_goes_too(canary, event):
    letters.deliver.enqueue(subject="x", body="y", to=EMAIL)
    letters.deliver.enqueue(subject="x", body="y", to="other@example.org")
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=3), status="SUCCESSFUL")
    erase_person(canary, by=None)
    assert DBTaskResult.objects.filter(task_path="participants.domain.letters.deliver").count() == 1
