import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime

from cms.models import Event
from cms.wording import yes_or_no
from participants.domain.privacy.notices import notice_of
from participants.models import PrivacyNotice

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
register = template.Library()


@register.filter
def labelled(row: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of label and value of a row that has something to say, in the order of the labels."""
    for key, label in labels.items():
        if words := _said(row.get(key)):
            yield label, words


@register.simple_tag
def privacy_notice(event: Event) -> PrivacyNotice | None:
    return notice_of(event)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_said(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    if isinstance(value, str) and MOMENT.match(value) and (moment := parse_datetime(value)):
        return date_format(localtime(moment), "j F Y, H:i")
    return str(localize(value))
