"""The demonstration: its facts fit together, name nobody who exists, and load once."""

import csv
import hashlib
import io
import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.db import transaction

from cms.models import Country, Event, EventPage
from events_site.demo import facts
from events_site.demo.accounts import SIGN_INS
from events_site.demo.loading import load, outcome
from events_site.demo.pdf import one_page
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.documents import create_output
from outputs.domain.modifications import begin_modification
from outputs.models import Output
from participants.models import Person, Registration
from sessions import kinds
from sessions.models import (
    Contribution,
    ContributionSpeaker,
    Lineage,
    Paper,
    Recommendation,
    RecordEntry,
    Release,
    Session,
)

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
MEETINGS = {meeting.slug: meeting for meeting in facts.meetings(TODAY)}
FORUM = MEETINGS[facts.FORUM]

# SHA-256, 16 digits of each, of names of people in documents that the demonstration takes facts from.
REAL_NAMES = set((ROOT / "tests/events_site/real_names.sha256").read_text(encoding="ascii").split())


# --- Reference data -----------------------------------------------------------------------------------------


def reference(name):
    with (ROOT / f"cms/data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_193_member_states_and_two_observers():
    countries = reference("countries")
    assert Counter(row["member"] for row in countries) == {"1": 193, "0": 2}
    assert [row["name_en"] for row in countries if row["member"] == "0"] == ["Holy See", "State of Palestine"]
    assert [
        row["iso3"]
        for row in countries
        if not all(row[f"name_{code}"] for code in ("en", "fr", "es", "ru", "zh", "ar"))
    ] == []


def test_every_member_state_is_in_one_regional_group():
    groups = Counter(row["regional_group"] for row in reference("countries"))
    assert groups == {
        "African": 54,
        "Asia-Pacific": 54,
        "Latin American and Caribbean": 33,
        "Western European and Others": 29,
        "Eastern European": 23,
        "": 2,
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [("TR", "Türkiye"), ("VN", "Viet Nam"), ("KR", "Republic of Korea"), ("TL", "Timor-Leste"), ("SZ", "Eswatini")],
)
def test_countries_have_the_names_that_the_united_nations_use(code, name):
    assert [row["name_en"] for row in reference("countries") if row["iso2"] == code] == [name]


def test_there_are_17_goals_and_169_targets():
    targets = reference("sdg_targets")
    assert len({row["code"] for row in targets}) == len(targets) == 169
    assert {row["goal"] for row in targets} == {row["number"] for row in reference("sdg_goals")}
    assert max(len(row["text_en"]) for row in targets) <= 160


def test_themes_are_a_tree_of_two_levels():
    parents = {row["slug"]: row["parent"] for row in reference("themes")}
    assert [slug for slug, parent in parents.items() if parent and parents[parent]] == []


# --- The facts ----------------------------------------------------------------------------------------------


def test_the_forum_is_told_as_it_was():
    assert (FORUM.first, FORUM.last, FORUM.place.city) == (date(2014, 6, 23), date(2014, 6, 26), "Goyang")
    assert (FORUM.people_precision, FORUM.people) == ("approximate", 1800)
    assert (FORUM.states_precision, FORUM.states) == ("nearly", 129)
    assert len(FORUM.winners) == 19
    assert len({winner.country for winner in FORUM.winners}) == 14
    assert len({winner.category for winner in FORUM.winners}) == 5


def test_each_recommendation_of_the_forum_stands_in_one_of_four_points():
    assert len(FORUM.points) == 4
    assert sorted(ref for point in FORUM.points for ref in point.sources) == sorted(
        advice.ref for sitting in FORUM.sittings for advice in sitting.advice
    )


def test_the_upcoming_meeting_begins_on_a_tuesday_about_nine_weeks_ahead():
    ahead = {(meeting.first - day).days: meeting.first.weekday() for day in days() for meeting in [upcoming(day)]}
    assert set(ahead.values()) == {1}
    assert set(ahead) == set(range(63, 70))


def days():
    return [TODAY + timedelta(days=number) for number in range(14)]


def upcoming(day):
    return next(meeting for meeting in facts.meetings(day) if meeting.slug == facts.UPCOMING)


def people_in(sitting):
    speakers = [person for talk in sitting.talks for person in talk.speakers]
    return {*filter(None, [sitting.chair]), *sitting.moderators, *sitting.rapporteurs, *speakers}


@pytest.mark.parametrize("meeting", MEETINGS.values(), ids=MEETINGS)
def test_everybody_holds_a_post_on_the_day(meeting):
    involved = {attendee.person for attendee in meeting.attendees}.union(*map(people_in, meeting.sittings))
    assert [key for key in sorted(involved) if not held_on(meeting.first, facts.people()[key].posts)] == []


def held_on(day, posts):
    return [post for post in posts if (post.start or day) <= day <= (post.end or day)]


@pytest.mark.parametrize("meeting", MEETINGS.values(), ids=MEETINGS)
def test_nobody_and_no_room_is_needed_twice_at_a_time(meeting):
    needed = [
        (thing, begin(s), begin(s) + timedelta(minutes=s.minutes)) for s in meeting.sittings for thing in needs(s)
    ]
    clashes = [(a, b) for a, b in pairwise(sorted(needed)) if a[0] == b[0] and b[1] < a[2]]
    assert clashes == []


def begin(sitting):
    return datetime.fromisoformat(f"2000-01-0{sitting.day} {sitting.start}")


def needs(sitting):
    return [*people_in(sitting), *filter(None, [sitting.room])]


@pytest.mark.parametrize("meeting", MEETINGS.values(), ids=MEETINGS)
def test_sessions_are_long_enough_for_their_talks(meeting):
    assert [s.key for s in meeting.sittings if sum(talk.minutes for talk in s.talks) > s.minutes] == []


@pytest.mark.parametrize("meeting", MEETINGS.values(), ids=MEETINGS)
def test_breaks_have_nothing_but_a_time(meeting):
    breaks = [sitting for sitting in meeting.sittings if kinds.KINDS[sitting.kind].is_pause]
    assert [sitting.key for sitting in breaks if people_in(sitting) or sitting.record or sitting.advice] == []


def test_no_real_person_is_named():
    texts = [path.read_text(encoding="utf-8") for path in facts.FOLDER.glob("*.toml")]
    words = {word.lower() for text in texts for word in re.findall(r"\w+", text)}
    assert {word for word in words if hashlib.sha256(word.encode()).hexdigest()[:16] in REAL_NAMES} == set()


def test_every_address_is_at_example_org():
    texts = [path.read_text(encoding="utf-8") for path in facts.FOLDER.glob("*.toml")]
    assert {address for text in texts for address in re.findall(r"@[\w.]+", text)} == {"@example.org"}


def test_a_paper_is_a_valid_pdf_whatever_its_letters():
    import pypdf

    pdf = pypdf.PdfReader(
        io.BytesIO(one_page("Büro (a) \\", "Petrauskytė, 林舒雯", "Forum", "Some text. " * 40)), strict=True
    )
    assert pdf.metadata.title == "Büro (a) \\"
    assert pdf.pages[0].extract_text().splitlines()[:2] == ["Büro (a) \\", "Petrauskyte, ???"]


# --- Loading ------------------------------------------------------------------------------------------------


def rows():
    """How many rows each table of ours has."""
    ours = ("cms", "participants", "event_sessions", "outputs", "account", "wagtailcore")
    return {model._meta.label: model._base_manager.count() for label in ours for model in models_of(label)}


def models_of(label):
    return apps.get_app_config(label).get_models()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The small demonstration, for all tests of this module; the slugs that loading it returned."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load("small", today=TODAY)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_small_demonstration(demo):
    assert set(demo) == set(MEETINGS)
    assert Event.objects.listed().count() == EventPage.objects.live().count() == 11
    assert Event.objects.filter(registration_setup__closes_at__date__gte=TODAY).get().slug == facts.UPCOMING
    assert Person.objects.filter(is_invented=False).count() == 0
    assert {
        model.__name__: model.objects.count()
        for model in (Session, Contribution, RecordEntry, Recommendation, Lineage, Paper, Registration)
    } == {
        "Session": 87,
        "Contribution": 47,
        "RecordEntry": 112,
        "Recommendation": 48,
        "Lineage": 23,
        "Paper": 17,
        "Registration": 70,
    }


@pytest.mark.django_db
def test_the_upcoming_programme_was_released_twice_and_says_what_moved(demo):
    releases = Release.objects.filter(event__slug=facts.UPCOMING).order_by("number")
    assert [release.number for release in releases] == [1, 2]
    assert {kind: len(found) for kind, found in releases[1].changes.items()} == {"moved": 1}


@pytest.mark.django_db
def test_every_row_keeps_to_the_limits_of_its_model(demo):
    """Rows made in bulk are not validated, and SQLite lets long texts pass."""
    models = {model for label in ("cms", "participants", "event_sessions") for model in models_of(label)}
    for model in models - {Release}:  # made by its own domain function
        relations = {field.name for field in model._meta.fields if field.is_relation}
        for row in model._base_manager.all():
            row.clean_fields(exclude=relations)


@pytest.mark.django_db
def test_loading_twice_changes_nothing(demo):
    before = rows()
    assert load("small", today=TODAY + timedelta(days=1)) == []
    assert rows() == before


@pytest.mark.django_db
def test_who_signs_in_holds_their_roles(demo):
    users = {
        sign_in.role: authenticate(None, username=sign_in.email, password=sign_in.password) for sign_in in SIGN_INS
    }
    held = {role: sorted(set(user.team_roles.values_list("role", flat=True))) for role, user in users.items()}
    assert held == {role: [] if role == "expert" else [role] for role in users}
    assert [user.person.email for user in users.values()] == [sign_in.email for sign_in in SIGN_INS]


@pytest.mark.django_db
def test_documents_and_what_modifies_them_have_symbols_of_an_invented_series(demo):
    outcome.set_symbols()
    forum, group = (Event.objects.get(slug=slug) for slug in (facts.FORUM, outcome.GROUP))
    report = create_output(group, outcome.REPORT, by=None)
    communique = create_output(forum, outcome.KIND, by=None)
    accept_suggestions(communique, by=None)
    adopt_output(communique, by=None)
    adopted = Output.objects.get(pk=communique.pk)
    parts = [begin_modification(adopted, name, by=None) for name in ("rev", "add", "corr")]
    assert [one.symbol for one in (report, communique, *parts)] == [
        "DEMO/2012/1",
        "DEMO/FORUM/2014/L.1",
        "DEMO/FORUM/2014/L.1/Rev.1",
        "DEMO/FORUM/2014/L.1/Add.1",
        "DEMO/FORUM/2014/L.1/Corr.1",
    ]


@pytest.mark.django_db
@pytest.mark.slow
def test_the_event_that_benchmarks_measure(demo):
    load("load", today=TODAY)
    event = Event.objects.get(slug="load-event")
    assert {
        "sessions": event.sessions.count(),
        "contributions": Contribution.objects.filter(session__event=event).count(),
        "speakers": ContributionSpeaker.objects.filter(contribution__session__event=event).distinct().count(),
        "registrations": event.registrations.count(),
        "countries": Country.objects.filter(person__registrations__event=event).distinct().count(),
        "recommendations": event.recommendations.count(),
    } == {
        "sessions": 60,
        "contributions": 240,
        "speakers": 480,
        "registrations": 1800,
        "countries": 129,
        "recommendations": 300,
    }
