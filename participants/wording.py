"""How a registration is spoken of to the person themselves, and what letters are called."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import Registration

Status = Registration.Status
#: Kinds of letters in the outbox; each app adds its own.
LETTER_KINDS: dict[str, Any] = {"message": gettext_lazy("message"), "group": gettext_lazy("letter to a group")}
#: Who read or exported contact data and needs: how My data and its copy say it.
READINGS: dict[str, Any] = {
    "label": gettext_lazy("Who read or exported your contact data and needs"),
    "purpose": gettext_lazy("so that you can see it"),
    "until": gettext_lazy("as long as the history of the event"),
    "labels": {
        "at": gettext_lazy("when"),
        "who": gettext_lazy("who"),
        "office": gettext_lazy("as"),
        "what": gettext_lazy("what"),
        "event": gettext_lazy("event"),
        "export": gettext_lazy("taken out in a file"),
    },
}
LIST_CONSENT = gettext_lazy("My name may stand on the list of participants")
KINDS = {Status.APPROVED: "success", Status.SUBMITTED: "info", Status.DECLINED: "warning"} | {
    Status.WAITING: "info",
    Status.OFFERED: "warning",
}


def badge_of(registration: Registration) -> dict[str, str]:
    """For the component badge."""
    return {"kind": KINDS.get(registration.status, ""), "label": registration.get_status_display()}


def next_step(registration: Registration) -> str:
    """What happens next, in a sentence; empty where nothing does. Needs the event."""
    if registration.status == Status.SUBMITTED:
        return _("The organizers will decide; you get a letter.")
    if registration.status == Status.WAITING:
        return _("You get a letter as soon as a place is free for you.")
    if registration.status == Status.OFFERED:
        return _("A place is held for you. Accept it before the offer ends.")
    if registration.status == Status.DECLINED:
        return _("The organizers could not offer you a place.")
    if registration.status == Status.APPROVED and registration.event.end_date >= timezone.now().date():
        return _("Your place is confirmed. If you cannot come, please withdraw.")
    return ""
