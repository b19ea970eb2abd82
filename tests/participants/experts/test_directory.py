"""The directory: who is found by what, why, and that nobody is found by what may not be read."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from cms.models import Country, Role, Series
from participants.directory.entries import index_all
from participants.directory.search import find
from participants.models import ExpertEntry, ExpertProfile, Network, Person, User
from tests.factories.cms import SeriesFactory, ThemeFactory, published_event
from tests.factories.participants import AffiliationFactory, ExpertFactory, PersonFactory, RegistrationFactory
from tests.factories.record import PaperFactory
from tests.factories.sessions import ContributionFactory, SessionFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db
DIRECTORY = reverse("participants:directory")
FIELDS = ("country", "posts", "expertise", "languages", "regions", "availability", "biography", "publications")
CANARY = "kakapo"


def expert(name: str, **facts) -> Person:
    themes = facts.pop("themes", ())
    person = PersonFactory(name=name, **{key: facts.pop(key) for key in ("country", "biography") if key in facts})
    ExpertFactory(person=person, **facts).expertise.set(themes)
    return person


def names(user=None, **asked) -> list[str]:
    index_all()
    people = Person.objects.in_bulk()
    return [people[pk].name for pk in find(user or AnonymousUser(), **asked).ids]


@pytest.fixture
def full(db) -> ExpertProfile:
    """Has the canary in everything that can hold it, and a code in everything else."""
    fiji = Country.objects.get(code="FJ")
    profile = ExpertFactory(
        person=PersonFactory(name="Expert", biography=f"About {CANARY}", country=fiji),
        languages=["fr"],
        regions=["Melanesia"],
        fields=dict.fromkeys(FIELDS, "secretariat"),
    )
    profile.expertise.add(ThemeFactory(slug="canary", name=f"Theme {CANARY}"))
    profile.publications.create(title=f"Book of {CANARY}")
    AffiliationFactory(person=profile.person, title=f"Head of {CANARY}")
    return profile


CODES = {
    "country": {"country": "FJ"},
    "expertise": {"theme": "canary"},
    "languages": {"language": "fr"},
    "regions": {"region": "Melanesia"},
    "availability": {"availability": "open"},
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_found_shown_and_counted_for_its_readers_only(client, full, field):
    secretariat, chosen = make_user(Role.SECRETARIAT), CODES.get(field, {})
    text = "" if chosen else CANARY
    full.audiences = full.audiences | dict.fromkeys(set(FIELDS) - {field}, "public")
    for name in set(FIELDS) - {field}:
        full.audiences[name] = "secretariat"
    full.save()
    index_all()
    page = reverse("participants:expert", args=[full.person_id])
    assert names(text=text, chosen=chosen) == []
    assert names(secretariat, text=text, chosen=chosen) == ["Expert"]
    assertNotContains(client.get(page), CANARY)
    assert not any(find(AnonymousUser()).counts.values())
    full.audiences[field] = "public"
    full.save()
    assert names(text=text, chosen=chosen) == ["Expert"]


def test_networks_read_what_is_for_them(full):
    reader = make_user()
    full.audiences["biography"] = "networks"
    full.save()
    assert names(User.objects.get(pk=reader.pk), text=CANARY) == []
    network = Network.objects.create(slug="n", name="N", purpose="P")
    for key, person in (("a", full.person), ("b", PersonFactory(user=reader))):
        network.members.create(person=person, state="active", key=key)
    assert names(User.objects.get(pk=reader.pk), text=CANARY) == ["Expert"]
    assert names(make_user(), text=CANARY) == []
    network.members.filter(person=full.person).update(state="left")
    assert names(User.objects.get(pk=reader.pk), text=CANARY) == []


def test_nobody_is_listed_unasked(client):
    person = expert("Unlisted", is_listed=False)
    assert names() == []
    assert names(make_user(Role.SECRETARIAT)) == ["Unlisted"]
    assert client.get(reverse("participants:expert", args=[person.pk])).status_code == 404


def test_the_question_a_secretariat_asks_is_answered_with_reasons(client):
    """Who could speak on this, from a small island State, in French, not seen at the last two forums?"""
    above = ThemeFactory(slug="open", name="Openness")
    theme = ThemeFactory(slug="data", name="Open data", parent=above)
    series = Series.objects.create(slug="forum", name="Forum")
    forums = [
        published_event(
            short_title=f"Forum {year}", series=series, start_date=date(year, 6, 1), end_date=date(year, 6, 2)
        )
        for year in (2012, 2013, 2014)
    ]
    fiji, france = Country.objects.get(code="FJ"), Country.objects.get(code="FR")
    fits = {"country": fiji, "languages": ["fr"], "themes": [theme]}
    expert("Fits", **fits)
    expert("From elsewhere", **fits | {"country": france})
    expert("Speaks no French", **fits | {"languages": ["en"]})
    expert("Works on something else", **fits | {"themes": []})
    spoke, came, long_ago = expert("Spoke", **fits), expert("Came", **fits), expert("Was there before", **fits)
    ContributionFactory(session=SessionFactory(event=forums[2]), speakers=[spoke])
    RegistrationFactory(event=forums[1], person=came, status="approved")
    RegistrationFactory(event=forums[0], person=long_ago, status="approved")
    index_all()
    client.force_login(make_user(Role.ORGANISER, published_event()))
    query = {"theme": "open", "group": "sids", "language": "fr", "unseen": "forum", "editions": "2"}
    page = client.get(DIRECTORY, query)
    assert [row["person"].name for row in page.context["rows"]] == ["Fits", "Was there before"]
    assert page.context["rows"][0]["reasons"] == [
        "works on Open data",
        "Fiji is a small island developing State",
        "speaks French",
        "not at Forum 2014, Forum 2013",
    ]


def test_visitors_do_not_learn_who_was_where(client):
    series = Series.objects.create(slug="forum", name="Forum")
    forum = published_event(series=series)
    RegistrationFactory(event=forum, person=expert("Came"), status="approved")
    index_all()
    page = client.get(DIRECTORY, {"unseen": "forum", "editions": "2"})
    assert [row["person"].name for row in page.context["rows"]] == ["Came"]


def test_what_the_system_knows_is_shown_as_evidence(client):
    event = published_event(short_title="Forum")
    person = expert("Speaker")
    session = SessionFactory(event=event, title="Opening")
    ContributionFactory(session=session, title="One counter", speakers=[person])
    released(event)
    PaperFactory(event=event, title="On counters", authors=[person])
    PaperFactory(event=event, title="Not public", authors=[person], audience="team")
    page = client.get(reverse("participants:expert", args=[person.pk]))
    assert sorted(each.text for each in page.context["evidence"]) == ["spoke on “One counter”", "wrote “On counters”"]


def test_erasing_leaves_nothing_to_be_found(full):
    from participants.domain.experts import forget_expert

    index_all()
    forget_expert(full.person)
    assert not ExpertEntry.objects.exists()
    assert not ExpertProfile.objects.exists()


@pytest.mark.parametrize("query", ["x" * 5000, "a " * 300, "%00", "\"'\\)(", "!&|<->:*", "名" * 90])
def test_nothing_that_is_typed_breaks_the_search(client, query):
    assert client.get(DIRECTORY, {"q": query, "editions": query, "unseen": query}).status_code == 200


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize("role", [None, Role.ORGANISER, Role.SECRETARIAT])
def test_the_directory_takes_at_most_ten_statements(client, role, count, django_assert_max_num_queries):
    event = published_event()
    session = SessionFactory(event=event)
    for number in range(count):
        person = expert(f"Expert {number}", themes=[ThemeFactory(parent=ThemeFactory())], languages=["fr"])
        ContributionFactory(session=session, speakers=[person])
        AffiliationFactory(person=person)
    released(event)
    index_all()
    if role:
        client.force_login(make_user(role, event))
    asked = {"language": "fr", "unseen": SeriesFactory().slug}
    client.get(DIRECTORY)
    with django_assert_max_num_queries(10):
        client.get(DIRECTORY, asked)


def test_a_confirmed_day_is_shown(client):
    person = PersonFactory()
    ExpertFactory(person=person, confirmed_on=timezone.localdate() - timedelta(days=3))
    assertContains(client.get(reverse("participants:expert", args=[person.pk])), "Confirmed on")
