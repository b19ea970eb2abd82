"""What registering costs in statements, by the way somebody comes and what the event asks and counts."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.models import Answer, CategoryPlaces, Person, Registration, RegistrationSetup
from participants.questions.form import name_of
from tests.factories.participants import FormSectionFactory, QuestionFactory
from tests.factories.ways import InvitationFactory

pytestmark = pytest.mark.django_db
LIMIT, IN_STEPS, READING = 25, 30, 15


@pytest.fixture
def typed(category):
    return {
        "category": category.pk,
        "honorific": "Ms.",
        "name": "Noor Adeyemi",
        "title": "Researcher",
        "institution": "Institute of Invented Studies",
        "country": "KE",
        "motivation": "A paper on registers.",
        "list_consent": "on",
    }


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    ContentType.objects.get_for_models(Person, Registration)  # kept in memory by every worker
    return client


def plain(event, category, person):
    return "submitted"


def limited(event, category, person):
    RegistrationSetup.objects.filter(event=event).update(capacity=100, has_waiting_list=True)
    CategoryPlaces.objects.create(setup_id=event.pk, category=category, capacity=50)
    return "submitted"


def full(event, category, person):
    limited(event, category, person)
    CategoryPlaces.objects.update(capacity=0)
    return "waiting"


def invited(event, category, person):
    limited(event, category, person)
    InvitationFactory(event=event, person=person, email=person.email, category=category)
    return "approved"


def address(event, *step):
    return reverse(f"participants:{'register_step' if step else 'register'}", args=[event.slug, *step])


def counted(act):
    with CaptureQueriesContext(connection) as statements:
        answer = act()
    return answer.status_code, len(statements)


@pytest.mark.parametrize("case", [plain, limited, full, invited])
def test_registering_on_one_page(own, event, category, person, typed, case):
    status = case(event, category, person)
    acts = [lambda: own.get(address(event)), lambda: own.post(address(event), typed), lambda: own.get(address(event))]
    codes, statements = zip(*map(counted, acts), strict=True)
    assert codes == (200, 302, 200)
    assert Registration.objects.values_list("status", flat=True).get() == status
    assert [few <= most for few, most in zip(statements, [READING, LIMIT, READING], strict=True)] == [True] * 3, (
        statements
    )


def test_registering_in_steps_with_twenty_questions(own, event, category, person, typed):
    status = invited(event, category, person)
    sections = FormSectionFactory.create_batch(2, event=event)
    said = {str(s.pk): {name_of(QuestionFactory(section=s)): "said" for _ in range(10)} for s in sections}
    for step, given in {"you": typed, **said, "send": {}}.items():
        limit = IN_STEPS if step == "send" else LIMIT
        code, read = counted(lambda step=step: own.get(address(event, step)))
        sent, written = counted(lambda step=step, given=given: own.post(address(event, step), given))
        assert (code, sent) == (200, 302)
        assert (read <= READING, written <= limit) == (True, True), (step, read, written)
    assert Registration.objects.values_list("status", flat=True).get() == status
    assert Answer.objects.count() == 20
