import factory
from factory.django import DjangoModelFactory

from sessions.models import Criterion, Review, Reviewer
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory
from tests.factories.record import CallFactory, PaperFactory
from tests.roles import make_user


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    name = factory.Sequence("Criterion {}".format)
    position = factory.Sequence(int)


class ReviewerFactory(DjangoModelFactory):
    """With an account of their own."""

    class Meta:
        model = Reviewer

    event = factory.LazyFunction(published_event)
    person = factory.LazyFunction(lambda: PersonFactory(user=make_user()))


class ReviewFactory(DjangoModelFactory):
    """Asked for, of a paper that was sent in."""

    class Meta:
        model = Review

    reviewer = factory.SubFactory(ReviewerFactory)
    paper = factory.LazyAttribute(lambda o: PaperFactory(event=o.reviewer.event, status="submitted"))
    stage = factory.SelfAttribute("paper.stage")
    round = factory.SelfAttribute("paper.round")
