import pytest
from django.contrib.auth.models import AnonymousUser

from cms.admin.policies import EventPolicy, EventRolePolicy, SecretariatPolicy, SharedListPolicy
from cms.models import Event, Objective, Theme, Venue
from tests.factories.cms import EventFactory, ObjectiveFactory, VenueFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
RIGHTS = ["add", "change", "delete", "view"]


def rights(policy, user, row):
    return [action for action in RIGHTS if policy.user_has_permission_for_instance(user, action, row)]


def people(event, other):
    return {
        "nobody": AnonymousUser(),
        "stranger": make_user(),
        "rapporteur": make_user("rapporteur", event),
        "organiser": make_user("organiser", event),
        "organiser of another event": make_user("organiser", other),
        "secretariat": make_user("secretariat"),
    }


def table(policy, row, who):
    return {name: rights(policy, user, row) for name, user in who.items()}


def test_rows_of_an_event():
    event, other = EventFactory(), EventFactory()
    policy = EventRolePolicy(Objective, readers=["rapporteur"])
    own, foreign = ObjectiveFactory(event=event), ObjectiveFactory(event=other)
    who = people(event, other)
    assert table(policy, own, who) == {
        "nobody": [],
        "stranger": [],
        "rapporteur": ["view"],
        "organiser": RIGHTS,
        "organiser of another event": [],
        "secretariat": RIGHTS,
    }
    rows = policy.instances_user_has_permission_for(who["organiser"], "change")
    assert list(rows) == [own]
    assert set(policy.instances_user_has_permission_for(who["secretariat"], "change")) == {own, foreign}
    assert not policy.instances_user_has_permission_for(who["nobody"], "view").exists()


def test_events():
    event, other = EventFactory(), EventFactory()
    assert table(EventPolicy(), event, people(event, other)) == {
        "nobody": [],
        "stranger": [],
        "rapporteur": ["view"],
        "organiser": ["add", "change", "view"],
        "organiser of another event": [],
        "secretariat": RIGHTS,
    }


def test_only_the_secretariat_deletes_events():
    event = EventFactory()
    policy, organiser = EventPolicy(), make_user("organiser", event)
    assert not policy.user_has_permission(organiser, "delete")
    assert not policy.instances_user_has_permission_for(organiser, "delete").exists()
    assert list(policy.instances_user_has_permission_for(organiser, "change")) == [event]


def test_lists_of_the_secretariat():
    event, other = EventFactory(), EventFactory()
    found = table(SecretariatPolicy(Theme), Theme.objects.first(), people(event, other))
    assert found == {
        "nobody": [],
        "stranger": [],
        "rapporteur": [],
        "organiser": ["view"],
        "organiser of another event": ["view"],
        "secretariat": RIGHTS,
    }


def test_lists_that_organisers_add_to():
    event, other = EventFactory(), EventFactory()
    found = table(SharedListPolicy(Venue), VenueFactory(), people(event, other))
    assert (found["organiser"], found["rapporteur"], found["secretariat"]) == (["add", "view"], [], RIGHTS)


def test_people_who_may_act():
    event, other = EventFactory(), EventFactory()
    who = people(event, other)
    allowed = EventRolePolicy(Event, event_path="").users_with_permission("change")
    assert set(allowed) == {who["organiser"], who["organiser of another event"], who["secretariat"]}
