"""The library: what it finds, what it counts, and that it never tells of what may not be read."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from cms.full_text import asked, comparable
from cms.models import Country, Role
from sessions.domain.papers import publish_paper, reject_paper
from sessions.library.entries import index_all, index_changed, stale_papers
from sessions.library.search import find
from sessions.models import LibraryEntry, Paper
from tests.factories.cms import EventFactory, ThemeFactory, published_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import PaperFactory, PaperVersionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
LIBRARY = reverse("sessions:library")
HOUR = timedelta(hours=1)


@pytest.fixture
def event(db):
    return published_event()


def paper(event, title: str, **fields) -> Paper:
    """Published and found."""
    made = PaperFactory(event=event, title=title, **fields)
    index_all()
    return made


def titles(user=None, **asked) -> list[str]:
    found = find(user or AnonymousUser(), **asked)
    names = dict(Paper.objects.values_list("pk", "title"))
    return [names[pk] for pk in found.ids]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  E-Government,  Évora ", " e government evora"),
        ("信任 and trust", " 信 任 and trust"),
        ("Ёлка й", " елка и"),
        ("ثقةٌ", " ثقة"),
        ("", " "),
    ],
)
def test_words_are_comparable_in_any_script(text, words):
    assert comparable(text) == words


def test_a_word_without_spaces_is_asked_for_as_a_phrase():
    assert asked("信任 Trust %_'") == ["信 任", "trust"]


def test_all_words_are_found_by_their_beginnings_in_title_authors_and_text(event):
    first = paper(event, "Kiosks in Évora", authors=[PersonFactory(name="Noor Adeyemi")])
    PaperVersionFactory(paper=first, number=2, text="信任与服务 of the counters")
    paper(event, "Budgets")
    for text in ("evora", "ADEY kiosk", "counters", "信任", "服务 noor"):
        assert titles(text=text) == ["Kiosks in Évora"], text
    for text in ("任信", "unter", "kiosks budgets", "xyz"):
        assert titles(text=text) == [], text


def test_with_words_those_in_title_or_authors_come_first(event):
    paper(event, "Trust", published_at=timezone.now() - HOUR)
    paper(event, "Newer", abstract="On trust.", published_at=timezone.now())
    assert titles(text="trust", sort="") == ["Trust", "Newer"]
    assert [titles(sort=sort) for sort in ("newest", "oldest", "title", "nonsense")] == [
        ["Newer", "Trust"],
        ["Trust", "Newer"],
        ["Newer", "Trust"],
        ["Newer", "Trust"],
    ]


def test_facets_count_what_each_choice_would_leave(event):
    parent = ThemeFactory(slug="open")
    child = ThemeFactory(slug="data", parent=parent)
    other = published_event(start_date=date(2010, 5, 13), end_date=date(2010, 5, 14))
    fiji = Country.objects.get(code="FJ")
    paper(event, "A", language="fr", authors=[PersonFactory(country=fiji)]).themes.add(child)
    paper(event, "B", authors=[PersonFactory(country=fiji)]).themes.add(parent)
    PaperVersionFactory(paper=paper(other, "C"), kind="slides", language="es")
    index_all()
    found = find(AnonymousUser())
    assert {facet: dict(counts) for facet, counts in found.counts.items()} == {
        "theme": {"open": 2, "data": 1},
        "country": {"FJ": 2},
        "event": {str(event.pk): 2, str(other.pk): 1},
        "kind": {"paper": 3, "slides": 1},
        "language": {"fr": 1, "en": 3, "es": 1},
        "year": {"2014": 2, "2010": 1},
    }
    chosen = {"theme": "open", "country": "FJ"}
    narrowed = find(AnonymousUser(), chosen=chosen | {"language": "fr"})
    assert titles(chosen=chosen) == ["B", "A"]
    assert (len(narrowed.ids), dict(narrowed.counts["language"])) == (1, {"fr": 1, "en": 2})


def test_what_may_not_be_read_is_neither_found_nor_counted(event):
    participant, organiser = make_user(), make_user(Role.ORGANISER, event)
    RegistrationFactory(event=event, person=PersonFactory(user=participant), status="approved")
    later = timezone.now() + HOUR
    paper(event, "Public")
    paper(event, "Team", audience="team")
    paper(event, "Participants", audience="participants")
    paper(event, "Early", embargo_until=later, participants_from=timezone.now() - HOUR)
    paper(event, "Later", embargo_until=later)
    paper(EventFactory(), "Of an event that nobody published")
    readers = {
        AnonymousUser(): ["Public"],
        make_user(): ["Public"],
        participant: ["Early", "Participants", "Public"],
        organiser: ["Public"],
    }
    for user, readable in readers.items():
        found = find(user)
        assert sorted(titles(user)) == readable
        assert sum(found.counts["event"].values()) == len(readable)
    assert len(find(make_user(Role.SECRETARIAT)).ids) == 6


def test_an_embargo_lifts_by_itself(event):
    moment = timezone.now() + HOUR
    made = PaperFactory(event=event, embargo_until=moment)
    second = timedelta(seconds=1)
    assert [made in Paper.objects.published(moment + after) for after in (-second, second)] == [False, True]
    assert [made.is_open_to("public", moment + after) for after in (-second, second)] == [False, True]


def test_a_paper_is_found_once_published_and_no_more_once_it_is_not(event, django_capture_on_commit_callbacks):
    made = PaperFactory(event=event, status="submitted", title="Trust")
    with django_capture_on_commit_callbacks(execute=True):
        publish_paper(made, by=None)
    assert titles() == ["Trust"]
    with django_capture_on_commit_callbacks(execute=True):
        reject_paper(made, by=None, reason="Withdrawn by mistake")
    assert not LibraryEntry.objects.exists()


def test_what_was_written_without_a_word_is_found_within_the_hour(event):
    made = PaperFactory(event=event, title="Trust", authors=[PersonFactory(name="Old Name")])
    assert (titles(), index_changed(), titles(text="old")) == ([], 1, ["Trust"])
    LibraryEntry.objects.update(made_at=timezone.now() - HOUR)
    person = made.authors.get().person
    person.name = "New Name"
    person.save()
    assert stale_papers() == [made.pk]
    assert index_changed() == 0
    cache.clear()
    assert (index_changed(), titles(text="old"), titles(text="new")) == (1, [], ["Trust"])


@pytest.mark.parametrize("query", ["a" * 5000, "x " * 200, "%00", "\"'\\)(", "%25_", "!&|<->:*", "\u202e", "名" * 90])
def test_nothing_that_is_typed_breaks_the_search(client, query):
    assert client.get(LIBRARY, {"q": query}).status_code == 200


def test_facets_that_there_are_not_are_ignored_or_find_nothing(client, event):
    paper(event, "Trust")
    page = client.get(LIBRARY, {"theme": "<b>", "event": "9" * 500, "year": "x", "page": "y", "sort": "z"})
    assertContains(page, "No paper fits")
    assertNotContains(page, "<b>")


def test_the_page_shows_papers_facets_and_what_was_chosen(client, event):
    theme = ThemeFactory(name="Open data")
    paper(event, "Trust").themes.add(theme)
    paper(event, "Kiosks", language="fr")
    index_all()
    page = client.get(LIBRARY, {"language": "fr", "q": "kiosks"})
    assertContains(page, "Kiosks")
    assertNotContains(page, "Trust")
    assert [chip["name"] for chip in page.context["chips"]] == ["French"]
    assert page.context["chips"][0]["url"] == "?q=kiosks"


@pytest.mark.parametrize("count", [2, 20])
def test_the_library_takes_at_most_ten_statements(client, event, count, django_assert_max_num_queries):
    for number in range(count):
        made = PaperFactory(event=published_event(), language="fr" if number % 2 else "en")
        made.themes.add(ThemeFactory())
    index_all()
    client.get(LIBRARY)
    with django_assert_max_num_queries(10):
        client.get(LIBRARY, {"x": "1"})


def test_a_list_outlives_a_page(client, event):
    for number in range(25):
        PaperFactory(event=event, title=f"Paper {number}")
    index_all()
    assert [len(client.get(LIBRARY, {"page": page}).context["rows"]) for page in (1, 2, 99)] == [20, 5, 5]


def test_an_address_that_stays_leads_to_the_paper(client, event):
    made = paper(event, "Trust")
    assert client.get(reverse("sessions:paper_permanent", args=[made.pk])).url == made.get_absolute_url()
