"""The words in which the history shows what was done to a programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from cms.models import log_of_event
from sessions.models import Confirmation, Paper, Recommendation, Session
from sessions.warnings import CHECKS


class ProgrammeReleased(LogFormatter):
    label = _("Release the programme")

    def format_message(self, entry: Any) -> str:
        return _("Release %(number)s of the programme made public") % {"number": entry.data.get("number", "")}


class ReleaseRestored(LogFormatter):
    label = _("Restore a release")

    def format_message(self, entry: Any) -> str:
        return _("Working programme set back to release %(number)s") % {"number": entry.data.get("number", "")}


class PartAnswered(LogFormatter):
    label = _("Answer for a part in the programme")

    def format_message(self, entry: Any) -> str:
        told = entry.data
        words = {answer: Confirmation(told[answer]).label for answer in ("before", "answer")}
        return _("%(person)s (%(part)s): %(answer)s, before: %(before)s") % (told | words)


class AttendanceNoted(LogFormatter):
    label = _("Note attendance in a session")

    def format_message(self, entry: Any) -> str:
        return _("%(count)s people noted as present") % {"count": entry.data.get("count", "")}


class AttendanceCleared(LogFormatter):
    label = _("Take back attendance in a session")

    def format_message(self, entry: Any) -> str:
        return _("%(person)s no longer noted as present") % {"person": entry.data.get("person", "")}


class CheckMuted(LogFormatter):
    label = _("Mute a warning")
    sentence = _("No longer warned of: %(check)s")

    def format_message(self, entry: Any) -> str:
        slug = entry.data["check"]
        return self.sentence % {"check": CHECKS[slug].label if slug in CHECKS else slug}


class CheckUnmuted(CheckMuted):
    label = _("Hear a warning again")
    sentence = _("Warned again of: %(check)s")


class ScheduleChanged(LogFormatter):
    label = _("Arrange the programme")

    def format_message(self, entry: Any) -> str:
        return entry.data.get("label", "")


class ProgrammeImported(LogFormatter):
    label = _("Take in a programme")

    def format_message(self, entry: Any) -> str:
        facts = {key: entry.data.get(key, "") for key in ("file", "new", "changed", "people")}
        return (
            _("Programme taken in from “%(file)s”. Sessions: %(new)s new, %(changed)s changed. People: %(people)s new.")
            % facts
        )


def register(actions: Any) -> None:
    log_of_event(actions, Session, Paper, Recommendation)
    LABELS.update({"roles": _("people"), "talks": _("presentations"), "version": _("version")})
    actions.register_action("sessions.change_schedule")(ScheduleChanged)
    actions.register_action("sessions.release_programme")(ProgrammeReleased)
    actions.register_action("sessions.restore_release")(ReleaseRestored)
    actions.register_action("sessions.restore_session", _("Restore a session"), _("Session restored"))
    actions.register_action("sessions.answer_part")(PartAnswered)
    actions.register_action("sessions.mute_check")(CheckMuted)
    actions.register_action("sessions.unmute_check")(CheckUnmuted)
    actions.register_action("sessions.note_attendance")(AttendanceNoted)
    actions.register_action("sessions.clear_attendance")(AttendanceCleared)
    actions.register_action("sessions.sign_up", _("Sign up for a session"), _("Signed up for the session"))
    actions.register_action("sessions.give_place_back", _("Leave a session"), _("Place in the session given back"))
    actions.register_action(
        "sessions.hand_on_place", _("Give a place in a session"), _("Free place given to the next in line")
    )
    actions.register_action("sessions.import_programme")(ProgrammeImported)
    actions.register_action("sessions.add_session", _("Add a session"), _("Session added"))
    actions.register_action("sessions.save_session", _("Change a session"), _("Session changed"))
    actions.register_action("sessions.save_rooms", _("Change rooms"), _("Rooms changed"))
    actions.register_action("sessions.save_agenda", _("Change the agenda"), _("Agenda changed"))
