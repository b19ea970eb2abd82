"""Records that turned out to be of one person, and those that turned out not to be."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import Person


class PersonMerge(models.Model):
    """`name` is that of the record that is gone. `journal` holds what was changed, so that it can be undone.

    It repeats what stood in rows about the person: whoever erases a person erases these too.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    name = models.CharField(_("name"), max_length=150)
    journal = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("merge of records")
        verbose_name_plural = _("merges of records")

    def __str__(self) -> str:
        return f"{self.name} → {self.person}"


class DifferentPeople(models.Model):
    """Two records that somebody compared and found to be of two people. `key` is made of both their uids."""

    key = models.CharField(max_length=80, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("two different people")
        verbose_name_plural = _("different people")

    def __str__(self) -> str:
        return self.key

    @staticmethod
    def key_of(one: object, other: object) -> str:
        """The same for two uids in whichever order."""
        return ":".join(sorted([str(one), str(other)]))
