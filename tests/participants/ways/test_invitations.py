"""From the list of the organiser to the letter, and from the letter to the registration."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from participants.domain.invitations import (
    NotValid,
    accept_invitation,
    decline_invitation,
    invitation_at,
    invite,
    remind_invited,
    renew_invitations,
    revoke_invitations,
)
from participants.domain.outbox import send_letters
from participants.domain.registration import register_person
from participants.domain.way_letters import LINK, hash_of
from participants.domain.ways import OPEN, Way, way_of
from participants.models import Invitation, Letter, Person, Registration, RegistrationSetup, User
from tests.factories.cms import EventFactory
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory, UserFactory
from tests.factories.ways import DelegationFactory, InvitationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
ANA = {"name": "Ana Lim", "email": "Ana@example.org", "note": "You spoke so well in 2012."}
TOKEN = re.compile(r"/invitations/([\w-]{22})/")
ANSWER = "/invitations/answer/"


@pytest.fixture
def guest():
    return PersonFactory(user=UserFactory(email="ana@example.org"), name="Ana Lim")


def sent(event, organiser, work, **data):
    """The invitation and the token in the last letter."""
    invitation = invite(event, by=organiser, data=ANA | data)
    return Invitation.objects.get(pk=invitation.pk), last_token(event, organiser, work)


def last_token(event, organiser, work):
    send_letters(event, by=organiser, ids=Letter.objects.open().values_list("pk", flat=True))
    return TOKEN.search(work()[-1].body)[1]


def test_the_draft_holds_no_link_and_only_a_hash_is_kept(event, organiser, work):
    invitation = invite(event, by=organiser, data=ANA)
    draft = Letter.objects.get()
    assert (LINK in draft.body, "You spoke so well" in draft.body, TOKEN.search(draft.body)) == (True, True, None)
    assert (invitation.state, invitation.email, draft.goes_to) == ("prepared", "ana@example.org", "ana@example.org")
    token = last_token(event, organiser, work)
    kept = Invitation.objects.get()
    assert (kept.state, kept.token_hash) == ("sent", hash_of(token))
    assert token not in "".join([Letter.objects.get().body, str(Invitation.objects.values())])


def test_the_letter_goes_to_the_invited_address_whatever_becomes_of_the_account(event, organiser, work, guest):
    invite(event, by=organiser, data=ANA)
    guest.user.email = "new@example.org"
    guest.user.save()
    last_token(event, organiser, work)
    assert work()[-1].to == ["ana@example.org"]


def test_a_new_letter_kills_the_earlier_link(event, organiser, work, guest):
    invitation, first = sent(event, organiser, work)
    remind_invited(event, by=organiser, ids=[invitation.pk])
    second = last_token(event, organiser, work)
    with pytest.raises(NotValid):
        accept_invitation(hash_of(first), by=guest.user)
    assert accept_invitation(hash_of(second), by=guest.user).person == guest
    assert Invitation.objects.get().reminded == 1


@pytest.mark.parametrize("change", [{"state": "revoked"}, {"expires_at": timezone.now() - timedelta(hours=1)}])
def test_a_letter_does_not_leave_for_an_invitation_that_stands_no_more(event, organiser, work, change):
    invite(event, by=organiser, data=ANA)
    Invitation.objects.update(**change)
    send_letters(event, by=organiser, ids=Letter.objects.values_list("pk", flat=True))
    assert (work(), Letter.objects.get().state) == ([], "failed")


@pytest.mark.parametrize("role", ["desk", "rapporteur", "chair", None])
def test_only_organisers_invite(event, role):
    user = make_user(role, event)
    for act in (
        lambda: invite(event, by=user, data=ANA),
        *(lambda do=do: do(event, by=user, ids=[]) for do in (remind_invited, renew_invitations, revoke_invitations)),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_who_is_here_already_is_not_invited(event, organiser):
    invite(event, by=organiser, data=ANA)
    RegistrationFactory(event=event, person__email="bo@example.org")
    with pytest.raises(ValidationError, match="Invited already"):
        invite(event, by=organiser, data=ANA)
    with pytest.raises(ValidationError, match="Registered already"):
        invite(event, by=organiser, data=ANA | {"email": "bo@example.org"})


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"note": "x" * 1001}, "note"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "expires_at"),
        ({"expires_at": timezone.now() + timedelta(days=400)}, "expires_at"),
    ],
)
def test_bad_invitations_are_refused_by_field(event, organiser, data, field):
    with pytest.raises(ValidationError) as refused:
        invite(event, by=organiser, data=ANA | data)
    assert field in refused.value.message_dict
    assert (Invitation.objects.count(), Person.objects.filter(email="ana@example.org").count()) == (0, 0)


# --- The link ---------------------------------------------------------------------------------------------------


def follow(client, token):
    return client.get(reverse("participants:invitation", args=[token]))


def test_from_the_link_to_the_registration(client, event, organiser, work, guest, answers):
    observer = CategoryFactory(slug="observer")
    RegistrationSetup.objects.update(is_by_invitation=True)
    invitation, token = sent(event, organiser, work, category=observer)
    response = follow(client, token)
    assert (response["Location"], response["Referrer-Policy"]) == (ANSWER, "no-referrer")
    assert "no-store" in response["Cache-Control"]
    assertContains(client.get(ANSWER), "Ana Lim, you are invited to take part.")
    assert client.post(ANSWER, {"accept": "new"})["Location"] == f"{reverse('account_signup')}?next={ANSWER}"
    client.force_login(guest.user)
    follow(client, token)
    register = reverse("participants:register", args=[event.slug])
    assertRedirects(client.post(ANSWER, {"accept": "yes"}), register)
    way = Way("invitation", observer, is_admitted=True, is_approved=True, invitation=Invitation.objects.get().pk)
    assert way_of(event, guest) == way
    data = answers | {"name": "Ana Lim", "country": "KE", "category": CategoryFactory().pk}
    assertRedirects(client.post(register, data), register)
    registration = Registration.objects.get(person=guest)
    assert (registration.status, registration.way_in, registration.category) == ("approved", "invitation", observer)
    assert Invitation.objects.get(pk=invitation.pk).state == "accepted"


def test_following_the_link_changes_nothing(client, event):
    invitation = InvitationFactory(event=event, token="scanned")
    before = Invitation.objects.values().get()
    for _ in range(3):
        follow(client, "scanned")
        assert client.get(ANSWER).status_code == 200
    assert Invitation.objects.values().get(pk=invitation.pk) == before


def spoilt(invitation, how):
    """The token that is followed after something happened to the invitation."""
    changes = {
        "used": {"state": "accepted", "token_hash": None},
        "declined": {"state": "declined", "token_hash": None},
        "revoked": {"state": "revoked"},
        "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
        "of another address": {"email": "other@example.org"},
        "an old link": {"sent_at": timezone.now() - timedelta(days=14, seconds=1)},
    }
    Invitation.objects.filter(pk=invitation.pk).update(**changes.get(how, {}))
    return "tokem-0" if how == "altered" else "token-0"


HOWS = ["used", "declined", "revoked", "expired", "of another address", "altered", "an old link"]


def test_b032_all_refusals_look_the_same(client, event, guest):
    client.force_login(guest.user)
    pages = {}
    for how in HOWS:
        invitation = InvitationFactory(event=event, email="ana@example.org", token="token-0", person=guest)
        follow(client, spoilt(invitation, how))
        asked, answered = client.get(ANSWER), client.post(ANSWER, {"accept": "yes"})
        pages[how] = {asked.status_code, answered.status_code, visible(asked), visible(answered)}
        invitation.delete()
    assert set(map(frozenset, pages.values())) == {frozenset(pages["used"])}
    assert len(pages["used"]) == 2
    assert 404 in pages["used"]


def visible(response):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|nonce-\S+|nonce="\S+"', "", response.content.decode())


@pytest.mark.parametrize("delegation", [False, True])
def test_a_link_lasts_for_fourteen_days_however_long_the_invitation_stands(event, guest, delegation):
    extra = {"delegation": DelegationFactory(event=event)} if delegation else {}
    until = timezone.now() + timedelta(days=90)
    made = InvitationFactory(event=event, email=guest.user.email, token="t", expires_at=until, **extra)
    days = Invitation.objects.filter(pk=made.pk)
    days.update(sent_at=timezone.now() - timedelta(days=14, seconds=1))
    for answer in (
        lambda link: invitation_at(link, guest.user),
        lambda link: accept_invitation(link, by=guest.user),
        lambda link: decline_invitation(link, by=None),
    ):
        with pytest.raises(NotValid):
            answer(hash_of("t"))
    days.update(sent_at=timezone.now() - timedelta(days=14) + timedelta(seconds=1))
    assert invitation_at(hash_of("t"), guest.user) == made
    assert accept_invitation(hash_of("t"), by=guest.user).state == "accepted"


def test_without_a_link_nothing_is_told(client):
    assert client.get(ANSWER).status_code == 404


def test_an_address_that_is_not_verified_opens_nothing(event):
    user = UserFactory(email="ana@example.org", verified=False)
    InvitationFactory(event=event, email="ana@example.org", token="t")
    with pytest.raises(NotValid):
        accept_invitation(hash_of("t"), by=user)
    assert way_of(event, PersonFactory(user=user)) == OPEN


def test_b126_an_invitation_stays_with_the_address_it_went_to(event, guest):
    InvitationFactory(event=event, email="ana@example.org", token="t")
    EmailAddress.objects.filter(user=guest.user).update(email="ana.lim@example.org")
    User.objects.filter(pk=guest.user.pk).update(email="ana.lim@example.org")
    moved = User.objects.get(pk=guest.user.pk)
    with pytest.raises(NotValid):
        accept_invitation(hash_of("t"), by=moved)
    assert way_of(event, moved.person) == OPEN
    EmailAddress.objects.create(user=moved, email="ana@example.org", verified=True)  # the control: it is verified again
    assert accept_invitation(hash_of("t"), by=moved).person == guest


def test_declining_needs_the_link_alone(client, event):
    InvitationFactory(event=event, token="t")
    follow(client, "t")
    assertRedirects(client.post(ANSWER, {"decline": "yes", "reason": "I teach that week."}), "/invitations/declined/")
    found = Invitation.objects.get()
    assert (found.state, found.reason) == ("declined", "I teach that week.")
    with pytest.raises(NotValid):
        decline_invitation(hash_of("t"), by=None)


@pytest.mark.parametrize("reason", ["x" * 1001, "x\x00y" * 3000])
def test_what_was_typed_in_declining_stays(client, event, reason):
    InvitationFactory(event=event, token="t")
    follow(client, "t")
    page = client.post(ANSWER, {"decline": "yes", "reason": reason})
    assert (page.status_code, Invitation.objects.get().state) == (200, "sent")


def test_who_signs_in_without_the_link_is_admitted_by_the_address(event, guest, answers):
    RegistrationSetup.objects.update(is_by_invitation=True, closes_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(ValidationError):
        register_person(event, person=guest, by=guest.user, data=answers)
    InvitationFactory(event=event, email="ana@example.org", is_approved=False)
    registration = register_person(event, person=guest, by=guest.user, data=answers)
    assert (registration.status, registration.way_in) == ("submitted", "invitation")
    kept = Invitation.objects.get()
    assert (kept.state, kept.person, kept.token_hash) == ("accepted", guest, None)


@pytest.mark.parametrize("change", [{"is_approved": False}, {"category": "press"}, {"state": "revoked"}])
def test_a_way_that_was_read_before_holds_only_if_the_invitation_is_still_so(event, guest, answers, change):
    invitation = InvitationFactory(event=event, email="ana@example.org", is_approved=True)
    way = way_of(event, guest)
    if "category" in change:
        change = {"category": CategoryFactory(slug="press")}
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    with pytest.raises(ValidationError, match="does not stand any more"):
        register_person(event, person=guest, by=guest.user, data=answers, way=way)
    assert not Registration.objects.exists()


@pytest.mark.parametrize("invented", [{}, {"invitation": 10**6}])
def test_a_way_that_nobody_gave_opens_nothing(event, guest, answers, invented):
    RegistrationSetup.objects.update(is_by_invitation=True)
    way = Way(Registration.WayIn.NOMINATION, CategoryFactory(slug="press"), True, True, **invented)
    with pytest.raises(ValidationError):
        register_person(event, person=guest, by=guest.user, data=answers, way=way)
    assert not Registration.objects.exists()


@pytest.mark.parametrize("how", ["revoked", "expired", "of another address"])
def test_what_does_not_stand_admits_nobody(event, guest, how):
    spoilt(InvitationFactory(event=event, email="ana@example.org"), how)
    assert way_of(event, guest) == OPEN
    assert way_of(EventFactory(), guest) == OPEN


def test_an_invited_person_opens_a_private_event(client, event, guest):
    event.visibility = "private"
    event.save()
    url = reverse("participants:register", args=[event.slug])
    client.force_login(guest.user)
    assert client.get(url).status_code == 404
    InvitationFactory(event=event, email="ana@example.org")
    assert client.get(url).status_code == 200
    assertContains(client.get("/me/"), "You are invited: register")


# --- The list ---------------------------------------------------------------------------------------------------


@pytest.fixture
def office(client, organiser):
    client.force_login(organiser)
    return client


def url(name, event, *args):
    return reverse(f"ways:{name}", args=[event.slug, *args])


def test_the_list_is_filtered_and_counted(office, event):
    InvitationFactory(event=event, name="Waits")
    InvitationFactory(event=event, name="Over", expires_at=timezone.now() - timedelta(days=1))
    InvitationFactory(event=event, name="Came", state="accepted")
    InvitationFactory(name="Of another event")

    def names(**query):
        return [row.name for row in office.get(url("invitations", event), query).context["object_list"]]

    assert (names(), names(state="sent"), names(state="expired")) == (["Came", "Over", "Waits"], ["Waits"], ["Over"])
    counts = office.get(url("invitations", event)).context["counts"]
    assert {each["state"]: each["count"] for each in counts} == {"sent": 1, "accepted": 1, "expired": 1}


@pytest.mark.parametrize(
    ("action", "state", "letters"), [("remind", "sent", 1), ("renew", "prepared", 1), ("revoke", "revoked", 0)]
)
def test_each_act_asks_once(office, event, action, state, letters):
    invitation, foreign = InvitationFactory(event=event), InvitationFactory()
    query = {"action": action, "id": [invitation.pk, foreign.pk, "x", 10**30]}
    assertContains(office.get(url("act", event), query), invitation.email)
    extra = {"expires_at": timezone.now() + timedelta(days=3)} if action == "renew" else {}
    assertRedirects(office.post(url("act", event), query | extra), url("invitations", event))
    rows = dict(Invitation.objects.values_list("pk", "state"))
    assert (rows[invitation.pk], rows[foreign.pk], Letter.objects.count()) == (state, "sent", letters)


def test_one_is_invited_by_the_form(office, event):
    page = office.post(url("invite", event), ANA | {"expires_at": timezone.now() - timedelta(days=1)})
    assertContains(page, "This is past.")
    assertContains(page, "You spoke so well in 2012.")
    until = (timezone.now() + timedelta(days=5)).strftime("%Y-%m-%d %H:%M")
    assertRedirects(office.post(url("invite", event), ANA | {"expires_at": until}), url("invitations", event))
    assert Letter.objects.get().kind == "invitation"


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_list_do_not_grow(office, event, number, django_assert_max_num_queries):
    InvitationFactory.create_batch(number, event=event)
    office.get(url("invitations", event))
    with django_assert_max_num_queries(15):
        office.get(url("invitations", event))
