"""Networks: people who stay together around a theme, what they say to each other, and the digest of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event, Theme
from participants.querysets import NetworkQuerySet

from .people import Person


class Network(models.Model):
    """`born_from` is the event, `origin` the words for what of it, such as the title of a workshop.

    Without an active moderator it needs one: the secretariat sees that, and members read it.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public: everyone reads what it is for")
        PRIVATE = "private", _("private: no list names it; whoever has an account and its address reads what it is for")
        HIDDEN = "hidden", _("hidden: known to its members alone")

    class Joining(models.TextChoices):
        OPEN = "open", _("whoever wants to")
        REQUEST = "request", _("on request, moderators decide")
        INVITATION = "invitation", _("by invitation only")

    slug = models.SlugField(_("part of the address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), max_length=4000)
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    joining = models.CharField(_("how to join"), max_length=10, choices=Joining.choices, default=Joining.REQUEST)
    themes = models.ManyToManyField(Theme, blank=True, related_name="networks", verbose_name=_("themes"))
    events = models.ManyToManyField(Event, blank=True, related_name="networks", verbose_name=_("related events"))
    born_from = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="networks_born", verbose_name=_("born from")
    )
    origin = models.CharField(_("of what"), max_length=250, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("participants:network", args=[self.slug])


class NetworkMember(models.Model):
    """`token` is the digest of that in the letter that asked; empty once answered. `key` opens, without an account, the
    page that stops the digest (RFC 8058), and nothing else.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        MODERATOR = "moderator", _("moderator")

    class State(models.TextChoices):
        ASKED = "asked", _("asked, not answered yet")
        REQUESTED = "requested", _("asks to join")
        ACTIVE = "active", _("member")
        DECLINED = "declined", _("said no")
        LEFT = "left", _("left")
        REMOVED = "removed", _("removed")

    class ShownTo(models.TextChoices):
        MODERATORS = "moderators", _("moderators only")
        MEMBERS = "members", _("all members")
        PUBLIC = "public", _("everyone")

    class Rhythm(models.TextChoices):
        NONE = "none", _("no digest")
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")
        MONTHLY = "monthly", _("every month")

    network = models.ForeignKey(Network, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="network_memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    shown_to = models.CharField(
        _("who sees that I am a member"), max_length=10, choices=ShownTo.choices, default=ShownTo.MEMBERS
    )
    shows_contact = models.BooleanField(_("members see my e-mail address"), default=False)
    rhythm = models.CharField(_("digest by e-mail"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    digested_until = models.DateTimeField(default=timezone.now)
    words = models.TextField(_("why I want to join"), max_length=1000, blank=True)
    consent = models.TextField(_("what was agreed to"), blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    token = models.CharField(max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=43, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["person__sort_name", "pk"]
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        constraints = [models.UniqueConstraint(fields=["network", "person"], name="network_member_once")]
        indexes = [models.Index(fields=["state", "rhythm", "digested_until"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.network}"

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE


class Topic(models.Model):
    """Its first post opens it. `author` is empty for somebody whose data were erased."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="topics")
    title = models.CharField(_("title"), max_length=200)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    is_announcement = models.BooleanField(_("announcement"), default=False)
    is_pinned = models.BooleanField(_("kept on top"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-is_pinned", "-last_post_at", "-pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participants:network_topic", args=[self.network.slug, self.pk])


class Post(models.Model):
    """`hidden_because` is why a moderator hid it: its text is then read by nobody but moderators."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="network_posts")
    text = models.TextField(_("text"), max_length=10000)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.text[:60]


class NetworkFile(models.Model):
    network = models.ForeignKey(Network, models.CASCADE, related_name="files")
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="network_files")
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(upload_to="networks/", storage=private_storage, max_length=120)
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("file of a network")
        verbose_name_plural = _("files of networks")

    def __str__(self) -> str:
        return self.title


class Digest(models.Model):
    """A digest that a member gets: the news from `since` to `until`. It is written with the row that queues its letter,
    and `sent_at` when that has left, so that a stop in between costs nobody a digest and sends none twice.
    """

    member = models.ForeignKey(NetworkMember, models.CASCADE, related_name="digests")
    since = models.DateTimeField()
    until = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "since"], name="digest_once"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="digest_goes_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.until:%Y-%m-%d}"
