import pytest
from django_tasks_db.models import DBTaskResult

from participants.models import Registration, User
from tests.factories.cms import published_event
from tests.factories.participants import CategoryFactory, PersonFactory, RegistrationSetupFactory, UserFactory
from tests.roles import make_user


@pytest.fixture
def category():
    return CategoryFactory(slug="expert", name="Expert", plural="Experts")


@pytest.fixture
def event(category):
    """A published event whose registration is open, with approval one by one."""
    event = published_event(title="Meeting on Open Data")
    RegistrationSetupFactory(event=event, categories=[category])
    return event


@pytest.fixture
def person():
    return PersonFactory(user=UserFactory(), name="Noor Adeyemi")


@pytest.fixture
def answers(category):
    return {
        "category": category,
        "institution": "Institute of Invented Studies",
        "title": "Researcher",
        "motivation": "A paper on registers.",
        "needs": "Step-free access",
        "list_consent": True,
    }


@pytest.fixture
def desk(event) -> User:
    return make_user("desk", event)


@pytest.fixture
def letters(mailoutbox):
    """Delivers what waits in the queue, and gives the letters sent so far."""

    def deliver():
        for waiting in DBTaskResult.objects.ready().order_by("enqueued_at"):
            if waiting.task_path == "participants.domain.letters.deliver":
                waiting.task.call(**waiting.args_kwargs["kwargs"])
                waiting.delete()
        return mailoutbox

    return deliver


def statuses() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("status", flat=True))
