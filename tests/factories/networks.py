import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from participants.domain.networks.members import new_key
from participants.models import Network, NetworkFile, NetworkMember, Post, Topic
from tests.factories.participants import PersonFactory


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = Network

    slug = factory.Sequence("network-{}".format)
    name = factory.Sequence("Network {}".format)
    purpose = "To go on talking."


class MemberFactory(DjangoModelFactory):
    """An active member."""

    class Meta:
        model = NetworkMember

    network = factory.SubFactory(NetworkFactory)
    person = factory.SubFactory(PersonFactory)
    state = NetworkMember.State.ACTIVE
    key = factory.LazyFunction(new_key)


class TopicFactory(DjangoModelFactory):
    """With its first post, whose text is `text`."""

    class Meta:
        model = Topic
        skip_postgeneration_save = True

    network = factory.SubFactory(NetworkFactory)
    title = factory.Sequence("Topic {}".format)

    @factory.post_generation
    def text(self, create: bool, extracted: str | None, **kwargs) -> None:
        Post.objects.create(topic=self, author=self.author, text=extracted or "Text", created_at=self.created_at)


class NetworkFileFactory(DjangoModelFactory):
    class Meta:
        model = NetworkFile

    network = factory.SubFactory(NetworkFactory)
    title = factory.Sequence("File {}".format)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-invented", name="file.pdf"))
    name = "file.pdf"
    media_type = "application/pdf"
    size = 13
