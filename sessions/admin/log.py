"""The words in which the history shows what was done to a programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter


class ProgrammeReleased(LogFormatter):
    label = _("Release the programme")

    def format_message(self, entry: Any) -> str:
        return _("Programme released for the %(number)s. time") % {"number": entry.data.get("number", "")}


def register(actions: Any) -> None:
    actions.register_action("sessions.release_programme")(ProgrammeReleased)
    actions.register_action("sessions.add_session", _("Add a session"), _("Session added"))
    actions.register_action("sessions.save_session", _("Change a session"), _("Session changed"))
    actions.register_action("sessions.delete_session", _("Delete a session"), _("Session deleted"))
    actions.register_action("sessions.save_rooms", _("Change rooms"), _("Rooms changed"))
    actions.register_action("sessions.save_agenda", _("Change the agenda"), _("Agenda changed"))
