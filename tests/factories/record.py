from datetime import UTC, datetime
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from sessions.models import (
    Addressee,
    Board,
    CallForPapers,
    CallTemplate,
    Card,
    Paper,
    PaperAuthor,
    PaperVersion,
    Recommendation,
    RecommendationAddressee,
    RecordEntry,
    Submission,
)
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory
from tests.factories.sessions import SessionFactory


class PaperVersionFactory(DjangoModelFactory):
    """A file that was never inspected: its content is that of no PDF."""

    class Meta:
        model = PaperVersion

    paper = factory.SubFactory("tests.factories.record.PaperFactory", version=None)
    number = 1
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-invented", name="paper.pdf"))
    name = "paper.pdf"
    media_type = "application/pdf"
    size = 13
    sha256 = factory.Sequence("{:064x}".format)


class PaperFactory(DjangoModelFactory):
    """A published paper with one version; `authors=[...]` are people, one is made where none is given."""

    class Meta:
        model = Paper
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence("Paper {}".format)
    status = Paper.Status.PUBLISHED

    @factory.post_generation
    def authors(self, create: bool, extracted: list | None, **kwargs) -> None:
        for position, person in enumerate(extracted or [PersonFactory()]):
            PaperAuthor.objects.create(paper=self, person=person, position=position)

    version = factory.RelatedFactory(PaperVersionFactory, factory_related_name="paper")


class CallFactory(DjangoModelFactory):
    class Meta:
        model = CallForPapers

    event = factory.SubFactory(EventFactory)


class CallTemplateFactory(DjangoModelFactory):
    class Meta:
        model = CallTemplate

    call = factory.SubFactory(CallFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-invented", name="template.pdf"))
    name = "template.pdf"
    media_type = "application/pdf"
    size = 13


class RecordEntryFactory(DjangoModelFactory):
    class Meta:
        model = RecordEntry

    session = factory.SubFactory(SessionFactory)
    kind = RecordEntry.Kind.VIEW
    text = factory.Sequence("View {}".format)
    position = factory.Sequence(int)


class SubmissionFactory(DjangoModelFactory):
    """Waiting, sent by somebody who may be named."""

    class Meta:
        model = Submission

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    key = factory.LazyFunction(uuid4)
    text = factory.Sequence("Conclusion {}".format)


class BoardFactory(DjangoModelFactory):
    """Whose time is over."""

    class Meta:
        model = Board

    session = factory.SubFactory(SessionFactory)
    question = "What now?"
    closes_at = datetime(2020, 1, 1, tzinfo=UTC)


class CardFactory(DjangoModelFactory):
    class Meta:
        model = Card

    board = factory.SubFactory(BoardFactory)
    person = factory.SubFactory(PersonFactory)
    key = factory.LazyFunction(uuid4)
    text = factory.Sequence("Idea {}".format)


class AddresseeFactory(DjangoModelFactory):
    class Meta:
        model = Addressee
        django_get_or_create = ["name"]

    name = factory.Sequence("Ministry {}".format)
    kind = Addressee.Kind.BODY


class RecommendationFactory(DjangoModelFactory):
    """Captured in a session; `addressees=[...]` lead it."""

    class Meta:
        model = Recommendation
        skip_postgeneration_save = True

    session = factory.SubFactory(SessionFactory)
    event = factory.SelfAttribute("session.event")
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence("publish report {}".format)

    @factory.post_generation
    def addressees(self, create: bool, extracted: list | None, **kwargs) -> None:
        for addressee in extracted or []:
            RecommendationAddressee.objects.create(recommendation=self, addressee=addressee)


EMBARGO = datetime(2999, 1, 1, tzinfo=UTC)
