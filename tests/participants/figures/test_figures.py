"""The figures of an event, and the board that sets them beside what is wished for."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import EventLogEntry
from participants.domain.targets import set_targets, targets_of
from participants.figures.tables import figures_of
from participants.models import BalanceTarget, Person
from sessions.models import SessionRole
from tests.factories.cms import CountryFactory, EventFactory
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationFactory
from tests.factories.sessions import SessionFactory
from tests.factories.ways import InvitationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Two from Kenya (one attended, one waits and speaks), one from Fiji, one of whom nothing is known; one invited."""
    event = EventFactory()
    expert, observer = (
        CategoryFactory(slug="expert", plural="Experts"),
        CategoryFactory(slug="observer", plural="Observers"),
    )
    of = {"event": event, "category": expert}
    RegistrationFactory(**of, person=person("KE", "f"), attended=True)
    speaker = RegistrationFactory(**of, person=person("KE", "m"), status="submitted").person
    RegistrationFactory(event=event, category=observer, person=person("FJ", "f"))
    RegistrationFactory(**of, person=PersonFactory(country=None, gender=""), status="waiting")
    RegistrationFactory(**of, person=person("FJ", "f"), status="withdrawn")
    SessionRole.objects.create(session=SessionFactory(event=event), person=speaker, role="chair")
    SessionRole.objects.create(session=SessionFactory(event=event), person=speaker, role="moderator")
    InvitationFactory(event=event, person=person("NP", "f"), category=observer)
    InvitationFactory(event=event, person=person("NP", "m"), category=observer, state="declined")
    return event


def person(country: str, gender: str) -> Person:
    return PersonFactory(country=CountryFactory(code=country), gender=gender)


def numbers(figures) -> dict[str, dict[str, tuple[int, ...]]]:
    return {table.dimension.slug: {row.label: row.counts for row in table.rows} for table in figures.tables}


def test_people_are_counted_by_every_dimension(event, django_assert_num_queries):
    with django_assert_num_queries(7):
        figures = figures_of(event)
    assert [column.slug for column in figures.columns] == ["invited", "registered", "approved", "speaking", "attended"]
    assert (figures.totals, figures.countries) == ((1, 4, 2, 1, 1), (1, 2, 2, 1, 1))
    assert numbers(figures) == {
        "category": {"Experts": (0, 3, 1, 1, 1), "Observers": (1, 1, 1, 0, 0)},
        "gender": {"female": (1, 2, 2, 0, 1), "male": (0, 1, 0, 1, 0), "not known": (0, 1, 0, 0, 0)},
        "regional_group": {
            "African": (0, 2, 1, 1, 1),
            "Asia-Pacific": (1, 1, 1, 0, 0),
            "not known": (0, 1, 0, 0, 0),
        },
        "region": {
            "Africa": (0, 2, 1, 1, 1),
            "Asia": (1, 0, 0, 0, 0),
            "Oceania": (0, 1, 1, 0, 0),
            "not known": (0, 1, 0, 0, 0),
        },
        "groups": {
            "Small island developing States": (0, 1, 1, 0, 0),
            "Least developed countries": (1, 0, 0, 0, 0),
            "Landlocked developing countries": (1, 0, 0, 0, 0),
        },
        "country": {
            "Fiji": (0, 1, 1, 0, 0),
            "Kenya": (0, 2, 1, 1, 1),
            "Nepal": (1, 0, 0, 0, 0),
            "not known": (0, 1, 0, 0, 0),
        },
    }


def test_targets_stand_beside_what_is_counted(event):
    set_targets(event, by=make_user("organiser", event), targets={("gender", "f"): 50, ("groups", "ldc"): 30})
    tables = {table.dimension.slug: table for table in figures_of(event, targets_of(event)).tables}
    assert [(row.value, row.target) for row in tables["gender"].rows] == [
        ("f", 50),
        ("m", None),
        ("x", None),
        ("", None),
    ]
    assert [(row.value, row.counts[1], row.target) for row in tables["groups"].rows] == [
        ("sids", 1, None),
        ("ldc", 0, 30),
        ("lldc", 0, None),
    ]
    assert EventLogEntry.objects.get(action="participants.set_targets").data["changes"] == {
        "female": ["", "50 %"],
        "Least developed countries": ["", "30 %"],
    }


@pytest.mark.parametrize(
    ("targets", "field"),
    [
        ({("gender", "f"): 60, ("gender", "m"): 50}, "gender"),
        ({("gender", "f"): 101}, "gender"),
        ({("gender", "f"): 0}, "gender"),
        ({("gender", "q"): 10}, "gender"),
        ({("country", "KE"): 10}, "country"),
        ({("shoe size", "44"): 10}, "shoe size"),
    ],
)
def test_targets_that_cannot_be_are_refused(event, targets, field):
    with pytest.raises(ValidationError) as refused:
        set_targets(event, by=make_user("organiser", event), targets=targets)
    assert (list(refused.value.message_dict), BalanceTarget.objects.count()) == ([field], 0)


def test_shares_of_groups_may_overlap(event):
    set_targets(event, by=None, targets={("groups", "sids"): 60, ("groups", "ldc"): 60})
    assert targets_of(event) == {("groups", "sids"): 60, ("groups", "ldc"): 60}


@pytest.mark.parametrize("role", ["desk", "rapporteur"])
def test_only_organisers_set_targets(event, role):
    with pytest.raises(PermissionDenied):
        set_targets(event, by=make_user(role, event), targets={("gender", "f"): 50})


def test_the_board_says_how_many_would_reach_a_target(event, client):
    client.force_login(make_user("organiser", event))
    url = reverse("registrations:balance", args=[event.slug])
    answer = client.post(url, {"gender:f": "75", "gender:m": "", "groups:sids": " "}, follow=True)
    page = answer.content.decode()
    assert ("The targets are saved." in page, page.count("1 more"), targets_of(event)) == (
        True,
        1,
        {("gender", "f"): 75},
    )


def test_what_was_typed_stays_beside_the_fault(event, client):
    client.force_login(make_user("organiser", event))
    url = reverse("registrations:balance", args=[event.slug])
    page = client.post(url, {"gender:f": "<b>half", "gender:m": "40"}).content.decode()
    assert "“&lt;b&gt;half” is no whole number." in page
    assert ('value="&lt;b&gt;half"' in page, 'value="40"' in page, targets_of(event)) == (True, True, {})


def test_a_column_that_there_is_not_is_the_usual_one(event, client):
    client.force_login(make_user("desk", event))
    page = client.get(reverse("registrations:statistics", args=[event.slug]), {"of": "<x>"}).content.decode()
    assert "Share of those approved" in page


@pytest.mark.parametrize("screen", ["statistics", "balance"])
def test_screens_cost_the_same_for_two_and_twenty(client, screen):
    event = EventFactory()
    client.force_login(make_user("organiser", event))
    asked = [statements(client, event, screen, more) for more in (2, 0, 18)]
    assert asked[1] == asked[2] <= 16


def statements(client, event, screen: str, more: int) -> int:
    RegistrationFactory.create_batch(more, event=event)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"registrations:{screen}", args=[event.slug])).status_code == 200
    return len(queries)
