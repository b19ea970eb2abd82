"""The words in which the history shows what happened to papers and to the record."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

PLAIN = {
    "set_call": (_("Change the call for papers"), _("Call for papers changed")),
    "name_author": (_("Name an author"), _("Co-author named")),
    "remove_author": (_("Take an author off"), _("Author taken off the paper")),
    "confirm_authorship": (_("Confirm authorship"), _("Co-author confirmed")),
    "decline_authorship": (_("Decline authorship"), _("Co-author does not want to be named")),
    "submit_paper": (_("Send a paper"), _("Paper sent in")),
    "add_version": (_("Send a version"), _("New version sent in")),
    "publish_paper": (_("Publish the paper"), _("Paper published")),
    "withdraw_paper": (_("Withdraw the paper"), _("Paper withdrawn")),
    "take_back_recommendation": (_("Take a recommendation back"), _("Recommendation made of others taken back")),
    "hand_over": (_("Hand over"), _("Record handed over to the chair")),
    "clear": (_("Clear"), _("Record cleared")),
    "open_submissions": (_("Invite conclusions"), _("Participants invited to send conclusions")),
    "close_submissions": (_("Take no more"), _("No more conclusions are taken")),
    "take_submission": (_("Take a submission over"), _("Participant’s submission taken over")),
    "merge_submission": (_("Merge a submission"), _("Participant’s submission merged with another text")),
    "reopen_submission": (_("Put a submission back"), _("Participant’s submission put back into the queue")),
    "start_board": (_("Start brainstorming"), _("Brainstorming started")),
    "prolong_board": (_("Prolong brainstorming"), _("Brainstorming prolonged")),
    "end_time": (_("End the time for ideas"), _("Time for ideas ended")),
    "open_voting": (_("Open the voting"), _("Dots may be set")),
    "close_voting": (_("Close the voting"), _("Voting closed")),
    "suggest": (_("Suggest other words"), _("Other words suggested by the chair")),
    "take_suggestion": (_("Take a suggestion over"), _("Suggestion of the chair taken over")),
    "decline_suggestion": (_("Leave a suggestion"), _("Suggestion of the chair not taken over")),
    "record_names": (_("Record names"), _("Names are recorded")),
    "keep_names_apart": (_("Keep names apart"), _("Who said what is kept apart")),
}
WITH_REASON = {
    "reject_paper": (_("Do not accept the paper"), _("Paper not accepted")),
    "capture_entry": (_("Add an entry"), _("Entry added to the record")),
    "change_entry": (_("Change an entry"), _("Entry in the record changed")),
    "remove_entry": (_("Remove an entry"), _("Entry removed from the record")),
    "restore_entry": (_("Put an entry back"), _("Entry put back")),
    "capture_recommendation": (_("Add a recommendation"), _("Recommendation added")),
    "change_recommendation": (_("Change a recommendation"), _("Recommendation changed")),
    "decline_submission": (_("Decline a submission"), _("Participant’s submission not taken over")),
    "set_wording": (_("Word it in another language"), _("Wording in another language set")),
    "set_key_message": (_("Key message"), _("Key message set")),
    "reopen": (_("Open again"), _("Record opened again")),
}


class Reasoned(LogFormatter):
    """Says why, where a reason was asked for."""

    sentence = ""

    def format_message(self, entry: Any) -> str:
        reason = entry.data.get("reason", "")
        return _("%(what)s: %(reason)s") % {"what": self.sentence, "reason": reason} if reason else str(self.sentence)


def register(actions: Any) -> None:
    for name, (label, message) in PLAIN.items():
        actions.register_action(f"sessions.{name}", label, message)
    for name, (label, message) in WITH_REASON.items():
        formatter = type(f"Reasoned_{name}", (Reasoned,), {"label": label, "sentence": message})
        actions.register_action(f"sessions.{name}")(formatter)
