"""Conflicts of interest: what is found, what is a hint, and what setting one aside covers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.models import EventLogEntry, Role
from sessions.domain.reviewing.assigning import assign_reviews
from sessions.domain.reviewing.conflicts import (
    conflicts_of,
    declare_conflict,
    find_conflicts,
    set_conflict_aside,
    stopping,
    take_conflict_back,
)
from sessions.domain.reviewing.reading import summaries
from sessions.models import Conflict, Paper, Review
from tests.factories.cms import CountryFactory, OrganizationFactory, published_event
from tests.factories.participants import AffiliationFactory, PersonFactory, RegistrationFactory
from tests.factories.record import PaperFactory
from tests.factories.reviews import ReviewerFactory, ReviewFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.now().year


@pytest.fixture
def event():
    return published_event()


@pytest.fixture
def organiser(event):
    return make_user(Role.ORGANISER, event)


@pytest.fixture
def author():
    return PersonFactory(name="Sina Leavasa")


@pytest.fixture
def paper(event, author):
    return PaperFactory(event=event, status="submitted", title="Trust", authors=[author])


@pytest.fixture
def reviewer(event):
    return ReviewerFactory(event=event)


def found(paper, reviewer) -> list[tuple[str, bool]]:
    """Words, and whether they stop the reviewer."""
    return [(each.words, each.stops) for each in conflicts_of(paper, reviewer.person)]


def both_work_at(reviewer, author, *, mine=None, theirs=None, **place) -> None:
    AffiliationFactory(person=reviewer.person, **place, **(mine or {}))
    AffiliationFactory(person=author, **place, **(theirs or {}))


def test_strangers_have_none(paper, reviewer, author):
    AffiliationFactory(person=reviewer.person, organization_name="University of the Invented")
    AffiliationFactory(person=author, organization_name="Ministry of Invented Affairs")
    assert found(paper, reviewer) == []


def test_nobody_judges_their_own_paper(paper, event, author):
    reviewer = ReviewerFactory(event=event, person=author)
    assert found(paper, reviewer) == [("is an author of this paper", True)]


def test_a_reviewer_from_the_authors_ministry_is_refused(event, organiser, paper, reviewer, author):
    both_work_at(reviewer, author, organization=OrganizationFactory(name="Ministry of Finance"), organization_name="")
    assert found(paper, reviewer) == [("works at Ministry of Finance, as does Sina Leavasa", True)]
    with pytest.raises(ValidationError, match="has a conflict with “Trust”: works at Ministry of Finance"):
        assign_reviews(event, by=organiser, pairs=[(paper, reviewer)])
    assert Review.objects.count() == 0


@pytest.mark.parametrize("typed", ["Ministry of Finance", "MINISTRY OF  FINANCE.", "Ministère de l'Économie"])
def test_institutions_are_compared_as_they_are_spelled(paper, reviewer, author, typed):
    AffiliationFactory(person=reviewer.person, organization_name=typed)
    listed = OrganizationFactory(name="Ministry of Finance" if "inan" in typed.lower() else "Ministere de l’Economie")
    AffiliationFactory(person=author, organization=listed, organization_name="")
    assert [stops for _words, stops in found(paper, reviewer)] == [True]


def test_one_name_in_two_states_is_two_ministries(paper, reviewer, author):
    for person, code in ((reviewer.person, "KE"), (author, "PE")):
        person.country = CountryFactory(code=code)
        person.save()
    both_work_at(reviewer, author, organization_name="Ministry of Finance")
    assert [stops for _words, stops in found(paper, reviewer)] == [False]


def test_a_part_of_the_ministry_is_a_hint(paper, reviewer, author):
    AffiliationFactory(person=reviewer.person, organization_name="Ministry of Finance, Directorate of Taxes")
    AffiliationFactory(person=author, organization_name="Ministry of Finance")
    assert [stops for _words, stops in found(paper, reviewer)] == [False]


def test_posts_held_at_different_times_do_not_meet(paper, reviewer, author):
    both_work_at(reviewer, author, mine={"end": date(2020, 5, 1)}, theirs={"start": date(2020, 5, 2)})
    assert found(paper, reviewer) == []


def test_colleagues_of_long_ago_are_a_hint_and_of_late_a_conflict(paper, reviewer, author):
    both_work_at(reviewer, author, mine={"end": date(2009, 5, 1)})
    assert found(paper, reviewer) == [("worked at Ministry of Invented Affairs with Sina Leavasa until 2009", False)]
    last = timezone.now().date() - timedelta(days=300)
    reviewer.person.affiliations.update(end=last)
    assert found(paper, reviewer) == [
        (f"worked at Ministry of Invented Affairs with Sina Leavasa until {last.year}", True)
    ]


def test_what_somebody_registered_with_counts(event, paper, reviewer, author):
    AffiliationFactory(person=author, organization_name="Ministry of Finance")
    RegistrationFactory(event=event, person=reviewer.person, institution="Ministry of Finance")
    assert [stops for _words, stops in found(paper, reviewer)] == [True]


def test_who_wrote_together_lately_does_not_judge(paper, reviewer, author):
    joint = PaperFactory(authors=[reviewer.person, author])
    assert found(paper, reviewer) == [(f"wrote a paper with Sina Leavasa in {THIS_YEAR}", True)]
    Paper.objects.filter(pk=joint.pk).update(created_at=timezone.now() - timedelta(days=4 * 365))
    assert found(paper, reviewer) == []


def test_an_unsent_paper_tells_nothing(paper, reviewer, author):
    PaperFactory(authors=[reviewer.person, author], status="draft")
    assert found(paper, reviewer) == []


def test_one_address_is_one_person_and_one_domain_a_hint(paper, event, author):
    author.email = "Sina@ministry.example.net"
    author.save()
    same = ReviewerFactory(event=event, person=PersonFactory(email="sina@ministry.example.net"))
    near = ReviewerFactory(event=event, person=PersonFactory(email="ana@ministry.example.net"))
    assert found(paper, same) == [("has the same e-mail address as Sina Leavasa", True)]
    assert found(paper, near) == [("has an e-mail address at ministry.example.net, as Sina Leavasa", False)]


def test_addresses_of_large_providers_say_nothing(paper, event, author):
    author.email = "sina@gmail.com"
    author.save()
    assert found(paper, ReviewerFactory(event=event, person=PersonFactory(email="ana@gmail.com"))) == []


def test_a_conflict_is_set_aside_with_a_reason_and_counts_again(event, organiser, paper, reviewer, author):
    both_work_at(reviewer, author)
    set_conflict_aside(paper, reviewer.person, by=organiser, note="Another continent.")
    assert [each.set_aside for each in conflicts_of(paper, reviewer.person)] == ["Another continent."]
    assign_reviews(event, by=organiser, pairs=[(paper, reviewer)])
    take_conflict_back(paper, reviewer.person, by=organiser)
    (summary,) = summaries(event, [paper], user=organiser)
    assert summary.has_conflict
    entry = EventLogEntry.objects.get(action="sessions.set_conflict_aside")
    assert entry.message == f"The conflict of {reviewer.person.name} was set aside: Another continent."


def test_what_is_found_later_was_not_set_aside(event, organiser, paper, reviewer, author):
    both_work_at(reviewer, author)
    set_conflict_aside(paper, reviewer.person, by=organiser, note="Large house.")
    PaperFactory(authors=[reviewer.person, author])
    assert [each.key.partition(":")[0] for each in stopping(conflicts_of(paper, reviewer.person))] == ["paper"]


def test_an_author_who_joins_later_shows_on_the_review(event, organiser, paper, reviewer):
    ReviewFactory(paper=paper, reviewer=reviewer)
    assert not summaries(event, [paper], user=organiser)[0].has_conflict
    colleague = PersonFactory()
    both_work_at(reviewer, colleague)
    paper.authors.create(person=colleague, position=1)
    assert summaries(event, [paper], user=organiser)[0].has_conflict


def test_what_nobody_may_set_aside(event, organiser, paper, reviewer, author):
    declare_conflict(paper, reviewer.person, by=reviewer.person.user, note="We are cousins.")
    own = ReviewerFactory(event=event, person=author)
    for person in (reviewer.person, own.person):
        with pytest.raises(ValidationError, match="cannot be set aside"):
            set_conflict_aside(paper, person, by=organiser, note="Never mind.")
    with pytest.raises(ValidationError, match="no conflict to set aside"):
        set_conflict_aside(paper, PersonFactory(), by=organiser, note="None")
    take_conflict_back(paper, reviewer.person, by=organiser)
    assert Conflict.objects.get().note == "We are cousins."


@pytest.mark.parametrize("note", ["", " \x00\n ", "x" * 301])
def test_setting_aside_takes_a_reason_of_some_length(organiser, paper, reviewer, author, note):
    both_work_at(reviewer, author)
    with pytest.raises(ValidationError):
        set_conflict_aside(paper, reviewer.person, by=organiser, note=note)
    assert Conflict.objects.count() == 0


def test_reviewers_and_authors_set_nothing_aside(event, paper, reviewer, author):
    both_work_at(reviewer, author)
    for by in (reviewer.person.user, make_user(Role.REVIEWER, event), make_user(Role.ORGANISER, published_event())):
        with pytest.raises(PermissionDenied):
            set_conflict_aside(paper, reviewer.person, by=by, note="Mine.")


@pytest.mark.parametrize("count", [2, 20])
def test_many_are_compared_in_as_few_queries(event, count, django_assert_num_queries):
    papers = PaperFactory.create_batch(count, event=event, status="submitted")
    people = [ReviewerFactory(event=event).person for _ in range(count)]
    for person in people:
        AffiliationFactory(person=person)
    with django_assert_num_queries(6):
        find_conflicts(event, [paper.pk for paper in papers], [person.pk for person in people])
