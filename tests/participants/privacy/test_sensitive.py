import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from cms.domain.team import set_reader
from cms.models import EventLogEntry, TeamMember
from participants.permissions import may_read_answers, may_read_needs
from tests.factories.cms import published_event
from tests.factories.participants import QuestionFactory, RegistrationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db

ROLES = ["organiser", "desk", "rapporteur", "chair", "secretariat"]


def member(user, event):
    return TeamMember.objects.get(user=user, event=event)


def test_only_those_named_and_the_secretariat_read_what_is_sensitive(event):
    plain = QuestionFactory(section__event=event)
    sensitive = QuestionFactory(section=plain.section, is_sensitive=True)
    users = {role: make_user(role, event) for role in ROLES}

    def readers():
        return [
            [role for role, user in users.items() if may_read_answers(user, event, question)]
            for question in (plain, sensitive)
        ]

    assert readers() == [["organiser", "desk", "secretariat"], ["secretariat"]]
    set_reader(member(users["desk"], event), by=None, reads_needs=True)
    users["desk"] = type(users["desk"]).objects.get(pk=users["desk"].pk)
    assert readers() == [["organiser", "desk", "secretariat"], ["desk", "secretariat"]]
    assert not may_read_needs(users["desk"], published_event())


@pytest.mark.parametrize(
    ("by", "named", "allowed"),
    [
        ("organiser", "desk", True),
        ("organiser", "organiser", False),
        ("organiser", "rapporteur", False),
        ("secretariat", "organiser", True),
        ("secretariat", "chair", False),
        ("desk", "desk", False),
        ("rapporteur", "desk", False),
    ],
)
def test_who_names_whom(event, by, named, allowed):
    actor, other = make_user(by, event), make_user(named, event)
    row = member(other, event)
    if allowed:
        assert set_reader(row, by=actor, reads_needs=True).reads_needs
        entry = EventLogEntry.objects.get(action="cms.set_reader")
        assert entry.changes == {"reads_needs": ["No", "Yes"]}
    else:
        with pytest.raises(PermissionDenied):
            set_reader(row, by=actor, reads_needs=True)


def test_nobody_names_themselves(client, event):
    organiser, other = make_user("organiser", event), make_user("desk", published_event())
    TeamMember.objects.create(event=event, user=organiser, role="desk")
    client.force_login(organiser)
    own = [reverse("events:reader", args=[event.pk, row.pk]) for row in organiser.team_roles.all()]
    foreign = reverse("events:reader", args=[event.pk, other.team_roles.get().pk])
    for url in (*own, foreign, reverse("events:reader", args=[event.pk, 0])):
        assert client.post(url, {"reads_needs": "yes"}).status_code == 404
    assert not TeamMember.objects.filter(reads_needs=True).exists()


def test_an_organiser_names_the_desk_on_the_team_page(client, event, desk):
    client.force_login(make_user("organiser", event))
    url = reverse("events:reader", args=[event.pk, member(desk, event).pk])
    assertContains(client.get(reverse("events:team", args=[event.pk])), url)
    assertContains(client.post(url, {"reads_needs": "yes"}, follow=True), "reads needs now")
    assert member(desk, event).reads_needs
    assertContains(client.post(url, {"reads_needs": "no"}, follow=True), "reads needs no longer")


def test_an_unnamed_organiser_reads_contact_and_no_needs(client, event):
    registration = RegistrationFactory(event=event, needs="Step-free access")
    client.force_login(make_user("organiser", event))
    page = client.get(reverse("registrations:show", args=[event.slug, registration.pk]))
    assertNotContains(page, "Step-free access")
    assertContains(page, registration.person.email)
