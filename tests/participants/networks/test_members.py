"""Who belongs to a network."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.models import Role
from participants.admin.networks import sources_of
from participants.domain.networks import members as domain
from participants.domain.outbox import deliver_letter, send_letters
from participants.erasing import Gone
from participants.holdings_of_networks import erase_member
from participants.models import Letter, Network, NetworkMember
from tests.factories.cms import published_event
from tests.factories.networks import MemberFactory, NetworkFactory, NetworkFileFactory, TopicFactory
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.sessions import ContributionFactory, SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
DATA = {"name": "E-Government for Citizens", "purpose": "To compare counters.", "origin": "Workshop B"}


@pytest.fixture
def event(db):
    return published_event()


@pytest.fixture
def organiser(event):
    return make_user(Role.ORGANISER, event)


@pytest.fixture
def moderator():
    return MemberFactory(role="moderator", person=PersonFactory(user=make_user()))


def read(response) -> int:
    """Its status; a file is read to its end, which closes it."""
    b"".join(response)
    return response.status_code


def states(network) -> dict[str, str]:
    return dict(network.members.values_list("person__name", "state"))


def test_a_network_is_made_in_one_step_and_nobody_is_in_it_before_saying_yes(client, event, organiser, mailoutbox):
    there = RegistrationFactory(event=event, person=PersonFactory(name="There"), status="approved", attended=True)
    RegistrationFactory(event=event, person=PersonFactory(name="Not there"), status="approved")
    client.force_login(organiser)
    page = client.post(
        reverse("networks:new", args=[event.slug]),
        DATA | {"source": "event", "visibility": "public", "joining": "request"},
    )
    network = Network.objects.get()
    assert page.url == network.get_absolute_url() == "/networks/e-government-for-citizens/"
    assert states(network) == {organiser.person.name: "active", "There": "asked"}
    letter = Letter.objects.get(kind="network")
    assert (letter.person, letter.state, "[personal link]" in letter.body) == (there.person, "draft", True)
    send_letters(event, by=organiser, ids=[letter.pk])
    deliver_letter(letter.pk)
    link = re.search(r"/networks/asked/\S+/", mailoutbox[0].body)[0]
    client.logout()
    assert "E-Government for Citizens" in client.get(link, follow=True).content.decode()
    client.post(reverse("participants:network_answer"), {"yes": "1"})
    member = network.members.get(person=there.person)
    assert (member.state, member.token, member.consent.startswith("Members see my name")) == ("active", "", True)
    assert client.get(link, follow=True).status_code == 404


def test_who_says_no_is_no_member_and_is_not_asked_again(event, organiser):
    person = PersonFactory()
    network = domain.make_network(by=organiser, data=DATA, born_from=event, people=[person])
    domain.answer(network.members.get(person=person), agrees=False, consent="")
    assert domain.ask_people(network, event, [person], by=organiser) == 0
    assert states(network)[person.name] == "declined"


def test_a_session_gives_those_who_were_in_it(event):
    session = SessionFactory(event=event, title="Workshop B")
    speaker = PersonFactory()
    ContributionFactory(session=session, speakers=[speaker])
    words, people = sources_of(event)[f"session-{session.pk}"]
    assert (words, list(people)) == ("Workshop B", [speaker])


@pytest.mark.parametrize("role", [Role.RAPPORTEUR, Role.DESK, None])
def test_nobody_else_makes_one(event, role):
    with pytest.raises(PermissionDenied):
        domain.make_network(by=make_user(role, event), data=DATA, born_from=event)
    with pytest.raises(PermissionDenied):
        domain.make_network(by=make_user(Role.ORGANISER, event), data=DATA)


@pytest.mark.parametrize(
    ("joining", "state"), [("open", "active"), ("request", "requested"), ("invitation", ValidationError)]
)
def test_how_to_join_is_obeyed(joining, state):
    network, user = NetworkFactory(joining=joining), make_user()
    if state is ValidationError:
        with pytest.raises(ValidationError):
            domain.ask_to_join(network, by=user, consent="Yes")
        return
    assert domain.ask_to_join(network, by=user, words="Please", consent="Yes").state == state


def test_moderators_decide_on_requests_once(moderator):
    member = MemberFactory(network=moderator.network, state="requested")
    domain.decide_request(member, by=moderator.person.user, accept=True)
    member.refresh_from_db()
    assert member.state == "active"
    with pytest.raises(ValidationError):
        domain.decide_request(member, by=moderator.person.user, accept=False)
    with pytest.raises(PermissionDenied):
        domain.decide_request(member, by=make_user(), accept=True)


def test_who_was_removed_does_not_come_back_alone(moderator):
    user = make_user()
    member = MemberFactory(network=moderator.network, person=PersonFactory(user=user))
    domain.remove_member(member, by=moderator.person.user)
    Network.objects.update(joining="open")
    with pytest.raises(ValidationError):
        domain.ask_to_join(moderator.network, by=user, consent="")


def test_the_last_moderator_hands_over_or_leaves_a_network_that_needs_one(client, moderator):
    network, successor = moderator.network, MemberFactory(network=moderator.network)
    foreign = MemberFactory()
    for change in (
        lambda: domain.remove_member(moderator, by=moderator.person.user),
        lambda: domain.set_role(moderator, by=moderator.person.user, role="member"),
        lambda: domain.leave_network(moderator, successor=foreign),
    ):
        with pytest.raises(ValidationError):
            change()
    domain.leave_network(moderator, successor=successor)
    assert list(domain.moderators_of(network)) == [successor]
    domain.leave_network(successor)
    client.force_login(make_user(Role.SECRETARIAT))
    needed, all_networks = reverse("networks:moderator", args=[network.pk]), reverse("networks:all")
    assert needed not in client.get(all_networks).content.decode()
    last = MemberFactory(network=network)
    assert needed in client.get(all_networks).content.decode()
    client.post(needed, {"member": last.pk})
    last.refresh_from_db()
    assert last.role == "moderator"


def test_a_link_lives_for_fourteen_days(event, organiser):
    network = domain.make_network(by=organiser, data=DATA, born_from=event, people=[PersonFactory()])
    member = network.members.get(state="asked")
    token = domain._renew(member)
    asked = NetworkMember.objects.filter(pk=member.pk)
    asked.update(asked_at=timezone.now() - timedelta(days=14, seconds=-1))
    assert domain.asked_at(domain.hash_of(token)) == member
    asked.update(asked_at=timezone.now() - timedelta(days=14, seconds=1))
    with pytest.raises(domain.NotValid):
        domain.asked_at(domain.hash_of(token))


def test_erasing_keeps_what_was_said_as_that_of_a_former_member(client, moderator):
    person = PersonFactory(name="Gone Person")
    member = MemberFactory(network=moderator.network, person=person)
    topic = TopicFactory(network=moderator.network, author=person, text="Still here")
    NetworkFileFactory(network=moderator.network, author=person)
    erase_member(Gone(person, None, "erased", ("Gone Person",), ()))
    assert not NetworkMember.objects.filter(pk=member.pk).exists()
    client.force_login(moderator.person.user)
    for address in (topic.get_absolute_url(), moderator.network.get_absolute_url()):
        page = client.get(address).content.decode()
        assert ("a former member" in page, "Gone Person" in page) == (True, False)


VISIBILITY = {
    "public": {"visitor": 200, "stranger": 200, "member": 200, "secretariat": 200},
    "private": {"visitor": 404, "stranger": 200, "member": 200, "secretariat": 200},
    "hidden": {"visitor": 404, "stranger": 404, "member": 200, "secretariat": 200},
}


@pytest.mark.parametrize("visibility", list(VISIBILITY))
def test_who_knows_of_a_network_and_who_reads_inside(client, visibility):
    network = NetworkFactory(visibility=visibility)
    member = MemberFactory(network=network, person=PersonFactory(user=make_user()))
    topic, shared = TopicFactory(network=network), NetworkFileFactory(network=network)
    users = {"visitor": None, "stranger": make_user(), "member": member.person.user}
    users["secretariat"] = make_user(Role.SECRETARIAT)
    found, listed = {}, {}
    inside = [
        reverse("participants:network_members", args=[network.slug]),
        reverse("participants:network_topics", args=[network.slug]),
        topic.get_absolute_url(),
        reverse("participants:network_file", args=[network.slug, shared.pk]),
    ]
    for name, user in users.items():
        client.logout()
        if user:
            client.force_login(user)
        found[name] = client.get(network.get_absolute_url()).status_code
        listed[name] = network.name in client.get(reverse("participants:networks")).content.decode()
        codes = {read(client.get(address)) for address in inside}
        assert codes <= ({200} if name in {"member", "secretariat"} else {404, 302}), (name, codes)
    assert found == VISIBILITY[visibility]
    assert listed == {
        "visitor": visibility == "public",
        "stranger": visibility == "public",
        "member": True,
        "secretariat": True,
    }


def test_each_is_shown_to_whom_they_want(client, moderator):
    network = moderator.network
    for shown in ("moderators", "members"):
        MemberFactory(
            network=network, person=PersonFactory(name=f"For {shown}", email=f"{shown}@example.org"), shown_to=shown
        )
    reader = MemberFactory(network=network, person=PersonFactory(user=make_user()))
    NetworkMember.objects.filter(person__name="For members").update(shows_contact=True)
    pages = {}
    for name, user in {"moderator": moderator.person.user, "member": reader.person.user}.items():
        client.force_login(user)
        page = client.get(reverse("participants:network_members", args=[network.slug])).content.decode()
        pages[name] = [
            "For moderators" in page,
            "For members" in page,
            "members@example.org" in page,
            "moderators@example.org" in page,
        ]
    assert pages == {"moderator": [True, True, True, False], "member": [False, True, True, False]}


@pytest.mark.parametrize("count", [2, 20])
def test_pages_take_as_many_statements_for_twenty(client, moderator, count, django_assert_max_num_queries):
    network = moderator.network
    for _ in range(count):
        person = PersonFactory(user=make_user())
        MemberFactory(network=network, person=person)
        TopicFactory(network=network, author=person)
        NetworkFileFactory(network=network, author=person)
        NetworkFactory()
    client.force_login(moderator.person.user)
    for name, most in (("network", 18), ("network_members", 11), ("network_topics", 9), (None, 9)):
        address = reverse(f"participants:{name}", args=[network.slug]) if name else reverse("participants:networks")
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)
