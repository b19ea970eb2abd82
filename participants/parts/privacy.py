"""How long what people tell is kept, and what the event tells them of it: its notice begins anew with version 1."""

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event
from cms.parts import Part
from participants.domain.privacy import notices
from participants.domain.privacy.retention import FIELDS, set_retention
from participants.domain.setup import setup_of
from participants.models import RegistrationSetup, User


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    setup, notice, usual = setup_of(event), notices.notice_of(event), RegistrationSetup()
    days = {name: getattr(setup or usual, name) for name in FIELDS}
    data = {
        "days": days if any(days[name] != getattr(usual, name) for name in FIELDS) else {},
        "notice": {name: getattr(notice, name) for name in notices.FIELDS} if notice else {},
    }
    return data if any(data.values()) else {}


def give(event: Event, data: dict[str, Any], by: User) -> list[str]:
    if notice := data.get("notice"):
        notices.publish_notice(event, by=by, data=notice)
    if days := data.get("days"):
        if setup_of(event) is None:
            return [gettext("How long data is kept: this event takes no registrations yet.")]
        set_retention(event, by=by, data=days)
    return []


def tell(data: dict[str, Any], event: Event) -> str:
    """For example "needs for 7 days, privacy notice"."""
    days = data.get("days", {}).get("needs_keep_days")
    kept = "" if days is None else ngettext("needs for %(days)d day", "needs for %(days)d days", days) % {"days": days}
    return ", ".join(filter(None, [kept, gettext("privacy notice") if data.get("notice") else ""]))


PART = Part("privacy", _("Days that data is kept, and the privacy notice"), 109, take, give, tell)
