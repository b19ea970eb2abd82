from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects
from wagtail.models import ModelLogEntry

from participants.domain.merging import belongings, likely_pairs, merge_people, tell_apart, undo_merge
from participants.domain.places import in_line
from participants.models import (
    Affiliation,
    Answer,
    Certificate,
    DifferentPeople,
    Person,
    PersonMerge,
    PersonName,
    Registration,
    RegistrationSetup,
)
from sessions.domain.session_places import line_of
from sessions.models import SessionPlace
from tests.factories.cms import CountryFactory, OrganizationFactory, published_event
from tests.factories.participants import (
    PASSWORD,
    AffiliationFactory,
    PersonFactory,
    PersonNameFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
    UserFactory,
)
from tests.factories.sessions import SessionFactory
from tests.roles import make_user
from tests.rows import CHECKED, NOW, make_row

pytestmark = pytest.mark.django_db
KEPT = {"account": "kept"}
NO_DATA = {"participants.personmerge", "wagtailcore.modellogentry", "sessions.session", "usersessions.usersession"}


def two(**both):
    return PersonFactory(name="Noor Adeyemi", **both), PersonFactory(name="Nour Adeyemi", **both)


def everything() -> dict[str, list]:
    """All rows of all models, but for what tells of the merge itself."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    kept = [m for m in models if m._meta.label_lower not in NO_DATA]
    return {m._meta.label: sorted(m._base_manager.values_list(), key=str) for m in kept}


# --- What is merged -----------------------------------------------------------------------------------------


def keys_to_people() -> list:
    """Every foreign key to Person of every model, found without the help of what is tested."""
    models = apps.get_models(include_auto_created=True)
    return [field for model in models for field in model._meta.concrete_fields if field.related_model is Person]


def pointing_at(person_id: int) -> list[str]:
    return [str(key) for key in keys_to_people() if key.model._base_manager.filter(**{key.name: person_id}).exists()]


def test_whatever_points_at_a_person_is_merged_and_comes_back():
    """Holds for each relation of each app, also for one that is added tomorrow."""
    kept, gone = two()
    rows = [(key, make_row(key.model, **{key.name: gone})) for key in keys_to_people()]
    assert len(rows) >= 10
    before = everything()
    merge = merge_people(kept, gone, by=None, take=KEPT)
    moved = [key.model._base_manager.filter(pk=row.pk, **{key.name: kept}).exists() for key, row in rows]
    assert (pointing_at(gone.pk), all(moved)) == ([], True)
    assert not Person.objects.filter(pk=gone.pk).exists()
    undo_merge(merge, by=None)
    assert everything() == before


def test_rows_that_may_not_be_there_twice_become_one_in_every_app():
    """Both records have a row for the same event, session, paper: everything but the person is the same."""
    kept, gone = two()
    for key in keys_to_people():
        row = make_row(key.model, **{key.name: gone})
        own = {key.name, *CHECKED.get(key.model._meta.label, dict)()}
        others = [f for f in key.model._meta.concrete_fields if f.remote_field and f.name not in own]
        make_row(key.model, **{field.name: getattr(row, field.name) for field in others} | {key.name: kept})
    before = everything()
    merge = merge_people(kept, gone, by=None, take=KEPT)
    assert pointing_at(gone.pk) == []
    undo_merge(merge, by=None)
    assert everything() == before


def test_of_two_registrations_for_one_event_the_one_that_got_further_stays_with_its_answers():
    event = published_event()
    RegistrationSetupFactory(event=event, capacity=5)
    kept, gone = two()
    theirs = RegistrationFactory(event=event, person=gone)
    mine = RegistrationFactory(event=event, person=kept, status="submitted")
    question, other = QuestionFactory(section__event=event), QuestionFactory(section__event=event)
    Answer.objects.create(registration=theirs, question=question, value="theirs")
    Answer.objects.create(registration=mine, question=question, value="mine")
    Answer.objects.create(registration=mine, question=other, value="only mine")
    before = everything()
    merge = merge_people(kept, gone, by=None, take=KEPT)
    assert [(r.pk, r.person_id, r.status) for r in Registration.objects.all()] == [(theirs.pk, kept.pk, "approved")]
    assert set(Answer.objects.values_list("registration", "value")) == {(theirs.pk, "theirs"), (theirs.pk, "only mine")}
    assert RegistrationSetup.objects.get().places_taken == 1
    undo_merge(merge, by=None)
    assert everything() == before
    assert RegistrationSetup.objects.get().places_taken == 2


def test_the_place_that_becomes_free_goes_to_the_next_and_whoever_comes_back_waits_first(
    django_capture_on_commit_callbacks,
):
    event = published_event(start_date=date(2099, 1, 1), end_date=date(2099, 1, 2))
    RegistrationSetupFactory(event=event, capacity=2)
    kept, gone = two()
    for person in (kept, gone):
        RegistrationFactory(event=event, person=person)
    waiting, patient = (RegistrationFactory(event=event, status="waiting", waiting_since=NOW) for _ in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        merge = merge_people(kept, gone, by=None, take=KEPT)
    waiting.refresh_from_db()
    assert (waiting.status, RegistrationSetup.objects.get().places_taken) == ("offered", 2)
    undo_merge(merge, by=None)
    setup = RegistrationSetup.objects.get()
    assert (Registration.objects.get(person=gone).status, setup.places_taken) == ("waiting", 2)
    assert [each.person for each in in_line(setup)] == [gone, patient.person]


def test_a_place_in_a_session_that_becomes_free_goes_to_the_next_and_whoever_comes_back_waits_first(
    django_capture_on_commit_callbacks,
):
    event = published_event(start_date=date(2099, 1, 1), end_date=date(2099, 1, 2))
    RegistrationSetupFactory(event=event)
    session = SessionFactory(event=event, needs_sign_up=True, places=2, start=None)
    kept, gone = two()
    next_one, patient = PersonFactory.create_batch(2)
    sign_up = SessionPlace.objects.create
    for person in (kept, gone):
        sign_up(session=session, person=person)
    for person in (next_one, patient):
        sign_up(session=session, person=person, status="waiting", waiting_since=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        merge = merge_people(kept, gone, by=None, take=KEPT)
    taken = SessionPlace.objects.filter(session=session, status="taken")
    assert set(taken.values_list("person", flat=True)) == {kept.pk, next_one.pk}
    undo_merge(merge, by=None)
    assert set(taken.values_list("person", flat=True)) == {kept.pk, next_one.pk}
    assert list(line_of(session).values_list("person", flat=True)) == [gone.pk, patient.pk]


def test_places_in_sessions_are_those_of_both_and_a_place_stays_rather_than_a_wish():
    event = published_event()
    RegistrationSetupFactory(event=event)
    kept, gone = two()
    for person in (kept, gone):
        RegistrationFactory(event=event, person=person)
    one, other, third = SessionFactory.create_batch(3, event=event)
    sign_up = SessionPlace.objects.create
    sign_up(session=one, person=gone)
    sign_up(session=other, person=gone)
    sign_up(session=other, person=kept, status="waiting", waiting_since=timezone.now())
    sign_up(session=third, person=kept)
    before = everything()
    merge = merge_people(kept, gone, by=None, take=KEPT)
    assert set(SessionPlace.objects.values_list("session", "person", "status")) == {
        (session.pk, kept.pk, "taken") for session in (one, other, third)
    }
    undo_merge(merge, by=None)
    assert everything() == before


def test_certificates_of_both_stand_during_merges_and_after_their_undo():
    event, people = published_event(), [*two(), PersonFactory()]
    certificates = [make_row(Certificate, person=person, event=event, kind="speaker") for person in people]
    before = everything()

    def standing():
        rows = Certificate.objects.standing().filter(pk__in=[one.pk for one in certificates])
        return list(rows.order_by("pk").values_list("person", flat=True))

    kept, gone, third = people
    merges = [merge_people(kept, gone, by=None, take=KEPT), merge_people(kept, third, by=None, take=KEPT)]
    assert standing() == [kept.pk] * 3
    for merge in reversed(merges):
        undo_merge(merge, by=None)
    assert standing() == [person.pk for person in people]
    assert everything() == before


def test_what_differs_is_chosen_and_what_is_missing_comes_along():
    kept, gone = two(country=CountryFactory(code="KE"))
    Person.objects.filter(pk=kept.pk).update(biography="Mine", phone="", honorific="Dr.")
    Person.objects.filter(pk=gone.pk).update(biography="Theirs", phone="+1 212 555 0100", honorific="Prof.")
    merge_people(kept, gone, by=None, take={"name": "gone", "biography": "gone", "honorific": "kept"})
    kept.refresh_from_db()
    assert (kept.name, kept.sort_name, kept.folded) == ("Nour Adeyemi", "Nour Adeyemi", "nour adeyemi")
    assert (kept.biography, kept.phone, kept.honorific) == ("Theirs", "+1 212 555 0100", "Dr.")
    assert list(kept.other_names.values_list("name", flat=True)) == ["Noor Adeyemi"]


def test_names_and_posts_of_both_are_kept_once():
    kept, gone = two()
    for person in (kept, gone):
        PersonNameFactory(person=person)
        AffiliationFactory(person=person)
    PersonNameFactory(person=gone, name="Noor Adeyemi", language="")
    AffiliationFactory(person=gone, title="Minister")
    before = everything()
    merge = merge_people(kept, gone, by=None, take=KEPT)
    assert set(PersonName.objects.values_list("person", "name")) == {(kept.pk, "نور أديمي"), (kept.pk, "Nour Adeyemi")}
    assert sorted(Affiliation.objects.values_list("person", "title")) == [(kept.pk, "Director"), (kept.pk, "Minister")]
    undo_merge(merge, by=None)
    assert everything() == before


@pytest.mark.parametrize("stays", ["kept", "gone"])
def test_of_two_accounts_the_chosen_one_stays_and_the_other_is_signed_out(stays):
    kept, gone = PersonFactory(user=UserFactory()), PersonFactory(user=UserFactory())
    open_, closed = (kept.user, gone.user) if stays == "kept" else (gone.user, kept.user)
    before, browser = everything(), Client()
    browser.post("/accounts/login/", {"login": closed.email, "password": PASSWORD})
    before = everything()
    merge = merge_people(kept, gone, by=None, take={"account": stays})
    kept.refresh_from_db()
    closed.refresh_from_db()
    assert (kept.user, kept.email, closed.is_active) == (open_, open_.email, False)
    assert browser.get("/me/").status_code == 302
    undo_merge(merge, by=None)
    assert everything() == before


def test_the_account_of_the_record_that_is_gone_comes_along():
    kept, gone = PersonFactory(), PersonFactory(user=UserFactory())
    merge_people(kept, gone, by=None, take={})
    kept.refresh_from_db()
    assert (kept.user, kept.email, kept.user.is_active) == (gone.user, gone.user.email, True)


def test_what_came_after_a_merge_stays_when_it_is_undone():
    kept, gone = two()
    theirs = AffiliationFactory(person=gone)
    merge = merge_people(kept, gone, by=None, take=KEPT)
    later = RegistrationFactory(person=kept)
    Person.objects.filter(pk=kept.pk).update(biography="Written since")
    undo_merge(merge, by=None)
    kept.refresh_from_db()
    theirs.refresh_from_db()
    later.refresh_from_db()
    assert (kept.biography, theirs.person_id, later.person_id) == ("Written since", gone.pk, kept.pk)


def test_merges_are_undone_in_turn_and_once():
    kept, gone, third = *two(), PersonFactory()
    before = everything()
    first = merge_people(kept, gone, by=None, take=KEPT)
    second = merge_people(third, kept, by=None, take=KEPT)
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="Undo that one first"):
        undo_merge(first, by=None)
    undo_merge(second, by=None)
    with pytest.raises(ValidationError, match="undone already"):
        undo_merge(second, by=None)
    undo_merge(first, by=None)
    assert everything() == before


def test_a_record_is_not_merged_into_itself_nor_twice():
    kept, gone = two()
    with pytest.raises(ValidationError):
        merge_people(kept, kept, by=None, take={})
    merge_people(kept, gone, by=None, take={})
    with pytest.raises(ValidationError):
        merge_people(kept, gone, by=None, take={})
    assert PersonMerge.objects.count() == 1


@pytest.mark.parametrize("role", ["organiser", "desk", None])
def test_only_the_secretariat_merges(role):
    user, (kept, gone) = make_user(role, published_event()), two()
    merge = merge_people(PersonFactory(), PersonFactory(), by=None, take={})
    for attempt in (
        lambda: merge_people(kept, gone, by=user, take={}),
        lambda: tell_apart(kept, gone, by=user),
        lambda: undo_merge(merge, by=user),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_merge_is_logged():
    user, (kept, gone) = make_user("secretariat"), two()
    undo_merge(merge_people(kept, gone, by=user, take={}), by=user)
    entries = ModelLogEntry.objects.filter(object_id=kept.pk, action__startswith="participants.").order_by("pk")
    assert [(entry.action, entry.user, entry.data["name"]) for entry in entries] == [
        ("participants.merge_people", user, "Nour Adeyemi"),
        ("participants.undo_merge", user, "Nour Adeyemi"),
    ]


# --- What is found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Zoë Ñandú Þórsson", "Thorsson Zoe Nandu", "the same name, spelled"),
        ("Anna Petrova-Ivanova", "Анна Петрова Иванова", "the same name, spelled"),
        ("Noor Adeyemi", "نور أديمي", "the same name in another script"),
        ("Ivan Shcherbakov", "Иван Щербаков", "the same name, spelled"),
        ("Mohammed Al-Rashidi", "Muhamad Alrashidi", "names that sound alike"),
        ("Noor Adeyemi", "Noor Abeo Adeyemi", "one name has more parts"),
        ("王秀英", "王秀英", "the same name"),
    ],
)
def test_a_pair_is_found_and_the_reason_said(one, other, reason):
    country = CountryFactory(code="KE")
    PersonFactory(name="Somebody Else", country=country)
    PersonFactory(name=one, country=country)
    PersonFactory(name=other, country=country)
    [pair] = likely_pairs()
    assert {pair.one.name, pair.other.name} == {one, other}
    assert pair.reasons[0].startswith(reason)
    assert pair.reasons[-1] == "the same country"


def test_more_evidence_comes_first_and_what_speaks_against_it_weighs():
    institute = OrganizationFactory(name="Institute A")
    likely = PersonFactory.create_batch(2, name="Bo Tan", email="bo@example.org")
    AffiliationFactory(person=likely[0], organization=institute, organization_name="")
    AffiliationFactory(person=likely[1], organization_name="institute a")
    PersonFactory(name="Ana Lim", country=CountryFactory(code="KE"))
    PersonFactory(name="Ana Lim", country=CountryFactory(code="FR"))
    PersonFactory(name="Li Wen", gender="f")
    PersonFactory(name="Li Wen", gender="m")
    assert [(pair.one.name, pair.score, pair.likelihood) for pair in likely_pairs()] == [
        ("Bo Tan", 120, "very likely"),
        ("Ana Lim", 35, "possible"),
    ]


def test_another_name_of_one_is_the_name_of_the_other():
    PersonNameFactory(person=PersonFactory(name="Noor Okafor"), name="Noor Adeyemi")
    PersonFactory(name="Noor Adeyemi")
    assert [pair.reasons for pair in likely_pairs()] == [("the same name: “\u2068Noor Adeyemi\u2069”",)]


def test_a_name_that_many_bear_is_no_evidence():
    PersonFactory.create_batch(16, name="Wei Zhang")
    assert likely_pairs() == []


def test_those_told_apart_are_not_offered_again():
    one, other = PersonFactory.create_batch(2, name="Noor Adeyemi")
    for pair in ((one, other), (other, one)):
        tell_apart(*pair, by=None)
    assert (likely_pairs(), DifferentPeople.objects.count()) == ([], 1)


@pytest.mark.parametrize("number", [2, 20])
def test_finding_takes_four_statements(number, django_assert_num_queries):
    for person in PersonFactory.create_batch(number):
        PersonNameFactory(person=person)
        AffiliationFactory(person=person)
    with django_assert_num_queries(4):
        likely_pairs()


def test_belongings_are_told_by_kind():
    person = RegistrationFactory().person
    AffiliationFactory.create_batch(2, person=person)
    assert belongings(person) == {"Affiliations": 2, "Registrations": 1}


# --- The screens --------------------------------------------------------------------------------------------

LIST = "/admin/people/duplicates/"


@pytest.fixture
def office(client):
    client.force_login(make_user("secretariat"))
    return client


def test_an_empty_list_says_so(office):
    assertContains(office.get(LIST), "No two records look as if they were of one person.")


def test_the_list_is_cut_at_20_and_its_statements_do_not_grow(office):
    counts = []
    for number in range(25):
        PersonFactory.create_batch(2, name=f"Noor {chr(97 + number) * 3} Adeyemi", email=f"x{number}@example.org")
        if number in {1, 20}:
            with CaptureQueriesContext(connection) as found:
                office.get(LIST)
            counts.append(len(found))
    assert counts[0] == counts[1]
    sizes = [len(office.get(LIST, {"p": page}).context["page"].object_list) for page in ("1", "x", "99", "0")]
    assert (sizes[:2], sizes[2] < 20, sizes[3] < 20) == ([20, 20], True, True)


def test_two_are_compared_merged_and_parted_again(office):
    kept, gone = two()
    page = office.get(reverse("people:compare", args=[kept.pk, gone.pk]))
    assertContains(page, "Nour Adeyemi")
    assert set(page.context["form"].fields) == {"name", "email"}
    answer = office.post(page.request["PATH_INFO"], {"act": "merge", "name": "gone", "email": "kept"})
    assertRedirects(answer, reverse("people:edit", args=[kept.pk]))
    assert [person.name for person in Person.objects.filter(name__contains="Adeyemi")] == ["Nour Adeyemi"]
    edit = office.get(answer.url)
    undo = reverse("people:undo", args=[PersonMerge.objects.get().pk])
    assertContains(edit, undo)
    assertContains(office.get(undo), "Undo the merge?")
    assertRedirects(office.post(undo), answer.url)
    assert Person.objects.filter(name__contains="Adeyemi").count() == 2
    assertContains(office.post(undo, follow=True), "undone already")


def test_a_choice_that_is_none_is_refused_beside_its_field(office):
    kept, gone = two()
    page = office.post(
        reverse("people:compare", args=[kept.pk, gone.pk]), {"act": "merge", "name": "both", "email": "kept"}
    )
    assert list(page.context["form"].errors) == ["name"]
    assert Person.objects.filter(pk=gone.pk).exists()


def test_not_the_same_person_is_remembered(office):
    one, other = PersonFactory.create_batch(2, name="Noor Adeyemi")
    office.post(reverse("people:compare", args=[one.pk, other.pk]), {"act": "apart"})
    assert likely_pairs() == []


@pytest.mark.parametrize("pks", ["1/1", "0/0", f"{10**30}/1", "-1/2"])
def test_ids_that_are_none_are_not_found(office, pks):
    assert office.get(f"{LIST}{pks}/").status_code == 404
    assert office.post(f"{LIST}{pks}/", {"act": "merge"}).status_code == 404


def test_a_hostile_name_is_shown_as_text(office):
    one, other = PersonFactory(name="<b>Noor</b> Adeyemi"), PersonFactory(name="<b>Noor</b>  Adeyemi")
    for address in (LIST, reverse("people:compare", args=[one.pk, other.pk])):
        assertContains(office.get(address), "&lt;b&gt;Noor&lt;/b&gt;")
