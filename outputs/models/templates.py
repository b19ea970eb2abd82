"""Kinds of document as the secretariat has them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import RevisionMixin

from outputs.blocks.kind_parts import PartsBlocks


class DocumentTemplate(models.Model):
    """A kind that the secretariat changed, or made. `kind` names the module of `outputs.kinds` that it behaves as; a
    delivered kind has the slug of that module, and one that nobody touched has no row.
    """

    slug = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")

    def __str__(self) -> str:
        return self.slug


class TemplateText(RevisionMixin, models.Model):
    """What a kind is called and consists of, in one language; of letters and certificates, their `text` (see
    `outputs.domain.paper_texts`). A title that is empty is the delivered one. Where not `is_used`, the delivered one
    holds again; its revisions stay.
    """

    template = models.ForeignKey(DocumentTemplate, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(_("title of a new document"), max_length=200, blank=True)
    subtitle = models.CharField(_("subtitle of a new document"), max_length=200, blank=True)
    sections = StreamField(PartsBlocks(), blank=True, verbose_name=_("parts"))
    text = models.TextField(_("text"), max_length=4000, blank=True)
    is_used = models.BooleanField(default=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["template", "language"]
        verbose_name = _("text of a kind of document")
        verbose_name_plural = _("texts of kinds of documents")
        constraints = [models.UniqueConstraint(fields=["template", "language"], name="template_text_once")]

    def __str__(self) -> str:
        return self.name
