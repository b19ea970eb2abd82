import pytest
from django.core.files.base import ContentFile
from django_tasks_db.models import DBTaskResult

from tests.factories.participants import AnswerFactory


@pytest.fixture
def work():
    """Does what waits in the queue under a name, as the background worker would; how much that was."""

    def run(name: str) -> int:
        waiting = list(DBTaskResult.objects.filter(status="READY", task_path__endswith=name))
        for each in waiting:
            each.task.call(*each.args_kwargs["args"], **each.args_kwargs["kwargs"])
            DBTaskResult.objects.filter(pk=each.pk).update(status="SUCCESSFUL")
        return len(waiting)

    return run


@pytest.fixture
def with_file():
    """Gives an answer a file; its path on the disk."""

    def keep(answer, content=b"a letter"):
        answer.file.save("letter.pdf", ContentFile(content))
        return answer.file.storage.path(answer.file.name)

    return keep


@pytest.fixture
def answer():
    return AnswerFactory
