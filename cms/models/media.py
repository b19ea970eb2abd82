"""Pictures and documents of pages, as models of our own from the first migration: swapping them later is painful."""

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    admin_form_fields = Image.admin_form_fields


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PageDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields
