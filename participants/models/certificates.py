"""Certificates: numbered, verified by anybody who has the code, and never changed."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from participants.querysets import CertificateQuerySet

from .people import Person

#: Without letters and digits that look alike; 16 of 32 make 80 bits, so that nobody guesses one.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_ALIKE = str.maketrans("OIL", "011", "- \t")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def plain_code(typed: str) -> str:
    """A code as it is kept, from one as people type it: hyphens, small letters, O for 0; empty where it is none."""
    code = typed.upper().translate(_ALIKE)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


class Certificate(models.Model):
    """`snapshot` is all that it says (see `outputs.sheets.certificates`); later changes of the person do not reach it.

    `is_second` is one of a kind that its holder has already: both were issued before two records became one person.
    """

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", _("certificate of participation")
        SPEAKER = "speaker", _("certificate for speakers")

    event = models.ForeignKey(Event, models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    number = models.PositiveIntegerField(_("number"))
    serial = models.CharField(_("serial number"), max_length=120, unique=True)
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code)
    snapshot = models.JSONField()
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    is_second = models.BooleanField(default=False, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-number"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="certificate_number_once"),
            models.UniqueConstraint(
                fields=["event", "person", "kind"],
                condition=Q(revoked_at=None, is_second=False),
                name="certificate_once",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def shown_code(self) -> str:
        """In fours, to be read and typed: "7K2M-..."."""
        return "-".join(self.code[start : start + 4] for start in range(0, LENGTH, 4))
