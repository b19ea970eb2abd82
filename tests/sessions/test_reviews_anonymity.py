"""Where neither side learns the other's name, no page, file, list, letter or log tells it. Walked with canaries."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from cms.domain.team import grant_role
from cms.models import Role
from participants.models import Letter
from sessions.domain.papers import submit_paper
from sessions.domain.reviewing.assigning import assign_reviews
from sessions.domain.reviewing.deciding import decide_papers, tell_without_letter
from sessions.domain.reviewing.writing import decline_review, send_review
from sessions.models import CallForPapers, Paper, Review
from sessions.permissions import may_know_authors, may_know_reviewers
from sessions.personal_data import sources
from tests.factories.cms import published_event
from tests.factories.participants import AffiliationFactory, PersonFactory, RegistrationFactory
from tests.factories.record import CallFactory, PaperFactory
from tests.factories.reviews import CriterionFactory, ReviewerFactory
from tests.factories.sessions import ContributionFactory, SessionFactory, SessionRoleFactory, released
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db
NONE, REVIEWERS, BOTH = CallForPapers.Anonymity.values
#: Of the author, in every place where a person leaves traces; and of the reviewers.
AUTHOR = ("Authorcanary", "authorcanary", "Houseofcanary", "Canaryfile", "Canarynote")
UNTOLD = ("Decided, not yet told", "is accepted")
REVIEWER = ("Reviewercanary", "reviewercanary", "Colleaguecanary", "Refusalcanary", "Chaircanary")


class World:
    """A paper in its second round: reviewed, revised, given again to one reviewer who is also rapporteur of the event;
    another has declined."""

    def __init__(self, anonymity: str) -> None:
        self.event = event = published_event()
        CallFactory(event=event, anonymity=anonymity)
        CriterionFactory(call=event.call)
        self.organiser = make_user(Role.ORGANISER, event)
        self.author = PersonFactory(name="Authorcanary One", user=make_user(email="authorcanary@example.org"))
        AffiliationFactory(person=self.author, organization_name="Houseofcanary")
        self.session = SessionFactory(event=event)
        self.paper = PaperFactory(
            event=event, status="submitted", title="Trust", authors=[self.author], session=self.session
        )
        self.paper.submitted_by = self.author.user
        self.paper.save()
        self.paper.versions.update(name="Canaryfile.pdf", note="Canarynote", uploaded_by=self.author.user)
        self.reviewer = self._reviewer("Reviewercanary One", "reviewercanary")
        self.colleague = self._reviewer("Colleaguecanary Two", "colleaguecanary")
        self._review()

    def _reviewer(self, name: str, box: str):
        return ReviewerFactory(event=self.event, person=PersonFactory(name=name, user=make_user(email=f"{box}@e.org")))

    def _review(self) -> None:
        pairs = [(self.paper, self.reviewer), (self.paper, self.colleague)]
        first, second = assign_reviews(self.event, by=self.organiser, pairs=pairs)
        decline_review(second, by=self.colleague.person.user, note="Refusalcanary")
        data = {"advice": "revise", "to_author": "More data.", "to_chair": "Chaircanary"}
        criterion = self.event.call.criteria.get()
        send_review(first, by=self.reviewer.person.user, data=data, scores={criterion.pk: 3})
        facts = {"papers": [self.paper], "outcome": "revise", "text": "Revise."}
        (decision,) = decide_papers(self.event, by=self.organiser, **facts)
        tell_without_letter(decision, by=self.organiser)
        self.paper.refresh_from_db()
        data = {"title": "Trust", "abstract": "", "language": "en", "session": self.session}
        upload = files.upload(files.pdf(), "Canaryfile.pdf")
        submit_paper(event := self.event, by=self.author.user, data=data, upload=upload, paper=self.paper)
        event.papers.get().versions.update(note="Canarynote")
        self.paper.refresh_from_db()
        self.again = Review.objects.get(round=2)
        decide_papers(self.event, by=self.organiser, papers=[self.paper], outcome="accept")


@pytest.fixture
def world(request):
    return World(request.param)


def pages_of(event, paper) -> list[str]:
    of_event = ["papers", "programme", "speakers", "paper_new", "call"]
    of_paper = ["paper", "paper_file", "paper_new_version", "paper_edit", "paper_authors", "paper_withdraw"]
    return [
        *(reverse(f"sessions:{name}", args=[event.slug]) for name in of_event),
        *(reverse(f"sessions:{name}", args=[event.slug, paper.pk]) for name in of_paper),
        *(reverse("sessions:paper_version", args=[event.slug, paper.pk, file.pk]) for file in paper.versions.all()),
        *(reverse("sessions:paper_picture", args=[event.slug, paper.pk, file.pk]) for file in paper.versions.all()),
        *(reverse(f"sessions:{name}", args=[paper.pk]) for name in ("paper_permanent", "reference_bib")),
        *(reverse(f"sessions:{name}") for name in ("library", "references_ris")),
        reverse("sessions:papers_pack", args=[event.slug]),
        reverse("sessions:session_pack", args=[event.slug, paper.session_id]),
        reverse("sessions:session", args=[event.slug, paper.session_id]),
        reverse("participants:me"),
        reverse("sessions:my_reviews"),
        event.get_absolute_url(),
    ]


def office_of(event, paper) -> list[str]:
    """What an office opens that an author or a reviewer may hold at the event."""
    names = ["index", "propose", "reviewers", "criteria", "decide"]
    return [
        *(reverse(f"paper_reviews:{name}", args=[event.slug]) for name in names),
        *(reverse("paper_reviews:export", args=[event.slug, kind]) for kind in ("csv", "xlsx")),
        reverse("paper_reviews:paper", args=[event.slug, paper.pk]),
        reverse("papers:index", args=[event.slug]),
        reverse("events:log", args=[event.pk]),
        reverse("outbox:index", args=[event.slug]),
        reverse("record:desk", args=[event.slug, paper.session_id]),
        reverse("wagtailadmin_reports:site_history"),
    ]


def said(response) -> str:
    """All that an answer says: headers, text, and the cells of a spreadsheet."""
    body = b"".join(response) if response.streaming else response.content
    if response.get("Content-Type", "").endswith("sheet"):
        book = openpyxl.load_workbook(io.BytesIO(body))
        body = "\n".join(str(cell) for row in book.active.values for cell in row).encode()
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{body.decode(errors='replace')}"


def leaks(client, addresses, canaries) -> list[tuple[str, str]]:
    found = []
    for address in addresses:
        text = said(client.get(address))
        found += [(address, canary) for canary in canaries if canary in text]
    return found


def reviewer_pages(world) -> list[str]:
    reviews = Review.objects.filter(reviewer=world.reviewer)
    newest = world.paper.versions.order_by("-number").first()
    return [
        *pages_of(world.event, world.paper),
        *(reverse("sessions:review", args=[review.pk]) for review in reviews),
        reverse("sessions:review_file", args=[world.again.pk, newest.pk]),
    ]


@pytest.mark.parametrize("world", [BOTH], indirect=True)
@pytest.mark.parametrize("office", ["none", "participant", "rapporteur", "chair"])
def test_a_reviewer_never_learns_who_wrote(client, world, office):
    person = world.reviewer.person
    if office == "participant":
        RegistrationFactory(event=world.event, person=person)
    if office == "rapporteur":
        grant_role(world.event, user=person.user, role=Role.RAPPORTEUR, by=None)
    if office == "chair":
        SessionRoleFactory(session=world.session, person=person)
    client.force_login(person.user)
    assert leaks(client, [*reviewer_pages(world), *office_of(world.event, world.paper)], AUTHOR) == []
    assert client.get(world.paper.get_absolute_url()).status_code == 404
    assert not may_know_authors(person.user, world.paper)


@pytest.mark.parametrize("world", [BOTH], indirect=True)
def test_the_page_of_the_author_who_speaks_lists_no_paper_to_its_reviewer(client, world):
    ContributionFactory(session=world.session, speakers=[world.author])
    released(world.event)
    client.force_login(world.reviewer.person.user)
    page = client.get(reverse("sessions:speaker", args=[world.event.slug, world.author.pk]))
    assert page.status_code == 200
    assert "/papers/" + str(world.paper.pk) not in page.content.decode()


@pytest.mark.parametrize("world", [BOTH], indirect=True)
def test_letters_and_the_reviewers_own_data_name_no_author(world):
    person = world.reviewer.person
    letters = "\n".join(f"{each.subject}\n{each.body}" for each in Letter.objects.filter(person=person))
    data = str([source.row(row) for source in sources() for row in source.query(person)])
    assert "waits for your review" in letters
    assert "Trust" in data
    assert [canary for canary in AUTHOR if canary in letters + data] == []


@pytest.mark.parametrize("world", [REVIEWERS, BOTH], indirect=True)
def test_an_author_never_learns_who_reviewed(client, world):
    client.force_login(world.author.user)
    assert leaks(client, pages_of(world.event, world.paper), REVIEWER) == []
    assert "More data." in said(client.get(world.paper.get_absolute_url()))
    letters = "\n".join(f"{each.subject}\n{each.body}" for each in Letter.objects.filter(person=world.author))
    data = str([source.row(row) for source in sources() for row in source.query(world.author)])
    assert "is accepted" in letters
    assert [canary for canary in REVIEWER if canary in letters + data] == []
    assert not may_know_reviewers(world.author.user, world.paper)


@pytest.mark.parametrize("world", [REVIEWERS, BOTH], indirect=True)
def test_not_even_an_author_who_organises_the_event(client, world):
    """Reviewers of other papers are theirs to manage; who judged their own is told by no list, file or history."""
    grant_role(world.event, user=world.author.user, role=Role.ORGANISER, by=None)
    client.force_login(world.author.user)
    addresses = [each for each in office_of(world.event, world.paper) if "/reviewers/" not in each]
    assert leaks(client, [each for each in addresses if "/outbox/" not in each], [*REVIEWER, *UNTOLD]) == []
    letter = Letter.objects.get(kind="decision", state="draft")
    assert leaks(client, [reverse("outbox:index", args=[world.event.slug])], ["Your paper"]) == []
    assert client.get(reverse("outbox:letter", args=[world.event.slug, letter.pk])).status_code == 404


@pytest.mark.parametrize("world", [NONE], indirect=True)
def test_without_anonymity_both_see_names(client, world):
    client.force_login(world.reviewer.person.user)
    assert "Authorcanary One" in said(client.get(reverse("sessions:review", args=[world.again.pk])))
    client.force_login(world.author.user)
    assert "Reviewercanary One" in said(client.get(world.paper.get_absolute_url()))


@pytest.mark.parametrize("world", [REVIEWERS], indirect=True)
def test_where_only_reviewers_are_hidden_they_see_who_wrote(client, world):
    client.force_login(world.reviewer.person.user)
    assert "Authorcanary One" in said(client.get(reverse("sessions:review", args=[world.again.pk])))
    file = said(client.get(reverse("sessions:paper_file", args=[world.event.slug, world.paper.pk])))
    assert may_know_authors(world.reviewer.person.user, world.paper)
    assert "Canaryfile.pdf" in file


@pytest.mark.parametrize("world", [BOTH], indirect=True)
def test_what_is_published_hides_nobody(client, world):
    Paper.objects.update(status="published")
    client.force_login(world.reviewer.person.user)
    assert "Authorcanary One" in said(client.get(world.paper.get_absolute_url()))


@pytest.mark.parametrize("world", [BOTH], indirect=True)
def test_organisers_read_all_of_it(client, world):
    client.force_login(world.organiser)
    text = said(client.get(reverse("paper_reviews:paper", args=[world.event.slug, world.paper.pk])))
    assert [word for word in ("Authorcanary One", "Reviewercanary One", "Chaircanary") if word not in text] == []
    file = said(client.get(reverse("paper_reviews:export", args=[world.event.slug, "csv"])))
    rows = list(csv.reader(io.StringIO(file.partition("\ufeff")[2])))
    assert {row[5] for row in rows[1:]} == {"Reviewercanary One", "Colleaguecanary Two"}
