"""Co-authors: named, asked, answering."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from participants.domain.letters import deliver
from sessions.domain.authors import (
    NotValid,
    answer_authorship,
    ask_again,
    authorship_at,
    move_author,
    name_author,
    remove_author,
)
from sessions.domain.papers import add_version
from sessions.models import Paper, PaperAuthor
from tests.factories.cms import published_event
from tests.factories.participants import PersonFactory
from tests.factories.record import PaperFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db
NOOR = {"name": "Noor Adeyemi", "email": "noor.adeyemi@example.org"}


@pytest.fixture
def paper(db) -> Paper:
    author = PersonFactory(user=make_user(), name="First Author")
    return PaperFactory(event=published_event(), status="submitted", authors=[author], submitted_by=author.user)


@pytest.fixture
def author(paper):
    return paper.authors.get().person.user


def letters() -> list[dict]:
    tasks = DBTaskResult.objects.filter(task_path=deliver.module_path).order_by("enqueued_at")
    return [task.args_kwargs["kwargs"] for task in tasks]


def link_in(letter: dict) -> str:
    return re.search(r"/papers/authorship/\S+/", letter["body"])[0]


def test_a_co_author_is_named_asked_and_confirms_by_the_link_alone(client, paper, author):
    named = name_author(paper, by=author, data=NOOR)
    [letter] = letters()
    assert (letter["to"], named.answer, named.person.name) == ("noor.adeyemi@example.org", "asked", "Noor Adeyemi")
    assert "First Author names you" in letter["body"]
    assert link_in(letter).split("/")[-2] not in named.token
    page = client.get(link_in(letter), follow=True)
    assert (page.status_code, named.paper.title in page.content.decode()) == (200, True)
    client.post(reverse("sessions:authorship"), {"yes": "1"})
    named.refresh_from_db()
    assert (named.answer, named.token) == ("confirmed", "")
    assert client.get(link_in(letter), follow=True).status_code == 404


def test_who_says_no_is_named_nowhere_and_has_no_more_to_do_with_the_paper(client, paper, author):
    colleague = PersonFactory(user=make_user(), name="Not Me")
    asked = PaperAuthor.objects.create(paper=paper, person=colleague, position=1, answer="asked")
    client.force_login(colleague.user)
    client.post(reverse("sessions:authorship_own", args=[asked.pk]), {"no": "1"})
    Paper.objects.filter(pk=paper.pk).update(status="published")
    with pytest.raises(PermissionDenied):
        add_version(paper, by=colleague.user, upload=files.upload(files.docx(), "a.docx"))
    for address in (paper.get_absolute_url(), reverse("sessions:papers", args=[paper.event.slug])):
        assert "Not Me" not in client.get(address).content.decode()


def test_somebody_elses_authorship_is_not_answered(client, paper):
    client.force_login(make_user())
    assert client.post(reverse("sessions:authorship_own", args=[paper.authors.get().pk])).status_code == 404


@pytest.mark.parametrize(
    "change", [{"asked_at": timedelta(days=14, seconds=1)}, {"token": ""}, {"answer": "confirmed"}, "withdrawn"]
)
def test_one_page_for_every_link_that_opens_nothing(paper, author, change):
    named = name_author(paper, by=author, data=NOOR)
    token = named.token
    PaperAuthor.objects.filter(pk=named.pk).update(asked_at=timezone.now() - timedelta(days=14, seconds=-1))
    assert authorship_at(token) == named
    if change == "withdrawn":
        Paper.objects.update(status="withdrawn")
    else:
        values = {k: timezone.now() - v if isinstance(v, timedelta) else v for k, v in change.items()}
        PaperAuthor.objects.filter(pk=named.pk).update(**values)
    with pytest.raises(NotValid):
        authorship_at(token)


def test_an_answer_is_given_once(paper, author):
    named = name_author(paper, by=author, data=NOOR)
    answer_authorship(named, agrees=False)
    with pytest.raises(NotValid):
        answer_authorship(named, agrees=True)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": "", "email": "a@example.org"}, "name"),
        ({"name": "A", "email": "nonsense"}, "email"),
        ({"name": "x" * 300, "email": "a@example.org"}, "name"),
    ],
)
def test_what_names_nobody_is_refused_and_no_letter_leaves(paper, author, data, field):
    with pytest.raises(ValidationError) as refused:
        name_author(paper, by=author, data=data)
    assert list(refused.value.message_dict) == [field]
    assert letters() == []


def test_nobody_is_named_twice_and_fifteen_are_enough(paper, author):
    name_author(paper, by=author, data=NOOR)
    with pytest.raises(ValidationError) as refused:
        name_author(paper, by=author, data=NOOR | {"email": "Noor.Adeyemi@EXAMPLE.org"})
    assert refused.value.message_dict == {"email": ["This person is named already."]}
    for number in range(13):
        name_author(paper, by=author, data={"name": f"N {number}", "email": f"n{number}@example.org"})
    with pytest.raises(ValidationError):
        name_author(paper, by=author, data={"name": "One more", "email": "more@example.org"})


def test_asking_again_waits_a_day_and_closes_the_first_link(paper, author):
    named = name_author(paper, by=author, data=NOOR)
    with pytest.raises(ValidationError):
        ask_again(named, by=author)
    PaperAuthor.objects.filter(pk=named.pk).update(asked_at=timezone.now() - timedelta(days=2))
    ask_again(named, by=author)
    with pytest.raises(NotValid):
        authorship_at(named.token)
    assert len(letters()) == 2


def test_authors_are_ordered_and_the_last_one_stays(paper, author):
    named = name_author(paper, by=author, data=NOOR)
    move_author(named, by=author)
    assert [each.person.name for each in paper.authors.all()] == ["Noor Adeyemi", "First Author"]
    remove_author(named, by=author)
    with pytest.raises(ValidationError):
        remove_author(paper.authors.get(), by=author)


def test_only_its_authors_and_organisers_name_authors(paper):
    named = paper.authors.get()
    for change in (
        lambda by: name_author(paper, by=by, data=NOOR),
        *(lambda by, f=f: f(named, by=by) for f in (ask_again, remove_author, move_author)),
    ):
        with pytest.raises(PermissionDenied):
            change(make_user())
