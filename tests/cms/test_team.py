import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.images import get_permission_policy
from wagtail.models import Collection

from cms.domain.events import change_event
from cms.domain.team import grant_role, grantable_roles, revoke_role
from cms.models import Event, EventLogEntry, Picture, Role, TeamMember
from tests.factories.cms import EventFactory, publish, published_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db
LOWER = [Role.RAPPORTEUR, Role.CHAIR, Role.REVIEWER, Role.DESK]


def groups_of(user):
    return set(user.groups.values_list("name", flat=True))


def test_organiser_writes_and_publishes_the_pages_of_the_event_only():
    event, other = published_event(), published_event()
    user = make_user("organiser", event)
    own, foreign = event.pages.get(), other.pages.get()
    assert own.permissions_for_user(user).can_publish()
    assert not foreign.permissions_for_user(user).can_edit()
    assert groups_of(user) == {"Back office", f"Organisers: {event.slug}", f"Pictures: {event.slug}"}


def test_writers_choose_pictures_of_their_own_event_alone():
    event, other = EventFactory(), EventFactory()
    user, stranger = make_user("rapporteur", event), make_user("organiser", other)
    collection = Collection.objects.get(name=f"Pictures: {event.slug}")
    image = Picture.objects.create(title="Hall", file="hall.png", width=1, height=1, collection=collection)
    seen = [list(get_permission_policy().instances_user_has_permission_for(one, "choose")) for one in (user, stranger)]
    assert seen == [[image], []]
    grant_role(event, user=user, role="organiser", by=None)
    revoke_role(event, user=user, role="rapporteur", by=None)
    assert f"Pictures: {event.slug}" in groups_of(user)
    revoke_role(event, user=user, role="organiser", by=None)
    assert groups_of(user) == set()


def test_page_made_after_the_role_belongs_to_the_organisers():
    event = EventFactory()
    user = make_user("organiser", event)
    assert publish(event).permissions_for_user(user).can_publish()


@pytest.mark.parametrize("role", LOWER)
def test_lower_roles_enter_the_back_office_and_no_page(role):
    event = published_event()
    user = make_user(role, event)
    assert user.has_perm("wagtailadmin.access_admin")
    assert not event.pages.get().permissions_for_user(user).can_edit()


def test_secretariat_writes_every_page():
    event = published_event()
    user = make_user("secretariat")
    assert event.pages.get().permissions_for_user(user).can_publish()
    assert groups_of(user) == {"Back office", "Secretariat"}


def test_losing_a_role_ends_it_at_the_next_request(client):
    event = published_event()
    user = make_user("organiser", event)
    client.force_login(user)
    assert client.get(f"/admin/events/{event.pk}/").status_code == 200
    revoke_role(event, user=user, role="organiser", by=None)
    assert client.get(f"/admin/events/{event.pk}/").status_code == 403
    assert groups_of(user) == set()


def test_one_role_of_two_is_lost_alone():
    event = published_event()
    user = make_user("organiser", event)
    grant_role(event, user=user, role="desk", by=None)
    revoke_role(event, user=user, role="organiser", by=None)
    assert groups_of(user) == {"Back office"}


def test_giving_a_role_twice_changes_nothing():
    event = EventFactory()
    user = make_user("desk", event)
    assert grant_role(event, user=user, role="desk", by=None) == TeamMember.objects.get()
    assert EventLogEntry.objects.filter(action="cms.grant_role").count() == 1


@pytest.mark.parametrize(
    ("role", "grantable"),
    [(None, []), ("rapporteur", []), ("organiser", LOWER), ("secretariat", [Role.ORGANISER, *LOWER])],
)
def test_each_gives_the_roles_below_their_own(role, grantable):
    event = EventFactory()
    assert grantable_roles(event, by=make_user(role, event)) == grantable


@pytest.mark.parametrize("role", ["organiser", *LOWER])
@pytest.mark.parametrize("by", ["stranger", "rapporteur", "organiser of another event"])
def test_nobody_gives_a_role_without_a_right(role, by):
    event, other = EventFactory(), EventFactory()
    giver = {
        "stranger": make_user,
        "rapporteur": lambda: make_user("rapporteur", event),
        "organiser of another event": lambda: make_user("organiser", other),
    }[by]()
    with pytest.raises(PermissionDenied):
        grant_role(event, user=make_user(), role=role, by=giver)
    assert not TeamMember.objects.filter(event=event, role=role).exclude(user=giver).exists()


@pytest.mark.parametrize(("own", "wanted"), [("organiser", "chair"), ("organiser", "organiser")])
def test_nobody_promotes_themselves(own, wanted):
    event = EventFactory()
    user = make_user(own, event)
    with pytest.raises(PermissionDenied):
        grant_role(event, user=user, role=wanted, by=user)


def test_secretariat_does_not_give_itself_roles_either():
    event, user = EventFactory(), make_user("secretariat")
    with pytest.raises(PermissionDenied):
        grant_role(event, user=user, role="organiser", by=user)


def test_organisers_make_no_organisers():
    event = EventFactory()
    with pytest.raises(PermissionDenied):
        grant_role(event, user=make_user(), role="organiser", by=make_user("organiser", event))


def test_last_organiser_stays_unless_the_secretariat_acts():
    event = EventFactory()
    user = make_user("organiser", event)
    with pytest.raises(ValidationError) as refused:
        revoke_role(event, user=user, role="organiser", by=user)
    assert refused.value.message_dict == {"user": ["The last organiser cannot be removed. Ask the secretariat."]}
    revoke_role(event, user=user, role="organiser", by=make_user("secretariat"))
    assert not TeamMember.objects.filter(event=event).exists()


def test_organiser_may_step_down_while_another_is_left():
    event = EventFactory()
    first, second = make_user("organiser", event), make_user("organiser", event)
    revoke_role(event, user=first, role="organiser", by=first)
    assert list(TeamMember.objects.values_list("user_id", flat=True)) == [second.pk]


def test_organiser_does_not_remove_another():
    event = EventFactory()
    first, second = make_user("organiser", event), make_user("organiser", event)
    with pytest.raises(PermissionDenied):
        revoke_role(event, user=first, role="organiser", by=second)


def test_somebody_is_left_in_the_secretariat():
    user = make_user("secretariat")
    with pytest.raises(ValidationError):
        revoke_role(None, user=user, role="secretariat", by=user)


@pytest.mark.parametrize(("at_event", "role"), [(True, "secretariat"), (False, "organiser"), (True, "king")])
def test_roles_have_their_scope(at_event, role):
    event = EventFactory() if at_event else None
    with pytest.raises(ValidationError):
        grant_role(event, user=make_user(), role=role, by=None)


def test_closed_account_gets_no_role():
    with pytest.raises(ValidationError):
        grant_role(EventFactory(), user=make_user(is_active=False), role="desk", by=None)


def test_roles_of_a_closed_account_count_no_more():
    event = published_event(visibility="private")
    user = make_user("organiser", event)
    user.is_active = False
    user.save()
    assert not Event.objects.visible_to(type(user).objects.get(pk=user.pk)).exists()


def test_group_follows_a_new_address():
    event = EventFactory(slug="old")
    make_user("organiser", event)
    event.slug = "new"
    change_event(event, by=make_user("secretariat"))
    assert set(Group.objects.filter(name__startswith="Organisers").values_list("name", flat=True)) == {
        "Organisers: new"
    }
