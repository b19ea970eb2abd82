from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from django.db.models import F
from django.utils import timezone

from participants.models import (
    Affiliation,
    Answer,
    ExpertProfile,
    FormSection,
    ParticipantCategory,
    Person,
    PersonName,
    Question,
    Registration,
    RegistrationSetup,
    User,
)

PASSWORD = "an invented password"
EVENT = "tests.factories.cms.EventFactory"


class UserFactory(factory.django.DjangoModelFactory):
    """An account with a verified address; its password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = "Noor"
    last_name = factory.Sequence(lambda n: f"Adeyemi {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs) -> User:
        return model_class.objects.create_user(**{"password": PASSWORD} | kwargs)

    @factory.post_generation
    def verified(self, create: bool, extracted: bool | None, **kwargs) -> None:
        if create:
            is_verified = extracted is not False
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=is_verified)


class PersonFactory(factory.django.DjangoModelFactory):
    """A person without an account; `user=` gives one."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Noor Adeyemi {n}")
    email = factory.LazyAttributeSequence(
        lambda o, n: o.user.email if getattr(o, "user", None) else f"noor{n}@example.org"
    )
    user = None


class PersonNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PersonName

    person = factory.SubFactory(PersonFactory)
    name = "نور أديمي"
    language = "ar"


class AffiliationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    organization_name = "Ministry of Invented Affairs"
    title = "Director"


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParticipantCategory
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"category-{n}")
    name = factory.LazyAttribute(lambda o: o.slug.replace("-", " ").capitalize())
    plural = factory.LazyAttribute(lambda o: f"{o.name}s")
    position = factory.Sequence(lambda n: n)


class RegistrationSetupFactory(factory.django.DjangoModelFactory):
    """Registration that opened yesterday and closes in ten days; `categories=[...]` are those offered."""

    class Meta:
        model = RegistrationSetup
        skip_postgeneration_save = True

    event = factory.SubFactory(EVENT)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))

    @factory.post_generation
    def categories(self, create: bool, extracted: list[ParticipantCategory] | None, **kwargs) -> None:
        if create and extracted:
            self.categories.set(extracted)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """An approved registration of a person who consents to be listed; it holds a place where the event counts them."""

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    event = factory.SubFactory(EVENT)
    person = factory.SubFactory(PersonFactory)
    category = factory.SubFactory(CategoryFactory, slug="expert", name="Expert", plural="Experts")
    status = Registration.Status.APPROVED
    institution = "Institute of Invented Studies"
    title = "Researcher"
    list_consent = True
    consented_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def place(self, create: bool, extracted: object, **kwargs) -> None:
        if create and self.status in {"submitted", "offered", "approved"}:
            RegistrationSetup.objects.filter(event=self.event).update(places_taken=F("places_taken") + 1)


class FormSectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FormSection

    event = factory.SubFactory(EVENT)
    title = factory.Sequence(lambda n: f"Section {n}")
    position = factory.Sequence(lambda n: n)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    section = factory.SubFactory(FormSectionFactory)
    kind = "text"
    label = factory.Sequence(lambda n: f"Question {n}?")
    position = factory.Sequence(lambda n: n)


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    registration = factory.SubFactory(RegistrationFactory)
    question = factory.LazyAttribute(lambda o: QuestionFactory(section__event=o.registration.event))
    value = "Vegetarian"


class ExpertFactory(factory.django.DjangoModelFactory):
    """A listed expert whose every field is for everybody; `fields={"biography": "secretariat"}` says otherwise."""

    class Meta:
        model = ExpertProfile

    class Params:
        fields: dict = {}

    person = factory.SubFactory(PersonFactory)
    is_listed = True
    audiences = factory.LazyAttribute(lambda o: dict.fromkeys(ExpertProfile.FIELDS, "public") | o.fields)
