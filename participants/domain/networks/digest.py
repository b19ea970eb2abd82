"""The letter about what is new in a network, in the rhythm each member chose.

A digest is a row, unique for its member and beginning. It is written together with the new beginning of the next one,
and the task that sends it claims it first: whatever is killed, the same news leave at most once. A digest that was
claimed and never sent is not sent again by itself: whether it left, nobody knows.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from participants.domain.letters import address_of
from participants.domain.text import one_line
from participants.models import Digest, Network, NetworkFile, NetworkMember, Post, Topic

Rhythm, State = NetworkMember.Rhythm, NetworkMember.State
LENGTHS = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7), Rhythm.MONTHLY: timedelta(days=30)}
PARCEL = 200
LOST_AFTER = timedelta(minutes=15)
MOST_TOLD = 20


def queue_digests(at: datetime | None = None) -> int:
    """For members whose time has come, at most PARCEL of them in a transaction; how many digests were written.

    To be called every round: what is left is done in the next ones. Those whose worker was lost before it came to them
    are queued again.
    """
    now = at or timezone.now()
    lost = Digest.objects.filter(claimed_at=None, until__lt=now - LOST_AFTER).values_list("pk", flat=True)[:PARCEL]
    if left := list(lost):
        send_digests.enqueue(left)
    with transaction.atomic():
        members = list(_due(now))
        digests = [Digest(member=member, since=member.digested_until, until=now) for member in members]
        with_news = _having_news(members, now)
        made = Digest.objects.bulk_create([each for each in digests if each.member_id in with_news])
        NetworkMember.objects.filter(pk__in=[member.pk for member in members]).update(digested_until=now)
        if made:
            send_digests.enqueue([digest.pk for digest in made])
    return len(made)


@task()
def send_digests(pks: list[int]) -> None:
    for pk in pks:
        send_digest(pk)


def send_digest(pk: int) -> bool:
    """Sends it unless somebody else has claimed it; whether it left."""
    claimed = Digest.objects.filter(pk=pk, claimed_at=None).update(claimed_at=timezone.now())
    if not claimed:
        return False
    digest = Digest.objects.select_related("member__network", "member__person__user").get(pk=pk)
    member = digest.member
    address = address_of(member.person)
    if not (address and member.is_active and member.rhythm != Rhythm.NONE and not member.network.closed_at):
        return False
    _letter(digest, address).send()
    Digest.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


def news_of(network: Network, since: datetime, until: datetime) -> dict[str, list[Any]]:
    """What was said and shared between two moments: announcements and topics opened, topics with replies, files."""
    span = {"created_at__gt": since, "created_at__lte": until}
    topics = list(Topic.objects.filter(network=network, **span).exclude(posts__hidden_because__gt="")[:MOST_TOLD])
    replied = Post.objects.filter(topic__network=network, hidden_because="", **span).exclude(topic__in=topics)
    answered = Topic.objects.filter(pk__in=replied.values("topic"))[:MOST_TOLD]
    files = list(NetworkFile.objects.filter(network=network, **span)[:MOST_TOLD])
    return {
        "announcements": [topic for topic in topics if topic.is_announcement],
        "topics": [topic for topic in topics if not topic.is_announcement],
        "answered": list(answered),
        "files": files,
    }


def stop_digest(key: str) -> NetworkMember | None:
    """What the one-click address does (RFC 8058): this network's digest stops, nothing else. None for no key."""
    member = NetworkMember.objects.filter(key=key).select_related("network").first()
    if member:
        NetworkMember.objects.filter(pk=member.pk).update(rhythm=Rhythm.NONE)
    return member


def unsubscribe_url(member: NetworkMember) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:network_stop', args=[member.key])}"


def _due(now: datetime) -> Any:
    due = Q()
    for rhythm, length in LENGTHS.items():
        due |= Q(rhythm=rhythm, digested_until__lte=now - length)
    active = NetworkMember.objects.filter(due, state=State.ACTIVE, network__closed_at=None)
    return active.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:PARCEL]


def _having_news(members: list[NetworkMember], now: datetime) -> set[int]:
    """Ids of the members in whose network something was said since their last digest; two statements."""
    networks = {member.network_id for member in members}
    posts = Post.objects.filter(topic__network__in=networks, hidden_because="", created_at__lte=now).order_by()
    files = NetworkFile.objects.filter(network__in=networks, created_at__lte=now).order_by()
    last = dict(posts.values_list("topic__network").annotate(Max("created_at")))
    for network, moment in files.values_list("network").annotate(Max("created_at")):
        last[network] = max(moment, last.get(network, moment))
    return {each.pk for each in members if each.network_id in last and last[each.network_id] > each.digested_until}


def _letter(digest: Digest, address: str) -> EmailMessage:
    member, network = digest.member, digest.member.network
    base, stop = settings.WAGTAILADMIN_BASE_URL, unsubscribe_url(member)
    with translation.override(settings.LANGUAGE_CODE):
        context = news_of(network, digest.since, digest.until) | {
            "network": network,
            "name": member.person.name,
            "base": base,
            "stop": stop,
            "settings": f"{base}{reverse('participants:network_settings', args=[network.slug])}",
        }
        text = render_to_string("participants/letters/digest.txt", context).strip()
    subject, _rest, body = text.partition("\n")
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(one_line(subject), f"{body.strip()}\n", to=[address], headers=headers)
