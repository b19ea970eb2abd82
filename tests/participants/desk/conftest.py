import pytest
from django.urls import reverse

from participants.models import Answer, DeskView, FormSection, Question, RegistrationTag
from tests.factories.cms import published_event
from tests.factories.participants import QuestionFactory, RegistrationFactory
from tests.roles import make_user


@pytest.fixture
def organiser(event, client):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


@pytest.fixture
def elsewhere():
    """An event of strangers with a registration, a tag and a view, whose ids are tried here."""
    event = published_event()
    registration = RegistrationFactory(event=event, status="submitted", person__name="Stranger")
    tag = RegistrationTag.objects.create(event=event, name="Theirs")
    view = DeskView.objects.create(event=event, owner=make_user("organiser", event), name="Theirs", is_shared=True)
    return {"event": event, "registration": registration, "tag": tag, "view": view}


@pytest.fixture
def address(event):
    return lambda name, *args: reverse(f"registrations:{name}", args=[event.slug, *args])


@pytest.fixture
def tag(event):
    return RegistrationTag.objects.create(event=event, name="Airport", colour="blue")


@pytest.fixture
def question(event):
    section, _made = FormSection.objects.get_or_create(event=event, title="Travel")
    return QuestionFactory(section=section, label="Language of your talk")


def answer(registration, question, value):
    return Answer.objects.create(registration=registration, question=question, value=value)


def named(event, name, **values):
    return RegistrationFactory(event=event, person__name=name, **values)


def sensitive(question):
    Question.objects.filter(pk=question.pk).update(is_sensitive=True)
