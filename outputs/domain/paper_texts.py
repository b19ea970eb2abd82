"""What letters and certificates say where an event has no text of its own: as delivered, or as the secretariat has it.

An event's own text (`stationery`) goes before this, and what was issued keeps what it said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from outputs.editing.placeholders import KNOWN, unknown
from outputs.models import DocumentTemplate, TemplateText
from outputs.permissions import may_manage_kinds
from outputs.words.papers import words_of_papers
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import User

LETTERS: dict[str, str | Promise] = {
    "invitation": gettext_lazy("Letter of invitation"),
    "visa": gettext_lazy("Letter for a visa"),
}
CERTIFICATES: dict[str, str | Promise] = {
    "participation": gettext_lazy("Certificate of participation"),
    "speaker": gettext_lazy("Certificate of appreciation for speakers"),
}
PAPERS = {**LETTERS, **CERTIFICATES}
NAME, EVENT = "{name}", "{event}"


@dataclass(frozen=True, slots=True)
class PaperText:
    """`heading` is that of a certificate; `text` has placeholders, an empty line parts paragraphs of a letter."""

    heading: str
    text: str
    is_changed: bool = False


def paper_text(kind: str, language: str) -> PaperText:
    """What a paper of PAPERS says in `language`. One query."""
    kept = TemplateText.objects.filter(template__slug=slug_of(kind), language=language, is_used=True).first()
    return PaperText(kept.title, kept.text, True) if kept else delivered_text(kind, language)


def certificate_words(kind: str, language: str) -> dict[str, str]:
    """{heading, certifies, did} of a certificate as the secretariat has them; empty where it has none. One query."""
    found = paper_text(kind, language)
    if not found.is_changed:
        return {}
    before, _name, rest = found.text.partition(NAME)
    return {"heading": found.heading, "certifies": before.strip(), "did": rest.partition(EVENT)[0].strip()}


def slug_of(kind: str) -> str:
    """No kind of document has a slug with a hyphen."""
    return f"paper-{kind}"


def rows() -> list[dict[str, Any]]:
    """The papers with the names of the languages in which they were changed. One query."""
    slugs = [slug_of(kind) for kind in PAPERS]
    texts = TemplateText.objects.filter(template__slug__in=slugs, is_used=True).values_list(
        "template__slug", "language"
    )
    names = dict(settings.LANGUAGES)
    changed = {kind: [str(names[code]) for slug, code in texts if slug == slug_of(kind)] for kind in PAPERS}
    return [{"slug": kind, "label": label, "changed": changed[kind]} for kind, label in PAPERS.items()]


def save_paper_text(kind: str, language: str, *, by: User, text: str, heading: str = "") -> None:
    """Raises PermissionDenied; ValidationError by field, also for placeholders that there are not."""
    _check(kind, language, by)
    with transaction.atomic():
        row, _made = DocumentTemplate.objects.select_for_update().get_or_create(
            slug=slug_of(kind), defaults={"kind": kind, "created_by": by}
        )
        kept = row.texts.filter(language=language).first() or TemplateText(template=row, language=language)
        kept.name, kept.title = str(PAPERS[kind]), one_line(heading)
        kept.text = many_lines(text) if kind in LETTERS else one_line(text)
        kept.is_used = True
        _refuse(kind, kept)
        check_fields(kept, exclude=["template", "sections", "latest_revision"])
        kept.save()
        kept.save_revision(user=by)
        log(instance=row, action="outputs.change_kind", user=by, data=_named(kept) | {"changed": ["text"]})


def restore_paper_text(kind: str, language: str, *, by: User) -> None:
    """The delivered text holds again. Raises PermissionDenied, ValidationError."""
    _check(kind, language, by)
    with transaction.atomic():
        kept = TemplateText.objects.filter(template__slug=slug_of(kind), language=language, is_used=True).first()
        if kept is None:
            return
        kept.is_used = False
        kept.save(update_fields=["is_used", "updated_at"])
        log(instance=kept.template, action="outputs.restore_kind", user=by, data=_named(kept))


def _check(kind: str, language: str, by: User) -> None:
    if not may_manage_kinds(by):
        raise PermissionDenied
    if kind not in PAPERS or language not in dict(settings.LANGUAGES):
        raise ValidationError(_("There is no document of the kind “%(kind)s”.") % {"kind": kind})


def _refuse(kind: str, kept: TemplateText) -> None:
    known = KNOWN if kind in LETTERS else {"name", "event"}
    if strange := unknown(kept.text, known):
        names = ", ".join(f"{{{name}}}" for name in strange)
        raise ValidationError({"text": _("There is no placeholder %(names)s.") % {"names": names}})
    if not kept.text:
        raise ValidationError({"text": _("Say something.")})
    if kind in CERTIFICATES and not (kept.text.partition(NAME)[2].rstrip(".").endswith(EVENT)):
        raise ValidationError({"text": _("It names {name} first and ends with {event}.")})
    if kind in CERTIFICATES and (kept.text.count(NAME), kept.text.count(EVENT)) != (1, 1):
        raise ValidationError({"text": _("It names {name} and {event} once each.")})


def _named(kept: TemplateText) -> dict[str, Any]:
    return {"name": kept.name, "language": kept.language}


def delivered_text(kind: str, language: str) -> PaperText:
    """As the program says it."""
    if kind in CERTIFICATES:
        words = words_of_papers(language)
        did = words["contributed" if kind == "speaker" else "took_part"]
        return PaperText(words[kind], f"{words['certifies']} {NAME} {did} {EVENT}")
    with translation.override(language):
        return PaperText("", _visa() if kind == "visa" else _invitation())


def _visa() -> str:
    return _(
        "To whom it may concern\n\nThis is to confirm that {honorific} {name}, {title}, {institution}, is "
        "registered and approved as a participant ({category}) of the {event}, to be held in {place}, {dates}."
        "\n\nWe should be grateful if the competent authorities would give {honorific} {name} the assistance "
        "needed to obtain a visa in time for the meeting. This letter does not replace a visa."
    )


def _invitation() -> str:
    return _(
        "It is our pleasure to invite you to the {event}, to be held in {place}, {dates}.\n\nYour registration as "
        "{category} has been approved. Please show this letter with your identity document when you collect your "
        "badge.\n\nWe look forward to welcoming you."
    )
