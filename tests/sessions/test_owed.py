"""What speakers and authors owe, as /me/ and reminders say it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from cms.models import Event, Role
from participants import owed
from participants.domain.outbox import deliver_letter, send_letters
from participants.domain.reminders import draft_due, draft_reminders
from participants.models import Letter, Person
from sessions.domain.reviewing.deciding import decide_papers
from sessions.models import ContributionSpeaker, Paper, PaperAuthor, SessionRole
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory, RegistrationFactory, RegistrationSetupFactory
from tests.factories.record import CallFactory, PaperFactory, PaperVersionFactory
from tests.factories.reviews import ReviewerFactory, ReviewFactory
from tests.factories.sessions import ContributionFactory, SessionFactory, SessionRoleFactory, released
from tests.roles import make_user

pytestmark = pytest.mark.django_db
SOON = timedelta(days=10)


@pytest.fixture
def event(db) -> Event:
    day = timezone.localdate() + timedelta(days=60)
    return published_event(start_date=day, end_date=day + timedelta(days=1))


@pytest.fixture
def speaker(event) -> Person:
    """With a talk in a released programme, and everything done but that talk's own things."""
    person = PersonFactory(user=make_user(), biography="Knows much.")
    session = SessionFactory(event=event, title="Opening", start=timezone.now() + timedelta(days=60))
    ContributionFactory(session=session, title="One counter", speakers=[person])
    RegistrationFactory(event=event, person=person)
    released(event)
    return person


def titles(person: Person) -> list[str]:
    return [each.title for each in owed.by_person(person)]


def test_a_speaker_owes_answer_paper_slides_biography_and_registration_until_each_is_there(event, speaker):
    CallFactory(event=event, kinds=["paper", "slides"], paper_deadline=timezone.now() + timedelta(days=40))
    RegistrationSetupFactory(event=event)
    Person.objects.update(biography="")
    speaker.registrations.all().delete()
    assert sorted(titles(speaker)) == [
        "Confirm your part in “Opening”",
        "Register",
        "Send your paper for “One counter”",
        "Write your biography",
    ]
    RegistrationFactory(event=event, person=speaker)
    Person.objects.update(biography="Knows much.")
    ContributionSpeaker.objects.update(confirmation="confirmed")
    paper = PaperFactory(event=event, authors=[speaker], status="submitted")
    assert titles(speaker) == ["Send the slides for “One counter”"]
    PaperVersionFactory(paper=paper, kind="slides")
    assert titles(speaker) == []


def test_who_declined_and_whose_session_is_cancelled_owes_nothing(event, speaker):
    ContributionSpeaker.objects.update(confirmation="declined")
    assert titles(speaker) == []


def test_authors_owe_drafts_revisions_papers_of_accepted_abstracts_and_answers(event):
    author = PersonFactory(user=make_user())
    call = CallFactory(event=event, has_abstracts=True, paper_deadline=timezone.now() + SOON)
    for title, facts in (
        ("A", {"status": "draft"}),
        ("B", {"status": "revise"}),
        ("C", {"status": "accepted", "stage": "abstract"}),
        ("D", {"status": "accepted"}),
        ("E", {"status": "withdrawn"}),
    ):
        PaperFactory(event=event, title=title, authors=[author], **facts)
    PaperAuthor.objects.create(paper=PaperFactory(event=event, title="F"), person=author, answer="asked", position=2)
    assert sorted((each.title, each.due) for each in owed.by_person(author)) == [
        ("Finish and send “A”", None),
        ("Revise “B” and send it again", None),
        ("Say whether you are an author of “F”", None),
        ("Your abstract is accepted: send the paper “C”", call.paper_deadline),
    ]


def test_whom_others_registered_is_asked_for_consent(client, event):
    person = PersonFactory(user=make_user())
    RegistrationFactory(event=event, person=person, status="approved", way_in="import")
    assert titles(person) == ["Say whether your name may stand on the list of participants"]
    client.force_login(person.user)
    assertContains(client.get(reverse("participants:me")), "What is asked of you")


@pytest.mark.parametrize("count", [2, 20])
def test_what_an_event_is_owed_is_read_in_as_many_statements_for_twenty(event, count, django_assert_max_num_queries):
    for _ in range(count):
        person = PersonFactory()
        session = SessionFactory(event=event)
        ContributionFactory(session=session, speakers=[person])
        SessionRoleFactory(session=session, person=person)
        PaperFactory(event=event, authors=[person], status="draft")
    released(event)
    with django_assert_max_num_queries(13):
        assert len(owed.by_event(event)) >= 3 * count


# --- Reminders ----------------------------------------------------------------------------------------------


def remind(event: Event, days_before: float) -> int:
    """As if it were so many days before the deadline of the call."""
    return draft_reminders(event, event.call.paper_deadline - timedelta(days=days_before))


@pytest.fixture
def call(event, speaker):
    ContributionSpeaker.objects.update(confirmation="confirmed")
    return CallFactory(event=event, paper_deadline=timezone.now() + timedelta(days=20))


def test_each_milestone_drafts_one_reminder_and_the_newer_takes_the_place_of_the_older(event, speaker, call):
    assert [remind(event, days) for days in (15, 14, 13, 4, 3, 2)] == [0, 1, 0, 0, 1, 0]
    letters = Letter.objects.filter(event=event, kind="reminder").order_by("pk")
    assert [(letter.person, letter.state) for letter in letters] == [(speaker, "discarded"), (speaker, "draft")]


def test_nothing_leaves_by_itself_and_what_leaves_says_what_is_owed_then(event, speaker, call, mailoutbox):
    remind(event, 14)
    [letter] = Letter.objects.filter(event=event, kind="reminder")
    assert mailoutbox == []
    send_letters(event, by=make_user(Role.ORGANISER, event), ids=[letter.pk])
    deliver_letter(letter.pk)
    assert "- Send your paper for “One counter”, until" in mailoutbox[0].body
    assert "[what is asked]" not in mailoutbox[0].body


def test_a_reminder_of_what_is_done_meanwhile_does_not_leave(event, speaker, call, mailoutbox):
    remind(event, 14)
    [letter] = Letter.objects.filter(event=event, kind="reminder")
    PaperFactory(event=event, authors=[speaker])
    send_letters(event, by=make_user(Role.ORGANISER, event), ids=[letter.pk])
    deliver_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.note) == ("failed", "Everything that was asked has been done meanwhile.")
    assert mailoutbox == []


def test_a_round_looks_once_an_hour(event, speaker):
    CallFactory(event=event, paper_deadline=timezone.now() + timedelta(days=2))
    assert draft_due() == 1
    Letter.objects.all().delete()
    assert draft_due() == 0
    cache.clear()
    assert draft_due() == 1


def test_a_draft_of_an_unreleased_programme_asks_nobody(event):
    SessionRole.objects.create(session=SessionFactory(event=event), person=(person := PersonFactory()), role="chair")
    assert titles(person) == []
    assert not Paper.objects.exists()


def test_a_reviewer_owes_reviews_once_for_each_event_without_a_title(event):
    until = timezone.now() + SOON
    CallFactory(event=event, review_deadline=until)
    review = ReviewFactory(reviewer=ReviewerFactory(event=event))
    ReviewFactory(reviewer=review.reviewer, state="draft")
    for state in ("done", "declined", "taken_back"):
        ReviewFactory(reviewer=review.reviewer, state=state)
    person = review.reviewer.person
    assert [(each.title, each.due) for each in owed.by_person(person)] == [("Review 2 papers", until)]
    assert [each.person for each in owed.by_event(event) if each.title == "Review 2 papers"] == [person.pk]
    decide_papers(event, by=None, papers=[review.paper], outcome="accept")
    assert titles(person) == ["Review 1 paper"]
    Paper.objects.update(status="withdrawn")
    assert titles(person) == []
