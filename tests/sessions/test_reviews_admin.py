"""The review in the back office."""

import io

import openpyxl
import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.models import EventLogEntry, Role
from participants.models import Letter
from sessions.domain.reviewing.deciding import decide_papers
from sessions.models import Conflict, Criterion, Paper, PaperDecision, Review, Reviewer
from tests.factories.cms import ThemeFactory, published_event
from tests.factories.participants import AffiliationFactory, PersonFactory
from tests.factories.record import CallFactory, PaperFactory
from tests.factories.reviews import CriterionFactory, ReviewerFactory, ReviewFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return published_event()


@pytest.fixture
def organiser(client, event):
    user = make_user(Role.ORGANISER, event)
    client.force_login(user)
    return user


@pytest.fixture
def paper(event):
    return PaperFactory(event=event, status="submitted", title="Trust", authors=[PersonFactory(name="Sina Leavasa")])


def url(name, event, *args):
    return reverse(f"paper_reviews:{name}", args=[event.slug, *args])


def done(paper, **values) -> Review:
    reviewer = ReviewerFactory(event=paper.event)
    return ReviewFactory(paper=paper, reviewer=reviewer, state="done", advice="accept", **values)


def listed(client, event, query="") -> list[str]:
    return [row["paper"].title for row in client.get(url("index", event) + query).context["rows"]]


def test_the_list_is_divided_by_state_and_subject(client, organiser, event, paper):
    CallFactory(event=event, reviews_each=1)
    theme = ThemeFactory()
    ready, decided, told = (PaperFactory(event=event, status="submitted", title=title) for title in "BCD")
    ready.themes.add(theme)
    for each in (ready, decided, told):
        done(each)
    decide_papers(event, by=None, papers=[decided], outcome="accept")
    decide_papers(event, by=None, papers=[told], outcome="accept", by_letter=False)
    PaperFactory(event=event, status="draft")
    PaperFactory(event=event, status="withdrawn")
    found = {state: listed(client, event, f"?state={state}") for state in ("", "waiting", "ready", "decided", "told")}
    everything = ["B", "C", "D", "Trust"]
    assert found == {"": everything, "waiting": ["Trust"], "ready": ["B"], "decided": ["C"], "told": ["D"]}
    assert listed(client, event, f"?theme={theme.slug}") == ["B"]
    assert listed(client, event, "?theme=none&state=xx&page=x") == everything


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize("name", ["index", "reviewers", "propose"])
def test_lists_take_as_many_queries_for_twenty(client, organiser, event, name, count, django_assert_max_num_queries):
    call = CallFactory(event=event)
    CriterionFactory(call=call)
    for place in range(count):
        paper = PaperFactory(event=event, status="submitted")
        review = done(paper)
        AffiliationFactory(person=review.reviewer.person)
        if place % 2:
            decide_papers(event, by=None, papers=[paper], outcome="accept")
    client.get(url(name, event))
    with django_assert_max_num_queries(28):
        client.get(url(name, event))


@pytest.mark.parametrize("count", [2, 20])
def test_a_paper_takes_as_many_queries_for_twenty_reviews(
    client, organiser, event, paper, count, django_assert_max_num_queries
):
    for _ in range(count):
        done(paper)
    client.get(url("paper", event, paper.pk))
    with django_assert_max_num_queries(40):
        client.get(url("paper", event, paper.pk))


@pytest.mark.parametrize(("count", "kind"), [(2, "csv"), (20, "csv"), (2, "xlsx"), (20, "xlsx")])
def test_the_file_takes_as_many_queries_for_twenty(
    client, organiser, event, count, kind, django_assert_max_num_queries
):
    for _ in range(count):
        done(PaperFactory(event=event, status="submitted"))
    client.get(url("export", event, kind))
    with django_assert_max_num_queries(20):
        client.get(url("export", event, kind))


# B-070
def test_the_file_holds_each_review_and_no_formula(client, organiser, event, paper):
    criterion = CriterionFactory(call=CallFactory(event=event), name="Rigour")
    review = done(paper, to_author="=cmd|' /C calc'!A0", to_chair="@SUM(1)")
    review.scores.create(criterion=criterion, value=4)
    Paper.objects.update(title="+Trust")
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("export", event, "xlsx")).content))
    heading, row = book.active.values
    assert dict(zip(heading, row, strict=True)) == {
        "Paper": "+Trust",
        "Number": str(paper.pk),
        "Authors": "Sina Leavasa",
        "Stage": "Paper",
        "Round": "1",
        "Reviewer": review.reviewer.person.name,
        "State": "Done",
        "Rigour": "4",
        "Advice": "accept",
        "To the author": "=cmd|' /C calc'!A0",
        "To the chair only": "@SUM(1)",
        "Reason": None,
        "Sent": None,
        "Decision": None,
    }
    assert {cell.data_type for cell in book.active[2] if cell.value} == {"s"}
    text = client.get(url("export", event, "csv")).content.decode()
    assert all(cell in text for cell in ("'+Trust", "'=cmd", "'@SUM"))
    assert EventLogEntry.objects.filter(action="sessions.export_reviews").count() == 2


def test_reviewers_are_added_changed_and_removed(client, organiser, event):
    person, theme = PersonFactory(), ThemeFactory()
    event.themes.add(theme)
    assertContains(client.post(url("reviewers", event), {"people": [person.pk]}, follow=True), person.name)
    reviewer = Reviewer.objects.get()
    client.post(url("reviewer", event, reviewer.pk), {"most": "3", "themes": [theme.pk]})
    reviewer.refresh_from_db()
    assert (reviewer.most, list(reviewer.themes.all())) == (3, [theme])
    for most in ("0", "501", "x"):
        assert client.post(url("reviewer", event, reviewer.pk), {"most": most}).status_code == 422
    client.post(url("reviewer", event, reviewer.pk), {"remove": "1"})
    assert Reviewer.objects.count() == 0
    assert client.post(url("reviewers", event), {"people": ["999999"]}).status_code == 422


def test_a_blind_reviewer_who_organises_the_event_is_pointed_out(client, organiser, event):
    CallFactory(event=event, anonymity="both")
    ReviewerFactory(event=event)
    assertNotContains(client.get(url("reviewers", event)), "sees who wrote the papers")
    ReviewerFactory(event=event, person=PersonFactory(user=make_user(Role.ORGANISER, event)))
    assertContains(client.get(url("reviewers", event)), "sees who wrote the papers", count=1)


def test_criteria_are_saved(client, organiser, event):
    assertContains(client.get(url("criteria", event)), "Set up the call")
    CallFactory(event=event)
    rows = {"criteria-TOTAL_FORMS": "2", "criteria-INITIAL_FORMS": "0"}
    for place, name in enumerate(("Rigour", "Use")):
        row = {"name": name, "least": "1", "most": "5", "weight": "2", "ORDER": str(2 - place)}
        rows |= {f"criteria-{place}-{field}": value for field, value in row.items()}
    client.post(url("criteria", event), rows)
    assert list(Criterion.objects.values_list("name", "weight")) == [("Use", 2), ("Rigour", 2)]
    bad = client.post(url("criteria", event), rows | {"criteria-0-least": "9"})
    assert (bad.status_code, Criterion.objects.count()) == (422, 2)
    assertContains(bad, "must end above its beginning", status_code=422)


def test_proposals_are_asked_for(client, organiser, event, paper):
    reviewer = ReviewerFactory(event=event)
    (proposal,) = client.get(url("propose", event)).context["proposals"]
    assert (proposal.paper, proposal.reviewer) == (paper, reviewer)
    foreign = ReviewFactory()
    pairs = [f"{paper.pk}-{reviewer.pk}", f"{foreign.paper.pk}-{foreign.reviewer.pk}", "x", "1", "-", ""]
    page = client.post(url("propose", event), {"pair": pairs}, follow=True)
    assertContains(page, "1 review is asked for. The letters wait in the outbox.")
    assert list(event.papers.get().reviews.values_list("reviewer", flat=True)) == [reviewer.pk]


def test_a_conflict_is_shown_refused_and_set_aside(client, organiser, event, paper):
    reviewer = ReviewerFactory(event=event)
    for person in (reviewer.person, paper.authors.get().person):
        AffiliationFactory(person=person)
    page = client.get(url("paper", event, paper.pk))
    assertContains(page, "works at Ministry of Invented Affairs, as does Sina Leavasa")
    post = {"reviewer": reviewer.pk}
    page = client.post(url("assign", event, paper.pk), post, follow=True)
    assertContains(page, "has a conflict with")
    client.post(url("set_aside", event, paper.pk), post | {"note": " "})
    assert (Conflict.objects.count(), Review.objects.count()) == (0, 0)
    client.post(url("set_aside", event, paper.pk), post | {"note": "Another continent"})
    client.post(url("assign", event, paper.pk), post)
    assert Review.objects.get().reviewer == reviewer
    client.post(url("count_again", event, paper.pk), post)
    assertContains(client.get(url("index", event)), "Conflict of interest")


def test_ids_of_other_events_are_not_found(client, organiser, event, paper):
    foreign = ReviewFactory()
    (decision,) = decide_papers(foreign.paper.event, by=None, papers=[foreign.paper], outcome="accept")
    assert client.get(url("paper", event, foreign.paper.pk)).status_code == 404
    assert client.get(url("reviewer", event, foreign.reviewer.pk)).status_code == 404
    sent = {"reviewer": foreign.reviewer.pk, "review": foreign.pk, "decision": decision.pk}
    names = ("assign", "take_back", "set_aside", "count_again", "undo", "tell")
    found = [client.post(url(name, event, paper.pk), sent).status_code for name in names]
    assert found == [404] * 6


def test_many_are_decided_and_undone(client, organiser, event, paper):
    second = PaperFactory(event=event, status="submitted", title="Second")
    query = f"?outcome=revise&paper={paper.pk}&paper={second.pk}&paper=x"
    page = client.get(url("decide", event) + query)
    assert [row["paper"].title for row in page.context["rows"]] == ["Second", "Trust"]
    post = {"paper": [paper.pk, second.pk], "outcome": "revise", "way": "letter"}
    refused = client.post(url("decide", event), post)
    assertContains(refused, "Say why, for the author.", status_code=422)
    page = client.post(url("decide", event), post | {"text": "More data."}, follow=True)
    assertContains(page, "2 papers are decided. The letters wait in the outbox.")
    assert (Letter.objects.filter(kind="decision").count(), PaperDecision.objects.count()) == (2, 2)
    again = client.post(url("decide", event), post | {"text": "More data."})
    assert (again.status_code, PaperDecision.objects.count()) == (422, 2)
    client.post(url("undo", event, paper.pk), {"decision": paper.decisions.get().pk})
    client.post(url("tell", event, second.pk), {"decision": second.decisions.get().pk})
    assert (paper.decisions.count(), Paper.objects.get(pk=second.pk).status) == (0, "revise")


def test_decisions_on_papers_of_other_events_are_not_taken(client, organiser, event):
    foreign = PaperFactory(status="submitted")
    post = {"paper": [foreign.pk], "outcome": "accept", "way": "at_once"}
    assertRedirects(client.post(url("decide", event), post), url("index", event))
    assert PaperDecision.objects.count() == 0


def test_a_review_is_taken_back(client, organiser, event, paper):
    review = done(paper, to_chair="Weak.")
    assertContains(client.get(url("paper", event, paper.pk)), "Weak.")
    client.post(url("take_back", event, paper.pk), {"review": review.pk})
    assertNotContains(client.get(url("paper", event, paper.pk)), "Weak.")
    assert Review.objects.get().state == "taken_back"


def test_the_events_page_leads_to_the_reviews(client, organiser, event, paper):
    page = client.get(reverse("events:dashboard", args=[event.pk]))
    assertContains(page, url("index", event))
    assertContains(page, "1 paper undecided")
