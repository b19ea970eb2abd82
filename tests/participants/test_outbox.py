"""The outbox: nothing leaves before somebody presses send, and then once."""

import contextlib
import smtplib
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.asserts import assertContains, assertNotContains

from cms.admin import links
from cms.models import EventLogEntry
from participants.domain.outbox import (
    Draft,
    change_letter,
    discard_letters,
    draft_letter,
    draft_letters,
    fail_lost_letters,
    replace_letters,
    send_letters,
)
from participants.models import Letter
from tests.factories.cms import EventFactory
from tests.factories.participants import PersonFactory, UserFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(language="fr")


@pytest.fixture
def organiser(event, client):
    user = make_user("organiser", event)
    client.force_login(user)
    return user


@pytest.fixture
def work(mailoutbox):
    """Does what waits in the queue, and gives the mail sent so far."""

    def run():
        for waiting in DBTaskResult.objects.ready().order_by("enqueued_at"):
            waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
            waiting.delete()
        return mailoutbox

    return run


def letter(event, **person):
    return draft_letter(
        event, by=None, draft=Draft(PersonFactory(**person), "Your session", "Dear colleague,\nsee you.")
    )


def url(name, event, *args):
    return reverse(f"outbox:{name}", args=[event.slug, *args])


def test_drafting_sends_nothing(event, organiser, work):
    draft_letter(event, by=organiser, draft=Draft(PersonFactory(), "Hello", "Text"))
    draft_letters(event, by=organiser, drafts=[Draft(PersonFactory(), "Hello", "Text")], kind="programme", about="x")
    assert (work(), DBTaskResult.objects.count()) == ([], 0)
    assert set(Letter.objects.values_list("state", "address", "language")) == {("draft", "", "fr")}


def test_what_is_sent_goes_to_the_address_of_that_moment(event, organiser, work):
    one, other = letter(event, email="old@example.org"), letter(event, user=UserFactory(email="account@example.org"))
    one.person.email = "new@example.org"
    one.person.save()
    assert send_letters(event, by=organiser, ids=[one.pk, other.pk]) == [one, other]
    assert set(Letter.objects.values_list("state", flat=True)) == {"sending"}
    assert [(m.to, m.subject, m.body) for m in work()] == [
        (["new@example.org"], "Your session", "Dear colleague,\nsee you.\n"),
        (["account@example.org"], "Your session", "Dear colleague,\nsee you.\n"),
    ]
    one.refresh_from_db()
    assert (one.state, one.address, one.sent_by) == ("sent", "new@example.org", organiser)
    assert one.sent_at is not None
    assert send_letters(event, by=organiser, ids=[one.pk]) == []


def test_people_without_address_foreign_and_settled_letters_are_left(event, organiser):
    nowhere, foreign, gone = letter(event, email=""), letter(EventFactory()), letter(event)
    discard_letters(event, by=organiser, ids=[gone.pk, foreign.pk], note="Told by telephone")
    assert send_letters(event, by=organiser, ids=[nowhere.pk, foreign.pk, gone.pk, 0]) == []
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states == {nowhere.pk: "draft", foreign.pk: "draft", gone.pk: "discarded"}
    gone.refresh_from_db()
    assert (gone.note, gone.is_replaced) == ("Told by telephone", False)


def test_what_the_server_refuses_says_why_and_goes_out_when_sent_again(event, organiser, work, monkeypatch):
    sent = letter(event)

    def refuse(self, messages):
        raise smtplib.SMTPRecipientsRefused({"x@example.org": (550, b"no such\r\nmailbox")})

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        send_letters(event, by=organiser, ids=[sent.pk])
        work()
    sent.refresh_from_db()
    assert (sent.state, sent.sent_at) == ("failed", None)
    assert "no such" in sent.note
    change_letter(sent, by=organiser, data={"subject": "Again"})
    send_letters(event, by=organiser, ids=[sent.pk])
    assert [mail.subject for mail in work()] == ["Again"]
    sent.refresh_from_db()
    assert (sent.state, sent.note) == ("sent", "")


def test_texts_are_cleaned_and_refused_by_field(event, organiser):
    draft = Draft(PersonFactory(), "Hello\r\nBcc: all@example.org", "One\r\ntwo\x07\u2028three")
    made = draft_letter(event, by=organiser, draft=draft)
    assert (made.subject, made.body) == ("Hello Bcc: all@example.org", "One\ntwo\nthree")
    for data, field in (
        ({"subject": "x" * 201}, "subject"),
        ({"body": "x" * 20001}, "body"),
        ({"subject": " "}, "subject"),
    ):
        with pytest.raises(ValidationError) as refused:
            change_letter(made, by=organiser, data=data)
        assert list(refused.value.message_dict) == [field]
    made.refresh_from_db()
    assert made.subject == "Hello Bcc: all@example.org"


def test_sent_letter_changes_no_more(event, organiser):
    sent = letter(event)
    send_letters(event, by=organiser, ids=[sent.pk])
    with pytest.raises(ValidationError):
        change_letter(sent, by=organiser, data={"subject": "Too late"})
    assert discard_letters(event, by=organiser, ids=[sent.pk]) == 0


def test_one_letter_for_each_person_and_occasion(event):
    drafts = [Draft(PersonFactory(), "S", "B") for _ in range(2)]
    options = {"by": None, "kind": "programme", "about": "release:1"}
    assert [draft_letters(event, drafts=drafts, **options) for _ in range(2)] == [2, 0]
    first = draft_letter(event, draft=drafts[0], **options)
    assert first == draft_letter(event, draft=drafts[0], **options)
    assert Letter.objects.count() == 2
    with pytest.raises(IntegrityError):
        Letter.objects.create(event=event, person=drafts[0].person, kind="programme", about="release:1")


def test_replaced_letters_say_so(event, organiser):
    waiting, sent = letter(event), letter(event)
    send_letters(event, by=organiser, ids=[sent.pk])
    people = [waiting.person_id, sent.person_id]
    assert replace_letters(event, kind="message", people=people, note="Release 2 says it.") == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.is_replaced, waiting.note) == ("discarded", True, "Release 2 says it.")


@pytest.mark.parametrize("role", ["rapporteur", "desk", None])
def test_only_organisers_write_and_send(event, role):
    by, waiting = make_user(role, event), letter(event)
    for act in (
        lambda: draft_letter(event, by=by, draft=Draft(PersonFactory(), "S", "B")),
        lambda: change_letter(waiting, by=by, data={"subject": "X"}),
        lambda: send_letters(event, by=by, ids=[waiting.pk]),
        lambda: discard_letters(event, by=by, ids=[waiting.pk]),
    ):
        with pytest.raises(PermissionDenied):
            act()
    waiting.refresh_from_db()
    assert waiting.state == "draft"


def test_log_says_what_was_done(event, organiser):
    one = draft_letter(event, by=organiser, draft=Draft(PersonFactory(name="Noor"), "Old", "Text"))
    change_letter(one, by=organiser, data={"subject": "New"})
    send_letters(event, by=organiser, ids=[one.pk])
    entries = EventLogEntry.objects.filter(event=event, user=organiser).order_by("pk")
    assert [(entry.message, entry.label, entry.changes) for entry in entries] == [
        ("Letter drafted", "Old, to Noor", {"subject": ["", "Old"], "body": ["", "Text"]}),
        ("Letter changed", "New, to Noor", {"subject": ["Old", "New"]}),
        ("1 letters sent", event.title, {}),
    ]


# --- Screens ------------------------------------------------------------------------------------------------


def test_list_letter_and_change(client, event, organiser):
    assertContains(client.get(url("index", event)), "No letters yet.")
    here, nowhere, foreign = letter(event), letter(event, email="", name="Bo Tan"), letter(EventFactory())
    page = client.get(url("index", event))
    assert {row.pk for row in page.context["object_list"]} == {here.pk, nowhere.pk}
    assertContains(page, "<strong>no address</strong>", html=True)
    assertContains(page, "2 letters wait.")
    assertContains(client.get(url("index", event), {"state": "sent"}), "No letter matches.")
    assertContains(client.get(url("letter", event, here.pk)), "Dear colleague,\nsee you.")
    assertNotContains(client.get(url("letter", event, nowhere.pk)), "Send…")
    assert client.get(url("letter", event, foreign.pk)).status_code == 404
    refused = client.post(url("letter", event, here.pk), {"subject": "", "body": "Typed text"})
    assertContains(refused, "Typed text")
    client.post(url("letter", event, here.pk), {"subject": "Better", "body": "Text"})
    here.refresh_from_db()
    assert (here.subject, here.body, here.state) == ("Better", "Text", "draft")
    link = next(link for link in links.of(event, organiser) if link.label == "Outbox")
    assert (link.count, link.url) == (2, url("index", event))


def test_question_names_who_gets_what_and_sends(client, event, organiser, work):
    here, nowhere, other = letter(event, name="Noor"), letter(event, email="", name="Bo"), letter(event, name="Ada")
    foreign = letter(EventFactory())
    asked = client.get(
        url("confirm", event), {"action": "send", "id": [here.pk, nowhere.pk, foreign.pk, "x", "9" * 30]}
    )
    assert (asked.context["ready"], asked.context["unreachable"]) == ([here], [nowhere])
    client.post(url("confirm", event), {"action": "send", "id": [here.pk, foreign.pk]})
    everything = client.get(url("confirm", event), {"action": "send", "all": ""})
    assert (everything.context["ready"], everything.context["upto"]) == ([other], other.pk)
    since = letter(event)
    client.post(url("confirm", event), {"action": "send", "all": other.pk})
    assert [mail.to for mail in work()] == [[here.person.email], [other.person.email]]
    client.post(url("confirm", event), {"action": "discard", "id": since.pk})
    states = dict(Letter.objects.values_list("pk", "state"))
    found = [states[row.pk] for row in (here, nowhere, other, foreign, since)]
    assert found == ["sent", "draft", "sent", "draft", "discarded"]
    assertContains(client.get(url("confirm", event), {"action": "send"}), "No letter was chosen")
    assertContains(client.get(url("confirm", event), {"action": "send", "id": here.pk}), "Nothing is left to do")


@pytest.mark.parametrize("count", [2, 20])
def test_as_many_statements_for_many_letters(client, event, organiser, count, django_assert_num_queries):
    for _ in range(count):
        letter(event, user=UserFactory())
    client.get(url("index", event))
    with django_assert_num_queries(13):
        client.get(url("index", event))
    with django_assert_num_queries(9):
        client.get(url("confirm", event), {"action": "send", "all": ""})


def test_letter_whose_worker_was_lost_can_be_sent_again(client, event, organiser):
    lost, fresh = letter(event, user=UserFactory()), letter(event, user=UserFactory())
    send_letters(event, by=organiser, ids=[lost.pk, fresh.pk])
    Letter.objects.filter(pk=lost.pk).update(queued_at=timezone.now() - timedelta(minutes=31))
    client.get(url("index", event))
    assert dict(Letter.objects.values_list("pk", "state")) == {lost.pk: "failed", fresh.pk: "sending"}
    assert "may have left" in Letter.objects.get(pk=lost.pk).note
    assert send_letters(event, by=organiser, ids=[lost.pk, fresh.pk]) == [lost]


@pytest.mark.parametrize("sent_before", [10, 31], ids=["minutes-ago", "silent"])
def test_worker_that_sends_is_not_lost(event, organiser, sent_before):
    waiting, done = letter(event), letter(event)
    old = timezone.now() - timedelta(minutes=31)
    Letter.objects.filter(pk=waiting.pk).update(state="sending", queued_at=old)
    Letter.objects.filter(pk=done.pk).update(state="sent", sent_at=timezone.now() - timedelta(minutes=sent_before))
    assert fail_lost_letters(event) == (sent_before > 30)


@pytest.mark.parametrize("count", [2, 20])
def test_as_many_statements_to_send_many(event, organiser, count, django_assert_num_queries):
    ids = [letter(event, user=UserFactory()).pk for _ in range(count)]
    with django_assert_num_queries(7):
        assert len(send_letters(event, by=organiser, ids=ids)) == count


# --- Two at once --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestRace:
    """Two press send at once: each waits for the other before it writes, as long as it can."""

    def send_at_once(self, *, is_locked):
        event = EventFactory()
        organiser, waiting = make_user("organiser", event), [letter(event).pk for _ in range(2)]
        sent, both_have_read = [], Barrier(2, timeout=0.5)

        def wait_before_writing(execute, sql, *rest):
            if sql.startswith('UPDATE "participants_letter"'):
                with contextlib.suppress(BrokenBarrierError):
                    both_have_read.wait()
            return execute(sql, *rest)

        def run():
            connection.ensure_connection()
            if not is_locked:
                connection.transaction_mode = "DEFERRED"  # of SQLite; PostgreSQL's lock is taken away by the test
            with contextlib.suppress(OperationalError), connection.execute_wrapper(wait_before_writing):
                sent.append(len(send_letters(event, by=organiser, ids=waiting)))
            connection.close()

        threads = [Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(sent), DBTaskResult.objects.filter(task_path__endswith="deliver_letters").count()

    def test_each_letter_is_put_in_the_queue_once(self):
        assert self.send_at_once(is_locked=True) == ([0, 2], 1)

    def test_control_without_the_lock_both_send_or_one_is_thrown_out(self, monkeypatch):
        """PostgreSQL lets both write; SQLite, where nobody waits for the other any more, breaks one off."""
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
        expected = ([2], 1) if connection.vendor == "sqlite" else ([2, 2], 2)
        assert self.send_at_once(is_locked=False) == expected
