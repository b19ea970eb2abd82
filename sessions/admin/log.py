"""The words in which the history shows what was done to a programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from sessions.models import Confirmation
from sessions.warnings import CHECKS


class ProgrammeReleased(LogFormatter):
    label = _("Release the programme")

    def format_message(self, entry: Any) -> str:
        return _("Programme released for the %(number)s. time") % {"number": entry.data.get("number", "")}


class PartAnswered(LogFormatter):
    label = _("Answer for a part in the programme")

    def format_message(self, entry: Any) -> str:
        told = entry.data
        words = {answer: Confirmation(told[answer]).label for answer in ("before", "answer")}
        return _("%(person)s (%(part)s): %(answer)s, before: %(before)s") % (told | words)


class CheckMuted(LogFormatter):
    label = _("Mute a warning")
    sentence = _("No longer warned of: %(check)s")

    def format_message(self, entry: Any) -> str:
        slug = entry.data["check"]
        return self.sentence % {"check": CHECKS[slug].label if slug in CHECKS else slug}


class CheckUnmuted(CheckMuted):
    label = _("Hear a warning again")
    sentence = _("Warned again of: %(check)s")


def register(actions: Any) -> None:
    actions.register_action("sessions.release_programme")(ProgrammeReleased)
    actions.register_action("sessions.answer_part")(PartAnswered)
    actions.register_action("sessions.mute_check")(CheckMuted)
    actions.register_action("sessions.unmute_check")(CheckUnmuted)
    actions.register_action("sessions.add_session", _("Add a session"), _("Session added"))
    actions.register_action("sessions.save_session", _("Change a session"), _("Session changed"))
    actions.register_action("sessions.delete_session", _("Delete a session"), _("Session deleted"))
    actions.register_action("sessions.save_rooms", _("Change rooms"), _("Rooms changed"))
