"""What members say and share."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from participants.domain.networks import talk
from participants.models import Network, Post
from tests.factories.networks import MemberFactory, NetworkFactory, NetworkFileFactory, TopicFactory
from tests.factories.participants import PersonFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    return NetworkFactory()


@pytest.fixture
def member(network):
    return MemberFactory(network=network, person=PersonFactory(user=make_user())).person.user


@pytest.fixture
def moderator(network):
    return MemberFactory(network=network, role="moderator", person=PersonFactory(user=make_user())).person.user


def test_a_topic_is_opened_and_answered(client, network, member):
    client.force_login(member)
    new = reverse("participants:network_topic_new", args=[network.slug])
    page = client.post(new, {"title": " Counters ", "text": "How many?"}, follow=True)
    topic = network.topics.get()
    assert (topic.title, topic.is_announcement, "How many?" in page.content.decode()) == ("Counters", False, True)
    client.post(topic.get_absolute_url(), {"text": "Nine. <b>"})
    assert "Nine. &lt;b&gt;" in client.get(topic.get_absolute_url()).content.decode()
    topic.refresh_from_db()
    assert topic.last_post_at == topic.posts.last().created_at


def test_announcements_are_the_moderators(network, member, moderator):
    with pytest.raises(PermissionDenied):
        talk.open_topic(network, by=member, title="A", text="B", announcement=True)
    assert talk.open_topic(network, by=moderator, title="A", text="B", announcement=True).is_announcement


def test_strangers_and_former_members_write_nothing(network):
    stranger = make_user()
    left = MemberFactory(network=network, state="left", person=PersonFactory(user=make_user())).person.user
    topic, shared = TopicFactory(network=network), NetworkFileFactory(network=network)
    for user in (stranger, left):
        for write in (
            lambda by: talk.open_topic(network, by=by, title="A", text="B"),
            lambda by: talk.reply(topic, by=by, text="B"),
            lambda by: talk.share_file(network, by=by, title="A", upload=files.upload(files.pdf())),
            lambda by: talk.remove_file(shared, by=by),
            lambda by: talk.edit_post(topic.posts.get(), by=by, text="B"),
        ):
            with pytest.raises(PermissionDenied):
                write(user)


def test_a_closed_network_is_read_and_not_written(network, member):
    Network.objects.update(closed_at=timezone.now())
    network.refresh_from_db()
    for write in (
        lambda: talk.open_topic(network, by=member, title="A", text="B"),
        lambda: talk.share_file(network, by=member, title="A", upload=files.upload(files.pdf())),
    ):
        with pytest.raises(ValidationError):
            write()


def test_one_changes_what_one_wrote_for_half_an_hour(network, member):
    post = talk.open_topic(network, by=member, title="A", text="B").posts.get()
    talk.edit_post(post, by=member, text="C")
    assert Post.objects.get().text == "C"
    post.created_at = timezone.now() - timedelta(minutes=31)
    with pytest.raises(PermissionDenied):
        talk.edit_post(post, by=member, text="D")


def test_a_hidden_post_is_read_by_moderators_alone(client, network, member, moderator):
    topic = TopicFactory(network=network, text="Canary")
    client.force_login(moderator)
    address = reverse("participants:network_post_moderate", args=[network.slug, topic.posts.get().pk])
    client.post(address, {"reason": " "})
    assert Post.objects.get().hidden_because == ""
    client.post(address, {"reason": "Off the subject"})
    shown = {}
    for name, user in {"member": member, "moderator": moderator}.items():
        client.force_login(user)
        page = client.get(topic.get_absolute_url()).content.decode()
        shown[name] = ("Off the subject" in page, "Canary" in page)
        found = client.get(reverse("participants:network_topics", args=[network.slug]), {"q": "canary"})
        assert list(found.context["topics"]) == []
    assert shown == {"member": (True, False), "moderator": (True, True)}


@pytest.mark.parametrize(("content", "words"), files.REFUSED)
def test_files_are_judged_like_papers(network, member, content, words):
    name = "a.pdf" if "fit the name" in words else "a"
    with pytest.raises(ValidationError, match=words) as refused:
        talk.share_file(network, by=member, title="A", upload=files.upload(content, name))
    assert (list(refused.value.message_dict), network.files.count()) == (["file"], 0)


def test_a_file_is_shared_sent_and_removed(client, network, member):
    client.force_login(member)
    share = reverse("participants:network_share", args=[network.slug])
    client.post(share, {"title": "Notes", "file": files.upload(files.pdf(), "../../notes.pdf")})
    shared = network.files.get()
    response = client.get(reverse("participants:network_file", args=[network.slug, shared.pk]))
    assert (shared.name, b"".join(response), response["Cache-Control"]) == (
        "notes.pdf",
        files.pdf(),
        "private, no-store",
    )
    client.post(reverse("participants:network_file_remove", args=[network.slug, shared.pk]))
    assert not network.files.exists()


def test_a_flood_is_stopped(network, member, monkeypatch):
    monkeypatch.setattr(talk, "MOST_A_DAY", 1)
    topic = talk.open_topic(network, by=member, title="A", text="B")
    with pytest.raises(ValidationError):
        talk.reply(topic, by=member, text="C")


@pytest.mark.parametrize("query", ["%", "x" * 5000, "%00", "'\"", "名"])
def test_nothing_that_is_typed_breaks_the_search(client, network, member, query):
    client.force_login(member)
    assert client.get(reverse("participants:network_topics", args=[network.slug]), {"q": query}).status_code == 200
