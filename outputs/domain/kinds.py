"""Kinds of documents as the secretariat has them: their texts, new ones, and those that are used no more.

Documents that were begun stay as they are, whatever is changed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from outputs.blocks.kind_parts import CLOSING, WRITTEN, offered_with
from outputs.editing.patterns import as_pattern, pattern_event
from outputs.editing.placeholders import OF_EVENT, unknown
from outputs.kinds import KINDS
from outputs.models import DocumentTemplate, TemplateText
from outputs.parts_of_kinds import Offered, as_sections, delivered, kind_of
from outputs.permissions import may_manage_kinds
from participants.domain.text import check_fields, one_line
from participants.models import User

LINES = ("name", "title", "subtitle")
FIELDS = (*LINES, "sections")


def text_of(found: Offered, language: str) -> TemplateText:
    """What the kind consists of in `language`: as the secretariat wrote it, else as it was delivered. Not saved."""
    row = found.row or DocumentTemplate(slug=found.slug, kind=found.kind.slug)
    kept = row.texts.filter(language=language).first() if row.pk else None
    if kept and kept.is_used:
        return kept
    text = kept or TemplateText(template=row, language=language)
    if found.is_own and found.text:
        text.name, text.title, text.subtitle = found.text.name, found.text.title, found.text.subtitle
        text.sections = found.text.sections
        return text
    text.name, text.title, text.subtitle = found.label, "", ""
    text.sections = TemplateText.sections.field.stream_block.to_python(as_sections(delivered(found.kind, language)))
    return text


def save_text(slug: str, language: str, *, by: User, data: Mapping[str, Any]) -> TemplateText:
    """Writes those of FIELDS that `data` holds, and keeps a revision. Documents begun from now on follow it.

    Raises PermissionDenied; ValidationError by field, also for placeholders that there are not, and for blocks that
    documents of this kind may not hold.
    """
    found = _kind(slug, language, by)
    with transaction.atomic():
        row = _row(found, by)
        text = text_of(kind_of(slug, language) or found, language)
        before = {name: str(getattr(text, name)) for name in LINES} | {"sections": _said(text)}
        text.template, text.is_used = row, True
        _fill(text, found, data)
        text.save()
        text.save_revision(user=by)
        after = {name: str(getattr(text, name)) for name in LINES} | {"sections": _said(text)}
        changed = sorted(name for name in FIELDS if before[name] != after[name])
        log(instance=row, action="outputs.change_kind", user=by, data=_named(text) | {"changed": changed})
    return text


def restore_delivered(slug: str, language: str, *, by: User) -> None:
    """The kind is again as it was delivered; what it was stays among its earlier versions.

    Raises PermissionDenied; ValidationError where it was not delivered.
    """
    found = _kind(slug, language, by)
    if found.is_own:
        raise ValidationError(_("This kind was not delivered; it was made here."))
    with transaction.atomic():
        text = TemplateText.objects.filter(template__slug=slug, language=language, is_used=True).first()
        if text is None:
            return
        text.is_used = False
        text.save(update_fields=["is_used", "updated_at"])
        log(instance=text.template, action="outputs.restore_kind", user=by, data=_named(text))


def restore_version(slug: str, language: str, *, by: User, revision: int) -> TemplateText:
    """An earlier version holds again, as a new one. Raises PermissionDenied; Revision.DoesNotExist."""
    _kind(slug, language, by)
    kept = TemplateText.objects.filter(template__slug=slug, language=language).first()
    if kept is None:
        raise Revision.DoesNotExist
    earlier = kept.revisions.get(pk=revision).as_object()
    return save_text(slug, language, by=by, data={name: getattr(earlier, name) for name in FIELDS})


def create_kind(*, by: User, name: str, behaves_as: str, language: str) -> TemplateText:
    """A kind of the secretariat's own, beginning with the parts of `behaves_as` as they are now.

    Raises PermissionDenied; ValidationError by field.
    """
    if not may_manage_kinds(by):
        raise PermissionDenied
    found = kind_of(behaves_as, language)
    if found is None or not found.kind.is_written:
        raise ValidationError({"behaves_as": _("No kind can be made from this one.")})
    name = one_line(name)
    slug = _free_slug(name)
    with transaction.atomic():
        row = DocumentTemplate.objects.create(slug=slug, kind=found.kind.slug, created_by=by)
        log(instance=row, action="outputs.create_kind", user=by, data={"name": name, "language": language})
        parts = text_of(found, language)
        title = "" if "{" in name else f"{name}: {{event}}"
        data = {"name": name, "title": title, "subtitle": "", "sections": parts.sections}
        return _first_text(row, language, by, data)


def _first_text(row: DocumentTemplate, language: str, by: User, data: Mapping[str, Any]) -> TemplateText:
    text = TemplateText(template=row, language=language)
    _fill(text, Offered(row.slug, KINDS[row.kind], data["name"], row), data)
    text.save()
    text.save_revision(user=by)
    return text


def retire_kind(slug: str, *, by: User) -> None:
    """Nobody begins documents of the kind any more; those there are stay. Raises PermissionDenied, ValidationError."""
    _set_retired(slug, by, retired=True)


def resume_kind(slug: str, *, by: User) -> None:
    """Documents of the kind may be begun again. Raises PermissionDenied, ValidationError."""
    _set_retired(slug, by, retired=False)


def _set_retired(slug: str, by: User, *, retired: bool) -> None:
    found = _kind(slug, "en", by)
    if not found.kind.is_written:
        raise ValidationError(_("This kind is made by the system, and always there."))
    if found.is_retired == retired:
        return
    with transaction.atomic():
        row = _row(found, by)
        row.retired_at = timezone.now() if retired else None
        row.save(update_fields=["retired_at"])
        action = "outputs.retire_kind" if retired else "outputs.resume_kind"
        log(instance=row, action=action, user=by, data={"name": found.label})


def _kind(slug: str, language: str, by: User) -> Offered:
    """Raises PermissionDenied; ValidationError where there is no such kind, or it is no text."""
    if not may_manage_kinds(by):
        raise PermissionDenied
    found = kind_of(slug, language)
    if found is None or not found.kind.is_text or language not in dict(settings.LANGUAGES):
        raise ValidationError(_("There is no document of the kind “%(kind)s”.") % {"kind": slug})
    return found


def _row(found: Offered, by: User) -> DocumentTemplate:
    """The locked row of the kind, made where there is none."""
    values = {"kind": found.kind.slug, "created_by": by}
    row, _made = DocumentTemplate.objects.select_for_update().get_or_create(slug=found.slug, defaults=values)
    return row


def _fill(text: TemplateText, found: Offered, data: Mapping[str, Any]) -> None:
    for name in data.keys() & set(LINES):
        setattr(text, name, one_line(data[name]))
    errors: dict[str, Any] = {}
    if strange := [name for line in (text.title, text.subtitle) for name in unknown(line, OF_EVENT)]:
        names = ", ".join(f"{{{name}}}" for name in strange)
        errors["title"] = _("There is no placeholder %(names)s.") % {"names": names}
    if "sections" in data:
        text.sections = text.sections.stream_block.clean(data["sections"])
        if refused := _refused(text, found):
            errors["sections"] = refused
    if errors:
        raise ValidationError(errors)
    check_fields(text, exclude=["template", "sections", "latest_revision"])


def _refused(text: TemplateText, found: Offered) -> str:
    """Blocks that only the team may see stay in the kinds that they belong to; what is always current needs a part."""
    allowed = offered_with(live_names(found, text.language))
    parts = list(text.sections)
    if not parts:
        return str(_("A document needs one part at least."))
    for part in parts:
        for one in part.value["content"]:
            if one.block_type not in allowed | WRITTEN.keys():
                label = one.block.label
                return str(_("A document of this kind may not hold “%(block)s”.") % {"block": label})
    return ""


def live_names(found: Offered, language: str) -> frozenset[str]:
    """The blocks of which the delivered kind consists."""
    parts = delivered(found.kind, language)
    return frozenset(name for part in parts if part.role != CLOSING for name, _value in part.content)


def delivered_head(found: Offered, language: str) -> dict[str, str]:
    """Title and subtitle as they were delivered, with placeholders for what they say of an event."""
    event = pattern_event()
    with translation.override(language):
        return {"title": as_pattern(found.kind.title(event)), "subtitle": as_pattern(found.kind.subtitle(event))}


def _said(text: TemplateText) -> str:
    """Parts without the ids of their blocks, which change when somebody saves."""
    return str([_without_ids(block) for block in text.sections.get_prep_value()])


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(each) for key, each in value.items() if key != "id"}
    return [_without_ids(each) for each in value] if isinstance(value, list) else value


def _free_slug(name: str) -> str:
    stem = slugify(name).replace("-", "_")[:36] or "document"
    taken = {*KINDS, *DocumentTemplate.objects.values_list("slug", flat=True)}
    return next(slug for slug in [stem, *(f"{stem}_{number}" for number in range(2, 1000))] if slug not in taken)


def _named(text: TemplateText) -> dict[str, Any]:
    return {"name": text.name, "language": text.language}
