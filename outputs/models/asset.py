"""The bytes of pictures that documents show."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.files import private_storage
from cms.models import Event


class Asset(models.Model):
    """A picture as documents of an event show it: of a size for print, without what a camera noted in it. It is named
    by its SHA-256, never changed and never deleted, since what is frozen shows it; `image_id` is the picture of the
    library that it was made from, whether that is still there or not, and `original` the digest of that picture then.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    image_id = models.PositiveIntegerField()
    original = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField(upload_to="assets/", storage=private_storage, max_length=120)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("picture of a document")
        verbose_name_plural = _("pictures of documents")
        constraints = [models.UniqueConstraint(fields=["event", "image_id", "sha256"], name="asset_once")]

    def __str__(self) -> str:
        return self.sha256
