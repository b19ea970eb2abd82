"""What members of a network say and share: topics, announcements, replies, files."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.file_names import clean_name
from cms.inspection.findings import PAPERS, PICTURES, TABLES
from cms.inspection.run import inspect
from participants.domain.people import person_of
from participants.domain.text import many_lines, one_line
from participants.erasing import delete_on_commit
from participants.models import Network, NetworkFile, NetworkMember, Person, Post, Topic, User
from participants.permissions import is_member, is_own, may_moderate

FORMATS = PAPERS | PICTURES | TABLES
EDITABLE = timedelta(minutes=30)
MOST_A_DAY = 50  # posts, and files, of one member


def open_topic(network: Network, *, by: User, title: str, text: str, announcement: bool = False) -> Topic:
    """With its first post. Announcements are the moderators'. Raises PermissionDenied, ValidationError by field."""
    _check_writes(by, network)
    if announcement and not may_moderate(by, network):
        raise PermissionDenied
    author = person_of(by)
    topic = Topic(network=network, title=one_line(title), author=author, is_announcement=announcement)
    topic.clean_fields(exclude=["network", "author"])
    with transaction.atomic():
        _check_not_flooding(network, author)
        topic.save()
        _post(topic, author, text)
    return topic


def reply(topic: Topic, *, by: User, text: str) -> Post:
    """Raises PermissionDenied, ValidationError for "text"."""
    _check_writes(by, topic.network)
    with transaction.atomic():
        author = person_of(by)
        _check_not_flooding(topic.network, author)
        post = _post(topic, author, text)
        Topic.objects.filter(pk=topic.pk).update(last_post_at=post.created_at)
    return post


def edit_post(post: Post, *, by: User, text: str) -> None:
    """One's own, for half an hour. Raises PermissionDenied, ValidationError for "text"."""
    if not may_edit_post(by, post):
        raise PermissionDenied
    post.text, post.edited_at = many_lines(text), timezone.now()
    post.clean_fields(exclude=["topic", "author"])
    post.save(update_fields=["text", "edited_at"])


def may_edit_post(user: Any, post: Post) -> bool:
    return bool(post.author and is_own(user, post.author) and is_editable(post) and is_member(user, post.topic.network))


def is_editable(post: Post) -> bool:
    """For its author, who is a member."""
    return timezone.now() - post.created_at <= EDITABLE and not post.hidden_because


def with_moderators(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Each with `by_moderator`: anybody may bear a moderator's name, or one that looks like it."""
    moderating = NetworkMember.objects.filter(state="active", role="moderator")
    mine = moderating.filter(network=OuterRef("topic__network"), person=OuterRef("author"))
    return posts.annotate(by_moderator=Exists(mine))


def hide_post(post: Post, *, by: User, reason: str) -> None:
    """With a reason only moderators read it any more; without one, it is shown again. Raises PermissionDenied."""
    if not may_moderate(by, post.topic.network):
        raise PermissionDenied
    post.hidden_because = one_line(reason)
    post.clean_fields(exclude=["topic", "author"])
    post.save(update_fields=["hidden_because"])
    log(instance=post.topic.network, action="participants.hide_post", user=by)


def pin_topic(topic: Topic, *, by: User, pinned: bool) -> None:
    """Raises PermissionDenied."""
    if not may_moderate(by, topic.network):
        raise PermissionDenied
    Topic.objects.filter(pk=topic.pk).update(is_pinned=pinned)


def share_file(network: Network, *, by: User, title: str, upload: File) -> NetworkFile:
    """Judged by its content like a paper. Raises PermissionDenied, ValidationError by field."""
    _check_writes(by, network)
    try:
        found = inspect(upload, max_bytes=settings.PAPER_MAX_BYTES, formats=FORMATS)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal}) from None
    author, extension = person_of(by), found.format.extension
    name = clean_name(upload.name or "", extension=extension, otherwise="file")
    facts = {"name": name, "media_type": found.format.media_type, "size": upload.size}
    shared = NetworkFile(network=network, author=author, title=one_line(title), **facts)
    shared.clean_fields(exclude=["network", "author", "file"])
    with transaction.atomic():
        _check_not_flooding(network, author)
        shared.file.save(name, upload, save=True)
    return shared


def remove_file(shared: NetworkFile, *, by: User) -> None:
    """By who shared it, and by moderators. Raises PermissionDenied."""
    is_author = bool(shared.author and is_own(by, shared.author))
    if not (is_author or may_moderate(by, shared.network)):
        raise PermissionDenied
    with transaction.atomic():
        delete_on_commit([shared.file])
        shared.delete()


def _post(topic: Topic, author: Person, text: str) -> Post:
    post = Post(topic=topic, author=author, text=many_lines(text))
    post.clean_fields(exclude=["topic", "author"])
    post.save()
    return post


def _check_writes(by: User, network: Network) -> None:
    if not is_member(by, network):
        raise PermissionDenied
    if network.closed_at:
        raise ValidationError({NON_FIELD_ERRORS: _("This network is closed.")})


def _check_not_flooding(network: Network, author: Person) -> None:
    since = timezone.now() - timedelta(days=1)
    posts = Post.objects.filter(topic__network=network, author=author, created_at__gte=since).count()
    files = NetworkFile.objects.filter(network=network, author=author, created_at__gte=since).count()
    if posts >= MOST_A_DAY or files >= MOST_A_DAY:
        raise ValidationError({NON_FIELD_ERRORS: _("That is a lot for one day. Go on tomorrow.")})
