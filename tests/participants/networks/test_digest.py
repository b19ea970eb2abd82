"""The letter about what is new: in the rhythm of each, stopped by one click, and never twice."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from participants.domain.networks.digest import queue_digests, send_digest, send_digests
from participants.models import Digest, NetworkMember
from tests.factories.networks import MemberFactory, NetworkFactory, NetworkFileFactory, TopicFactory
from tests.factories.participants import PersonFactory

NOW = timezone.now()
DAY = timedelta(days=1)


def member(network, **facts) -> NetworkMember:
    facts.setdefault("digested_until", NOW - 40 * DAY)
    return MemberFactory(network=network, **facts)


def send_all() -> int:
    queued = DBTaskResult.objects.filter(task_path=send_digests.module_path)
    pks = [pk for task in queued for pk in task.args_kwargs["args"][0]]
    return sum(send_digest(pk) for pk in pks)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rhythm", "days", "comes"),
    [
        ("daily", 1, True),
        ("daily", 0, False),
        ("weekly", 7, True),
        ("weekly", 6, False),
        ("monthly", 30, True),
        ("none", 99, False),
    ],
)
def test_a_digest_comes_in_the_rhythm_each_chose(rhythm, days, comes, mailoutbox):
    network = NetworkFactory()
    member(network, rhythm=rhythm, digested_until=NOW - days * DAY - timedelta(minutes=5) if days else NOW)
    TopicFactory(network=network, created_at=NOW)
    assert queue_digests(NOW) == int(comes)
    assert send_all() == len(mailoutbox) == int(comes)


@pytest.mark.django_db
def test_it_says_what_is_new_and_nothing_older_or_hidden(mailoutbox):
    network = NetworkFactory(name="Counters")
    member(network, digested_until=NOW - 8 * DAY)
    TopicFactory(network=network, title="Announced", is_announcement=True, created_at=NOW - DAY)
    TopicFactory(network=network, title="Asked", created_at=NOW - DAY)
    old = TopicFactory(network=network, title="Old one answered", created_at=NOW - 20 * DAY)
    old.posts.create(text="Reply", created_at=NOW - DAY)
    TopicFactory(network=network, title="Older", created_at=NOW - 20 * DAY)
    hidden = TopicFactory(network=network, title="Hidden", created_at=NOW - DAY)
    hidden.posts.update(hidden_because="Off the subject")
    TopicFactory(title="Of another network", created_at=NOW - DAY)
    NetworkFileFactory(network=network, title="Notes", created_at=NOW - DAY)
    queue_digests(NOW)
    send_all()
    [letter] = mailoutbox
    told = ["Announced", "Asked", "Old one answered", "Notes"]
    assert letter.subject == "Counters: what is new"
    assert [word for word in (*told, "Older", "Hidden", "Of another network") if word in letter.body] == told


@pytest.mark.django_db
def test_without_news_no_letter(mailoutbox):
    network = NetworkFactory()
    member(network)
    assert queue_digests(NOW) == 0
    TopicFactory(network=network, created_at=NOW + timedelta(seconds=1))
    assert NetworkMember.objects.get().digested_until == NOW


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"state": "left"}, {"rhythm": "none"}])
def test_who_left_or_stopped_in_between_gets_none(change, mailoutbox):
    network = NetworkFactory()
    member(network)
    TopicFactory(network=network, created_at=NOW - DAY)
    queue_digests(NOW)
    NetworkMember.objects.update(**change)
    assert (send_all(), mailoutbox) == (0, [])


@pytest.mark.django_db
def test_one_click_stops_it_without_signing_in_and_without_a_cookie(mailoutbox):
    from django.test import Client

    network = NetworkFactory()
    own = member(network)
    TopicFactory(network=network, created_at=NOW - DAY)
    queue_digests(NOW)
    send_all()
    headers = mailoutbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>").partition("//")[2].partition("/")[2]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(f"/{address}").status_code == 200
    own.refresh_from_db()
    assert own.rhythm == "weekly"
    assert strict.post(f"/{address}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    own.refresh_from_db()
    assert (own.rhythm, own.state) == ("none", "active")
    assert strict.post(reverse("participants:network_stop", args=["nobody's"])).status_code == 404


@pytest.mark.django_db
def test_the_same_digest_leaves_once_however_often_it_is_sent(mailoutbox):
    network = NetworkFactory()
    member(network)
    TopicFactory(network=network, created_at=NOW - DAY)
    queue_digests(NOW)
    assert [send_all(), send_all(), len(mailoutbox)] == [1, 0, 1]
    assert queue_digests(NOW) == 0


@pytest.mark.django_db
def test_those_whose_worker_was_lost_are_queued_again(mailoutbox):
    network = NetworkFactory()
    member(network)
    TopicFactory(network=network, created_at=NOW - DAY)
    queue_digests(NOW)
    DBTaskResult.objects.all().delete()
    assert (queue_digests(NOW + timedelta(minutes=14)), send_all()) == (0, 0)
    queue_digests(NOW + timedelta(minutes=16))
    assert send_all() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 20])
def test_a_round_takes_as_many_statements_for_twenty(count, django_assert_max_num_queries):
    network = NetworkFactory()
    for _ in range(count):
        member(network)
    TopicFactory(network=network, created_at=NOW - DAY)
    with django_assert_max_num_queries(10):
        assert queue_digests(NOW) == count


class Dies(Exception):
    """What a kill looks like from inside."""


def killed_after(monkeypatch, number: int) -> None:
    """The mail server takes so many letters, then the process is gone, before it could write that the last one left."""
    left, send = [number], EmailBackend.send_messages

    def send_messages(self, messages):
        sent = send(self, messages)
        left[0] -= 1
        if left[0] < 0:
            raise Dies
        return sent

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


@pytest.mark.django_db
@pytest.mark.parametrize("protected", [True, False])
def test_a_kill_halfway_sends_no_letter_twice(protected, monkeypatch, mailoutbox):
    network = NetworkFactory()
    for _ in range(6):
        member(network)
    TopicFactory(network=network, created_at=NOW - DAY)
    queue_digests(NOW)
    pks = list(Digest.objects.values_list("pk", flat=True))
    with monkeypatch.context() as patch:
        killed_after(patch, 2)
        with pytest.raises(Dies):
            send_digests.func(pks)
    if not protected:
        Digest.objects.filter(sent_at=None).update(claimed_at=None)
    for pk in pks:
        send_digest(pk)
    addresses = [letter.to[0] for letter in mailoutbox]
    assert (len(set(addresses)), len(addresses) == len(set(addresses))) == (6, protected)


SENDER = """
import django; django.setup()
from participants.domain.networks.digest import send_digest
from participants.models import Digest
for pk in Digest.objects.order_by("pk").values_list("pk", flat=True):
    send_digest(pk)
    print(pk, flush=True)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_for_certain_sends_no_letter_twice(tmp_path, settings):
    network = NetworkFactory()
    for _ in range(40):
        member(network, person=PersonFactory())
    TopicFactory(network=network, created_at=NOW - DAY)
    queue_digests(NOW)
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "ROSTRUM_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "events_site.settings",
    }
    first = subprocess.Popen([sys.executable, "-c", SENDER], env=env, stdout=subprocess.PIPE, text=True)
    for _ in range(10):
        first.stdout.readline()
    first.send_signal(signal.SIGKILL)
    first.communicate()
    subprocess.run([sys.executable, "-c", SENDER], env=env, check=True, capture_output=True)
    letters = [line for path in (tmp_path / "mail").iterdir() for line in path.read_text().splitlines()]
    addresses = [line for line in letters if line.startswith("To: ")]
    assert len(addresses) == len(set(addresses)) >= 39


def database_url() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    user = f"{facts['USER']}:{facts['PASSWORD']}" if facts["PASSWORD"] else facts["USER"]
    return f"postgresql://{user}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
