from datetime import timedelta

import factory
from django.utils import timezone

from participants.domain.way_letters import hash_of
from participants.models import Delegation, Invitation, Nomination
from tests.factories.participants import CategoryFactory, PersonFactory

EVENT = "tests.factories.cms.EventFactory"


class InvitationFactory(factory.django.DjangoModelFactory):
    """Sent, with a link that ends in `token`, and valid for a week."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence("token-{}".format)

    event = factory.SubFactory(EVENT)
    email = factory.Sequence("invited{}@example.org".format)
    name = factory.Sequence("Ana Lim {}".format)
    person = factory.SubFactory(PersonFactory, email=factory.SelfAttribute("..email"))
    state = Invitation.State.SENT
    token_hash = factory.LazyAttribute(lambda o: hash_of(o.token))
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class DelegationFactory(factory.django.DjangoModelFactory):
    """Of Kenya, with two seats, open for a week."""

    class Meta:
        model = Delegation

    event = factory.SubFactory(EVENT)
    country = factory.SubFactory("tests.factories.cms.CountryFactory", code="KE")
    focal_name = "Ana Lim"
    focal_email = "focal@example.org"
    quota = 2
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class NominationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Nomination

    delegation = factory.SubFactory(DelegationFactory)
    name = factory.Sequence("Bo Tan {}".format)
    email = factory.Sequence("nominee{}@example.org".format)
    category = factory.SubFactory(CategoryFactory, slug="expert", name="Expert", plural="Experts")
    position = factory.Sequence(lambda n: n + 1)
