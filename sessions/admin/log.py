"""The words in which the history shows what was done to a programme."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from cms.models import log_of_event
from sessions.models import Paper, Recommendation, Session


class ProgrammeReleased(LogFormatter):
    label = _("Release the programme")

    def format_message(self, entry: Any) -> str:
        return _("Release %(number)s of the programme made public") % {"number": entry.data.get("number", "")}


class ReleaseRestored(LogFormatter):
    label = _("Restore a release")

    def format_message(self, entry: Any) -> str:
        return _("Working programme set back to release %(number)s") % {"number": entry.data.get("number", "")}


def register(actions: Any) -> None:
    log_of_event(actions, Session, Paper, Recommendation)
    LABELS.update({"roles": _("people"), "talks": _("presentations"), "version": _("version")})
    actions.register_action("sessions.release_programme")(ProgrammeReleased)
    actions.register_action("sessions.restore_release")(ReleaseRestored)
    actions.register_action("sessions.restore_session", _("Restore a session"), _("Session restored"))
    actions.register_action("sessions.add_session", _("Add a session"), _("Session added"))
    actions.register_action("sessions.save_session", _("Change a session"), _("Session changed"))
    actions.register_action("sessions.delete_session", _("Delete a session"), _("Session deleted"))
    actions.register_action("sessions.save_rooms", _("Change rooms"), _("Rooms changed"))
