"""A board of a session: a question, a time box, cards of everybody in the room, clusters and dots."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.models import Person

from .programme import Session
from .record import Recommendation, RecordEntry


class Board(models.Model):
    """Cards are taken until `closes_at`; after that, dots while `is_voting`. `votes` is how many dots each has."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="board")
    question = models.CharField(_("question"), max_length=250)
    votes = models.PositiveSmallIntegerField(_("dots of each"), default=3)
    closes_at = models.DateTimeField(_("closes"))
    is_voting = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("brainstorming board")
        verbose_name_plural = _("brainstorming boards")

    def __str__(self) -> str:
        return self.question

    def is_collecting(self, at: datetime | None = None) -> bool:
        return (at or timezone.now()) < self.closes_at


class Cluster(models.Model):
    board = models.ForeignKey(Board, models.CASCADE, related_name="clusters")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["board", "name"], name="cluster_name_once")]

    def __str__(self) -> str:
        return self.name


class Card(models.Model):
    """Nobody but its author learns on the board whose it is; the record names them as proposers where `is_named`.

    `key` is made with the form: sent twice, it is there once. What it became is an entry or a recommendation.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="cards")
    person = models.ForeignKey(Person, models.CASCADE, related_name="cards")
    key = models.UUIDField()
    text = models.CharField(_("idea"), max_length=280)
    is_named = models.BooleanField(_("The record may name me with it"), default=True)
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, blank=True, related_name="cards")
    entry = models.ForeignKey(RecordEntry, models.SET_NULL, null=True, related_name="cards")
    recommendation = models.ForeignKey(Recommendation, models.SET_NULL, null=True, related_name="cards")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        constraints = [models.UniqueConstraint(fields=["board", "person", "key"], name="card_once")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_used(self) -> bool:
        return bool(self.entry_id or self.recommendation_id)


class Dot(models.Model):
    card = models.ForeignKey(Card, models.CASCADE, related_name="dots")
    person = models.ForeignKey(Person, models.CASCADE, related_name="dots")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "person"], name="dot_once")]

    def __str__(self) -> str:
        return f"{self.card_id}"
