"""The words in which the history shows what was done to a programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter


class ProgrammeReleased(LogFormatter):
    label = _("Release the programme")

    def format_message(self, entry: Any) -> str:
        return _("Programme released for the %(number)s. time") % {"number": entry.data.get("number", "")}


class ProgrammeImported(LogFormatter):
    label = _("Take in a programme")

    def format_message(self, entry: Any) -> str:
        facts = {key: entry.data.get(key, "") for key in ("file", "new", "changed", "people")}
        return (
            _("Programme taken in from “%(file)s”: sessions new %(new)s, changed %(changed)s; people new %(people)s")
            % facts
        )


def register(actions: Any) -> None:
    actions.register_action("sessions.release_programme")(ProgrammeReleased)
    actions.register_action("sessions.import_programme")(ProgrammeImported)
    actions.register_action("sessions.add_session", _("Add a session"), _("Session added"))
    actions.register_action("sessions.save_session", _("Change a session"), _("Session changed"))
    actions.register_action("sessions.delete_session", _("Delete a session"), _("Session deleted"))
    actions.register_action("sessions.save_rooms", _("Change rooms"), _("Rooms changed"))
