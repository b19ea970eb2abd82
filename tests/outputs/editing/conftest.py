import pytest
from django.test import Client

from outputs.models import Output
from tests.factories.outputs import new_output, recorded_event
from tests.roles import make_user


@pytest.fixture
def event():
    return recorded_event(1, slug="meeting")


@pytest.fixture
def output(event):
    """A report of two chapters with a text in each."""
    made = new_output(event)
    made.body = [("chapter", "One"), ("text", "<p>First.</p>"), ("chapter", "Two"), ("text", "<p>Second.</p>")]
    made.save()
    made.save_revision()
    return Output.objects.get(pk=made.pk)


@pytest.fixture
def rapporteur(event):
    return make_user("rapporteur", event, first_name="Aminata", last_name="Kpakra")


@pytest.fixture
def organiser(event):
    return make_user("organiser", event, first_name="Paloma", last_name="Irazábal")


@pytest.fixture
def client(rapporteur):
    signed_in = Client()
    signed_in.force_login(rapporteur)
    return signed_in
