"""Shortlists: from the directory to the invitation."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cms.models import Role
from participants.directory.entries import index_all
from participants.domain.shortlists import add_to_shortlist, invite_from, make_shortlist, move_up, note_on, set_removed
from participants.models import Invitation, Letter, Shortlist
from tests.factories.cms import published_event
from tests.factories.participants import ExpertFactory, PersonFactory, RegistrationFactory, RegistrationSetupFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db):
    return RegistrationSetupFactory(event=published_event(start_date="2030-01-10", end_date="2030-01-11")).event


@pytest.fixture
def organiser(event):
    return make_user(Role.ORGANISER, event)


@pytest.fixture
def shortlist(event) -> Shortlist:
    return make_shortlist(event, by=None, name="Panel")


def names(shortlist: Shortlist) -> list[str]:
    return [entry.person.name for entry in shortlist.entries.filter(is_removed=False)]


def test_people_come_from_the_directory_with_the_reasons(client, organiser, shortlist):
    people = [PersonFactory(name=name) for name in ("A", "B", "C")]
    for person in people:
        ExpertFactory(person=person, languages=["fr"])
    unlisted = ExpertFactory(person=PersonFactory(), is_listed=False).person
    index_all()
    client.force_login(organiser)
    data = {"shortlist": shortlist.pk, "person": [people[0].pk, people[2].pk, unlisted.pk, "9" * 40]}
    client.post(f"{reverse('participants:shortlist_add')}?language=fr", data)
    entries = list(shortlist.entries.values_list("person__name", "reasons"))
    assert entries == [("A", ["speaks French"]), ("C", ["speaks French"])]


def test_another_events_shortlist_is_not_found(client, shortlist):
    client.force_login(make_user(Role.ORGANISER, published_event()))
    assert client.post(reverse("participants:shortlist_add"), {"shortlist": shortlist.pk}).status_code == 404


def test_each_is_on_it_once_and_comes_back_where_taken_off(shortlist):
    people = [PersonFactory(name=name) for name in ("A", "B")]
    assert add_to_shortlist(shortlist, by=None, people=people, reasons={}) == 2
    assert add_to_shortlist(shortlist, by=None, people=people, reasons={}) == 0
    first = shortlist.entries.first()
    set_removed(first, by=None, removed=True)
    assert names(shortlist) == ["B"]
    assert add_to_shortlist(shortlist, by=None, people=people, reasons={}) == 1
    assert names(shortlist) == ["B", "A"]
    move_up(shortlist.entries.last(), by=None)
    assert names(shortlist) == ["A", "B"]
    note_on(first, by=None, note=" Speaks \n well ")
    assert shortlist.entries.get(pk=first.pk).note == "Speaks \n well"


def test_a_shortlist_has_a_name_of_its_own_and_room_for_so_many(event, shortlist, monkeypatch):
    for name in ("Panel", "", "x" * 121):
        with pytest.raises(ValidationError):
            make_shortlist(event, by=None, name=name)
    monkeypatch.setattr("participants.domain.shortlists.MOST", 1)
    with pytest.raises(ValidationError):
        add_to_shortlist(shortlist, by=None, people=PersonFactory.create_batch(2), reasons={})


def test_those_who_can_be_are_invited_into_the_outbox(client, event, organiser, shortlist):
    able, nowhere, here = (
        PersonFactory(name="Able"),
        PersonFactory(name="Nowhere", email=""),
        PersonFactory(name="Here"),
    )
    RegistrationFactory(event=event, person=here)
    add_to_shortlist(shortlist, by=None, people=[able, nowhere, here], reasons={})
    client.force_login(organiser)
    address = reverse("shortlists:shortlist", args=[event.slug, shortlist.pk])
    ids = list(shortlist.entries.values_list("pk", flat=True))
    page = client.post(address, {"id": ids, "note": "We liked your paper."}, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told == [
        "1 letter waits in the outbox.",
        "Nowhere: There is no e-mail address.",
        "Here: Registered already.",
    ]
    assert list(Invitation.objects.values_list("person__name", "note")) == [("Able", "We liked your paper.")]
    assert Letter.objects.get(kind="invitation").state == "draft"
    made, refused = invite_from(shortlist, by=organiser, ids=ids, data={})
    assert (made, refused["Able"]) == ([], "Invited already: send that invitation again.")


def test_without_a_tick_nobody_is_invited(client, event, organiser, shortlist):
    client.force_login(organiser)
    add_to_shortlist(shortlist, by=None, people=[PersonFactory()], reasons={})
    page = client.post(reverse("shortlists:shortlist", args=[event.slug, shortlist.pk]), {})
    assert "Tick whom you want to invite." in page.content.decode()


@pytest.mark.parametrize("role", [Role.RAPPORTEUR, Role.DESK, None])
def test_nobody_else_makes_or_changes_one(event, shortlist, role):
    user, person = make_user(role, event), PersonFactory()
    for change in (
        lambda: make_shortlist(event, by=user, name="Mine"),
        lambda: add_to_shortlist(shortlist, by=user, people=[person], reasons={}),
        lambda: invite_from(shortlist, by=user, ids=[], data={}),
    ):
        with pytest.raises(PermissionDenied):
            change()


@pytest.mark.parametrize("count", [2, 20])
def test_a_shortlist_takes_as_many_statements_for_twenty(
    client, event, organiser, shortlist, count, django_assert_max_num_queries
):
    add_to_shortlist(shortlist, by=None, people=PersonFactory.create_batch(count), reasons={})
    client.force_login(organiser)
    address = reverse("shortlists:shortlist", args=[event.slug, shortlist.pk])
    client.get(address)
    with django_assert_max_num_queries(22):
        client.get(address)
