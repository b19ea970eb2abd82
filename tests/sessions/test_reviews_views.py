"""The reviewer's pages, and what authors see of a decision."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.models import Role
from sessions.domain.reviewing.deciding import decide_papers
from sessions.models import CallForPapers, Conflict, Paper, Review
from tests.factories.cms import EventFactory, published_event
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import CallFactory, PaperFactory, PaperVersionFactory
from tests.factories.reviews import CriterionFactory, ReviewerFactory, ReviewFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return published_event()


@pytest.fixture
def author():
    return PersonFactory(user=make_user(), name="Sina Leavasa")


@pytest.fixture
def paper(event, author):
    return PaperFactory(event=event, status="submitted", title="Trust", abstract="On trust.", authors=[author])


@pytest.fixture
def review(event, paper):
    return ReviewFactory(paper=paper, reviewer=ReviewerFactory(event=event))


@pytest.fixture
def reviewer(client, review):
    client.force_login(review.reviewer.person.user)
    return review.reviewer.person.user


@pytest.fixture
def criterion(event):
    return CriterionFactory(call=CallFactory(event=event), name="Rigour")


def url(name, *args):
    return reverse(f"sessions:{name}", args=args)


def of(review, name="review"):
    return url(name, review.pk)


def read(response):
    return b"".join(response)


def test_the_list_says_what_waits_and_what_is_closed(client, reviewer, review):
    CallFactory(event=review.paper.event, review_deadline=timezone.now())
    ReviewFactory(reviewer=review.reviewer, state="declined")
    ReviewFactory()
    page = client.get(url("my_reviews"))
    assert [row["review"] for row in page.context["open"]] == [review]
    assert [row["review"].state for row in page.context["past"]] == ["declined"]
    assertContains(page, "Trust")
    assertContains(client.get(reverse("participants:me")), "Papers to review")


def test_nobody_asked_reads_that_there_is_nothing(client):
    client.force_login(make_user())
    assertContains(client.get(url("my_reviews")), "Nothing to review")
    assertNotContains(client.get(reverse("participants:me")), "review")


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_takes_as_many_queries_for_twenty(client, reviewer, review, count, django_assert_max_num_queries):
    for _ in range(count - 1):
        ReviewFactory(reviewer=review.reviewer)
    client.get(url("my_reviews"))
    with django_assert_max_num_queries(6):
        client.get(url("my_reviews"))


def test_a_review_is_written_saved_and_sent(client, reviewer, review, criterion):
    field = f"score_{criterion.pk}"
    response = client.post(of(review), {"save": "1", "to_author": "Hm."}, follow=True)
    assertContains(response, "Your draft is saved. It is not sent.")
    response = client.post(of(review), {"send": "1", "advice": "accept", "to_author": "Clear."})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    response = client.post(of(review), {"send": "1", "advice": "accept", "to_author": "Clear.", field: "4"})
    assertRedirects(response, url("my_reviews"))
    review.refresh_from_db()
    assert (review.state, review.advice, review.to_author) == ("done", "accept", "Clear.")
    assert list(review.scores.values_list("value", flat=True)) == [4]


@pytest.mark.parametrize("value", ["0", "6", "-1", "4.5", "x", "9" * 5000, "٤\0"])
def test_a_score_that_the_scale_does_not_have_is_refused(client, reviewer, review, criterion, value):
    field = f"score_{criterion.pk}"
    response = client.post(of(review), {"send": "1", "advice": "accept", "to_author": "Kept.", field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assertContains(response, "Kept.", status_code=422)
    assert Review.objects.get().state == "asked"


def test_a_long_scale_is_typed(client, reviewer, review, criterion):
    criterion.most = 100
    criterion.save()
    field = f"score_{criterion.pk}"
    assert client.post(of(review), {"send": "1", "advice": "accept", field: "101"}).status_code == 422
    assert client.post(of(review), {"send": "1", "advice": "accept", field: "77"}).status_code == 302


def test_declaring_a_conflict_ends_it(client, reviewer, review):
    response = client.post(of(review, "review_decline"), {"why": "conflict", "note": "We share an office."})
    assertRedirects(response, url("my_reviews"))
    assert Conflict.objects.get().note == "We share an office."
    page = client.get(of(review))
    assertContains(page, "You declined this review")
    assertNotContains(page, "On trust.")
    file = url("review_file", review.pk, review.paper.versions.get().pk)
    paper_file = reverse("sessions:paper_file", args=[review.paper.event.slug, review.paper.pk])
    assert [client.get(each).status_code for each in (file, paper_file)] == [404, 404]


def test_declining_needs_a_reason(client, reviewer, review):
    response = client.post(of(review, "review_decline"), {"why": "other", "note": ""})
    assert (response.status_code, Review.objects.get().state) == (422, "asked")


def test_a_review_after_the_decision_is_refused(client, reviewer, review, paper, event):
    decide_papers(event, by=None, papers=[paper], outcome="accept")
    assertContains(client.get(of(review)), "This review is closed")
    response = client.post(of(review), {"send": "1", "advice": "reject", "to_author": "Late."})
    assert (response.status_code, Review.objects.get().state) == (422, "asked")
    assertRedirects(client.get(of(review, "review_decline")), of(review))


def test_a_review_of_somebody_else_is_not_found(client, review, event, author):
    colleague = ReviewFactory(paper=review.paper, reviewer=ReviewerFactory(event=event))
    version = review.paper.versions.get().pk
    users = [
        colleague.reviewer.person.user,
        author.user,
        make_user(Role.ORGANISER, event),
        make_user(Role.REVIEWER, event),
        make_user(),
    ]
    for user in users:
        client.force_login(user)
        addresses = [of(review), of(review, "review_decline"), url("review_file", review.pk, version)]
        assert [client.get(each).status_code for each in addresses] == [404, 404, 404]
        assert client.post(of(review), {"send": "1"}).status_code == 404


def test_a_file_of_another_paper_is_not_found_under_ones_review(client, reviewer, review):
    foreign = PaperFactory(status="submitted").versions.get()
    assert client.get(url("review_file", review.pk, foreign.pk)).status_code == 404


def test_files_have_a_name_that_says_nothing_and_only_the_newest_counts(client, reviewer, review, paper):
    paper.versions.update(name="Sina-Leavasa-final.pdf")
    newer = PaperVersionFactory(paper=paper, number=2, name="Sina-Leavasa-final2.pdf", note="As Sina asked")
    page = client.get(of(review))
    assert [each["name"] for each in page.context["files"]] == [f"paper-{paper.pk}-v2.pdf"]
    response = client.get(url("review_file", review.pk, newer.pk))
    assert response["Content-Disposition"] == f"attachment; filename*=UTF-8''paper-{paper.pk}-v2.pdf"
    assert (response["Cache-Control"], read(response)) == ("private, no-store", b"%PDF-invented")
    assert client.get(url("review_file", review.pk, paper.versions.get(number=1).pk)).status_code == 404


def test_a_reviewer_needs_no_right_to_the_event(client, review):
    hidden = ReviewFactory(reviewer=ReviewerFactory(event=EventFactory()))
    client.force_login(hidden.reviewer.person.user)
    file = url("review_file", hidden.pk, hidden.paper.versions.get().pk)
    assert [client.get(of(hidden)).status_code, read(client.get(file))] == [200, b"%PDF-invented"]


def test_a_reviewer_reads_what_is_asked_and_nothing_else(review, event):
    user = review.reviewer.person.user
    RegistrationFactory(event=event, person=review.reviewer.person)
    others = [PaperFactory(event=event, status=status) for status in ("submitted", "rejected", "draft", "accepted")]
    assert list(Paper.objects.visible_to(user)) == [review.paper]
    assert not Paper.objects.files_open_to(user).filter(pk__in=[paper.pk for paper in others]).exists()
    review.paper.versions.all().delete()
    Paper.objects.filter(pk=review.paper_id).update(round=2)
    assert list(Paper.objects.files_open_to(user)) == []


def test_a_reviewer_reads_no_older_versions(client, reviewer, review, paper, event):
    PaperVersionFactory(paper=paper, number=2)
    ids = paper.versions.order_by("number").values_list("pk", flat=True)
    versions = [reverse("sessions:paper_version", args=[event.slug, paper.pk, version]) for version in ids]
    answers = [client.get(each) for each in versions]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert read(answers[1])


def test_the_next_round_shows_what_one_wrote_before(client, reviewer, review, paper):
    Review.objects.update(state="done", to_author="More data, please.", advice="revise")
    ReviewFactory(paper=paper, reviewer=ReviewerFactory(event=paper.event), state="done", to_author="Of a colleague")
    Paper.objects.update(round=2)
    paper.refresh_from_db()
    again = ReviewFactory(paper=paper, reviewer=review.reviewer)
    page = client.get(of(again))
    assertContains(page, "More data, please.")
    assertNotContains(page, "Of a colleague")
    assertContains(client.get(of(review)), "This review is closed")


@pytest.mark.parametrize("path", ["decide", "undone"])
def test_authors_see_the_outcome_once_they_are_told(client, review, paper, event, author, path):
    Review.objects.update(state="done", to_author="More data, please.", to_chair="Weak.")
    client.force_login(author.user)
    (decision,) = decide_papers(event, by=None, papers=[paper], outcome="revise", text="Revise it.")
    before = client.get(paper.get_absolute_url())
    for word in ("Revise it.", "More data", "revised"):
        assertNotContains(before, word)
    if path == "undone":
        return
    decision.delete()
    decide_papers(event, by=None, papers=[paper], outcome="revise", text="Revise it.", by_letter=False)
    page = client.get(paper.get_absolute_url())
    for word in ("Revise it.", "More data, please.", "Reviewer 1", "Send the paper"):
        assertContains(page, word)
    assertNotContains(page, "Weak.")
    assertNotContains(page, review.reviewer.person.name)


def test_authors_learn_who_reviewed_where_the_call_says_so(client, review, paper, event, author):
    CallFactory(event=event, anonymity=CallForPapers.Anonymity.NONE)
    Review.objects.update(state="done", to_author="More data, please.")
    decide_papers(event, by=None, papers=[paper], outcome="accept", by_letter=False)
    client.force_login(author.user)
    assertContains(client.get(paper.get_absolute_url()), review.reviewer.person.name)


@pytest.mark.parametrize(("anonymity", "is_warned"), [("both", True), ("reviewers", False)])
def test_an_author_is_warned_of_names_in_the_properties_of_a_file(client, event, author, anonymity, is_warned):
    CallFactory(event=event, anonymity=anonymity, is_open_to_all=True)
    client.force_login(author.user)
    core = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Sina &lt;Leavasa&gt;</dc:creator></p>'
    upload = files.upload(files.docx(("docProps/core.xml", core)), "paper.docx", "")
    data = {"title": "Trust", "language": "en", "file": upload}
    page = client.post(reverse("sessions:paper_new", args=[event.slug]), data, follow=True)
    assert page.status_code == 200
    assert ("the properties of the file name Sina &lt;Leavasa&gt;" in page.content.decode()) == is_warned


def test_a_file_that_came_after_the_review_is_pointed_out(client, reviewer, review, paper, event):
    words = "A file has come since you sent your review."
    Review.objects.update(state="done", done_at=timezone.now())
    assertNotContains(client.get(of(review)), words)
    PaperVersionFactory(paper=paper, number=2)
    assertContains(client.get(of(review)), words)
    client.force_login(make_user(Role.ORGANISER, event))
    page = client.get(reverse("paper_reviews:paper", args=[event.slug, paper.pk]))
    assertContains(page, "A file of this paper has come since this review was sent.")
