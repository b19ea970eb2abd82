"""What is held of a person in networks, for My data and its copy; and what is left of it when they are erased."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from participants.erasing import Gone
from participants.holdings import Source
from participants.models import NetworkFile, NetworkMember, Post, Topic
from participants.personal_data import ACCOUNT, names_of, plain

TALK = _("as long as the network")
OF_MEMBER = ("network", "role", "state", "shown_to", "shows_contact", "rhythm", "words", "consent", "consented_at")


def sources() -> list[Source]:
    return [MEMBERSHIPS, POSTS, FILES]


def not_personal() -> dict[str, Any]:
    return {
        "participants.Network.by": _("an act of office, listed under what was done"),
        "participants.Topic.author": _("listed with the first post of the topic"),
    }


def erase_member(gone: Gone) -> None:
    """What was said and shared stays, as that of a former member."""
    Topic.objects.filter(author=gone.person).update(author=None)
    Post.objects.filter(author=gone.person).update(author=None)
    NetworkFile.objects.filter(author=gone.person).update(author=None)
    gone.person.network_memberships.all().delete()


MEMBERSHIPS = Source(
    slug="networks",
    order=70,
    label=_("Networks"),
    purpose=_("so that you read and are read there"),
    until=ACCOUNT,
    query=lambda person: NetworkMember.objects.filter(person=person).select_related("network"),
    row=plain(*OF_MEMBER),
    labels=names_of(NetworkMember, *OF_MEMBER[:-1]) | {"consented_at": _("agreed")},
    relations=("participants.NetworkMember.person",),
)
POSTS = Source(
    slug="posts",
    order=71,
    label=_("What you wrote in networks"),
    purpose=_("so that members can answer"),
    until=TALK,
    query=lambda person: Post.objects.filter(author=person).select_related("topic"),
    row=plain("topic", "text", "created_at"),
    labels=names_of(Post, "topic", "text") | {"created_at": _("when")},
    relations=("participants.Post.author",),
)
FILES = Source(
    slug="network-files",
    order=72,
    label=_("Files you shared in networks"),
    purpose=_("so that members can read them"),
    until=TALK,
    query=lambda person: NetworkFile.objects.filter(author=person).select_related("network"),
    row=plain("network", "title", "name", "created_at"),
    labels=names_of(NetworkFile, "network", "title", "name") | {"created_at": _("when")},
    relations=("participants.NetworkFile.author",),
    files=lambda shared: [(shared.name, shared.file)],
)
