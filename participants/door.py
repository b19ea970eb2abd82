"""What a newcomer reads at the door of registration: whether there is a place, from when and until when."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.domain.setup import State
from participants.models import RegistrationSetup


class Notice(NamedTuple):
    """For the component notice."""

    kind: str
    title: str
    text: str = ""


def notice_of(setup: RegistrationSetup | None, state: State) -> Notice:
    """Moments in the event's zone, in the active language. Needs the event of the set-up."""
    if setup is None or state == State.NOT_OFFERED:
        return Notice("info", _("This event takes no registrations here"))
    return _NOTICES[state](setup)


def _open(setup: RegistrationSetup) -> Notice:
    until = _("Open until %(until)s (%(zone)s).") % _moment("until", setup.closes_at, setup) if setup.closes_at else ""
    return Notice("success", until or _("Open now."), _places_left(setup.places_left))


def _places_left(left: int | None) -> str:
    if left is None:
        return ""
    return ngettext("%(left)s place left.", "%(left)s places left.", left) % {"left": left}


def _not_yet(setup: RegistrationSetup) -> Notice:
    text = _("It opens on %(when)s (%(zone)s).") % _moment("when", setup.opens_at, setup)
    return Notice("info", _("Registration has not opened yet"), text)


def _by_invitation(setup: RegistrationSetup) -> Notice:
    return Notice("info", _("By invitation"), _("This event takes those who were invited or nominated."))


def _waiting_list(setup: RegistrationSetup) -> Notice:
    text = _("You can join the waiting list: whoever is next gets a letter as soon as a place is free.")
    return Notice("warning", _("All places are taken"), text)


def _full(setup: RegistrationSetup) -> Notice:
    return Notice("warning", _("All places are taken"), _("If somebody withdraws, a place becomes free here."))


def _closed(setup: RegistrationSetup) -> Notice:
    if setup.event.is_cancelled:
        return Notice("info", _("Registration is closed"), _("The event was called off."))
    text = _("It closed on %(when)s (%(zone)s).") % _moment("when", setup.closes_at, setup)
    return Notice("info", _("Registration is closed"), text)


def _moment(name: str, moment: datetime | None, setup: RegistrationSetup) -> dict[str, Any]:
    zone = setup.event.tz
    shown = date_format(moment.astimezone(zone), "j F Y, H:i") if moment else ""
    return {name: shown, "zone": setup.event.timezone}


_NOTICES: dict[State, Callable[[RegistrationSetup], Notice]] = {
    State.OPEN: _open,
    State.NOT_YET: _not_yet,
    State.BY_INVITATION: _by_invitation,
    State.WAITING_LIST: _waiting_list,
    State.FULL: _full,
    State.CLOSED: _closed,
}
