"""The texts of the event's page, as a draft."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.fields import RichTextField, StreamField

from cms.domain.pages import create_event_page, page_type_of
from cms.models import Event, EventPage

from .base import Part


def text_fields(page_type: type[EventPage]) -> list[str]:
    """The lede, and what is written as rich text or blocks."""
    rich = (field.name for field in page_type._meta.fields if isinstance(field, RichTextField | StreamField))
    return ["lede", *rich]


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    """Of the first page, as it was last written: a draft of it is ahead of what is live."""
    page = event.pages.order_by("pk").first()
    if page is None:
        return {}
    page = page.get_latest_revision_as_object()
    values = {name: _plain(page, name) for name in text_fields(type(page))}
    return {name: value for name, value in values.items() if value}


def _plain(page: EventPage, name: str) -> Any:
    """Blocks without their ids, which belong to one page."""
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if not isinstance(field, StreamField):
        return value
    return [{"type": block["type"], "value": block["value"]} for block in value.get_prep_value()]


def give(event: Event, data: dict[str, Any], by: AbstractUser) -> list[str]:
    page_type = page_type_of(event)
    streams = {field.name: field for field in page_type._meta.fields if isinstance(field, StreamField)}
    known = {name: value for name, value in data.items() if name in text_fields(page_type)}
    fields = {
        name: streams[name].stream_block.to_python(value) if name in streams else value for name, value in known.items()
    }
    create_event_page(event, by=by, **fields)
    return []


def tell(data: dict[str, Any], event: Event) -> str:
    return ngettext("%(count)d section", "%(count)d sections", len(data)) % {"count": len(data)}


PART = Part("page", _("Texts of the page, as a draft"), 60, take, give, tell)
