"""Whom pages let in, and dates, numbers and addresses as an event's pages print them."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms import permissions, wording

register = template.Library()
register.filter("attendance", wording.attendance)
register.filter("may_enter_admin", permissions.may_enter_admin)


@register.filter(expects_localtime=False)
def date_range(start: date, end: date | None = None) -> str:
    return wording.date_range(start, end)


@register.filter
def mail_link(address: str) -> SafeString:
    """A mailto link written in character references: people and browsers read it, most harvesters do not."""
    hidden = mark_safe("".join(f"&#{ord(letter)};" for letter in address))  # noqa: S308 -- digits only
    return format_html('<a href="&#109;ailto:{}">{}</a>', hidden, hidden)
