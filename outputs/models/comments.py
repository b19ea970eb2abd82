"""What readers say of a draft that is out for comments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participants.models import Person

from .output import Output


class CommentPeriod(models.Model):
    """While a draft is open for comments, until the end of which, and to whom: all participants, or `readers`."""

    class Audience(models.TextChoices):
        PARTICIPANTS = "participants", _("all participants")
        READERS = "readers", _("the people named")

    output = models.OneToOneField(Output, models.CASCADE, related_name="comment_period")
    audience = models.CharField(_("who may comment"), max_length=12, choices=Audience.choices)
    readers = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("readers"))
    opened_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("comment period")
        verbose_name_plural = _("comment periods")

    def __str__(self) -> str:
        return f"{self.output_id}: {self.ends_at:%Y-%m-%d}"


class Comment(models.Model):
    """On the piece of the document with the id `node`; `number` and `quote` are how it read when this was written."""

    output = models.ForeignKey(Output, models.CASCADE, related_name="comments")
    node = models.CharField(max_length=120)
    number = models.CharField(max_length=20, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField(_("comment"), max_length=5000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="document_comments")
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return f"{self.output_id}, {self.number or self.node}"
