"""The words in which the history shows what was done with people and registrations."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from cms.models import log_of_event
from participants.models import (
    Delegation,
    FormSection,
    Invitation,
    Letter,
    Nomination,
    Question,
    Registration,
    RegistrationSetup,
)

ACTIONS = {
    "claim": (_("Claim"), _("Claimed by the account with the same address")),
    "add_person": (_("Add a person"), _("Person added")),
    "change_profile": (_("Change a profile"), _("Profile changed")),
    "add_name": (_("Add a name"), _("Another name added")),
    "change_name": (_("Change a name"), _("Another name changed")),
    "remove_name": (_("Remove a name"), _("Another name removed")),
    "merge_people": (_("Merge people"), _("Merged with another record of the same person")),
    "undo_merge": (_("Undo a merge"), _("Merge undone")),
    "tell_apart": (_("Tell people apart"), _("Found not to be the same person as another")),
    "add_post": (_("Add a post"), _("Post added")),
    "change_post": (_("Change a post"), _("Post changed")),
    "remove_post": (_("Remove a post"), _("Post removed")),
    "change_expert": (_("Change an expert profile"), _("Expert profile changed")),
    "confirm_expert": (_("Confirm an expert profile"), _("Expert profile confirmed")),
    "make_shortlist": (_("Make a shortlist"), _("Shortlist made")),
    "make_network": (_("Make a network"), _("Network made")),
    "change_network": (_("Change a network"), _("Network changed")),
    "close_network": (_("Close a network"), _("Network closed")),
    "open_network": (_("Open a network again"), _("Network opened again")),
    "ask_member": (_("Ask into a network"), _("Somebody asked into the network")),
    "decide_member": (_("Decide on a request to join"), _("Request to join answered")),
    "remove_member": (_("Remove a member"), _("Member removed from the network")),
    "set_member_role": (_("Make a moderator"), _("Role in the network changed")),
    "hide_post": (_("Hide a post"), _("Post hidden or shown again")),
    "set_up_registration": (_("Set up registration"), _("Registration set up")),
    "set_targets": (_("Set targets of balance"), _("Targets of balance set")),
    "add_section": (_("Add a section to the form"), _("Section added to the form")),
    "change_section": (_("Change a section of the form"), _("Section of the form changed")),
    "move_section": (_("Move a section of the form"), _("Section of the form moved")),
    "add_question": (_("Add a question"), _("Question added")),
    "change_question": (_("Change a question"), _("Question changed")),
    "move_question": (_("Move a question"), _("Question moved")),
    "restore_question": (_("Bring back a question"), _("Question asked again")),
    "register": (_("Register"), _("Registered")),
    "change_registration": (_("Change a registration"), _("Registration changed")),
    "follow_up": (_("Fill in the follow-up form"), _("Follow-up form filled in")),
    "withdraw": (_("Withdraw a registration"), _("Registration withdrawn")),
    "approved": (_("Approve a registration"), _("Registration approved")),
    "declined": (_("Decline a registration"), _("Registration declined")),
    "offer": (_("Offer a place"), _("Place offered to the next on the waiting list")),
    "accept_offer": (_("Accept a place"), _("Offered place accepted")),
    "decline_offer": (_("Decline a place"), _("Offered place declined")),
    "end_offer": (_("End an offer"), _("Offered place not accepted in time")),
    "put_first": (_("Put first in line"), _("Put first on the waiting list")),
    "check_in": (_("Check in"), _("Checked in")),
    "undo_check_in": (_("Take back a check-in"), _("Check-in taken back")),
    "reset_decision": (_("Take a decision back"), _("Decision taken back")),
    "set_tags": (_("Change tags"), _("Tags changed")),
    "add_note": (_("Write a note"), _("Note written")),
    "remove_note": (_("Remove a note"), _("Note removed")),
    "attended": (_("Note attendance"), _("Attendance noted")),
    "invitation_accepted": (_("Accept an invitation"), _("Invitation accepted")),
    "invitation_declined": (_("Decline an invitation"), _("Invitation declined")),
    "set_up_delegation": (_("Add a delegation"), _("Delegation added")),
    "change_delegation": (_("Change a delegation"), _("Delegation changed")),
    "order_delegation": (_("Order a delegation"), _("Delegation put in order")),
    "nominate": (_("Nominate"), _("Nominated")),
    "replace_nominee": (_("Replace in a delegation"), _("Nominated instead of somebody")),
    "nomination_confirmed": (_("Confirm a nomination"), _("Nomination confirmed")),
    "nomination_declined": (_("Decline a nomination"), _("Nomination not accepted")),
    "nomination_withdrawn": (_("Withdraw a nomination"), _("Nomination withdrawn")),
    "nomination_replaced": (_("Replace a nomination"), _("Nomination replaced")),
    "draft_letter": (_("Draft a letter"), _("Letter drafted")),
    "change_letter": (_("Change a letter"), _("Letter changed")),
    "read_person": (_("Read contact"), _("Contact read")),
    "withdraw_consent": (_("Withdraw a consent"), _("Consent withdrawn")),
    "set_retention": (_("Set how long data are kept"), _("How long data are kept was set")),
    "publish_notice": (_("Publish a privacy notice"), _("Privacy notice published")),
    "request_data": (_("Ask for one's data"), _("A copy of one's data asked for")),
    "download_data": (_("Download one's data"), _("A copy of one's data downloaded")),
    "erase": (_("Erase a person"), _("Person erased")),
}


#: With the numbers and names of their data.
COUNTED = {
    "invite": (_("Invite"), _("%(count)s people invited")),
    "renew_invitations": (_("Send invitations again"), _("%(count)s invitations renewed")),
    "remind_invited": (_("Remind those invited"), _("%(count)s people reminded")),
    "revoke_invitations": (_("Withdraw invitations"), _("%(count)s invitations withdrawn")),
    "set_up_delegations": (_("Add delegations"), _("%(count)s delegations added")),
    "import_list": (_("Take in a list"), _("%(count)s rows of a list taken in")),
    "list_contacts": (_("List addresses"), _("Addresses of %(count)s people listed")),
    "list_sensitive": (_("Filter by needs"), _("%(count)s people listed by an answer for those who arrange things")),
    "export_registrations": (_("Take a file"), _("File with %(count)s registrations made")),
    "add_tag": (_("Add a tag"), _("Tag “%(name)s” added")),
    "change_tag": (_("Change a tag"), _("Tag “%(name)s” changed")),
    "delete_tag": (_("Delete a tag"), _("Tag “%(name)s” deleted")),
    "give_tag": (_("Give a tag"), _("Tag “%(name)s” given to %(count)s people")),
    "take_tag": (_("Take a tag"), _("Tag “%(name)s” taken from %(count)s people")),
    "draft_group_letter": (_("Write to a group"), _("“%(name)s” written to %(count)s people")),
    "add_sections": (_("Add sections to the form"), _("Sections added to the form: %(count)s")),
    "remove_section": (_("Remove a section of the form"), _("Section of the form removed, with questions: %(count)s")),
    "remove_question": (_("Remove a question"), _("Question removed; answers that are kept: %(count)s")),
    "draft_letters": (_("Draft letters"), _("%(count)s letters drafted")),
    "send_letters": (_("Send letters"), _("%(count)s letters sent")),
    "discard_letters": (_("Discard letters"), _("%(count)s letters discarded")),
}


class Read(LogFormatter):
    label = _("Read contact and needs")

    def format_message(self, entry: Any) -> str:
        is_contact_alone = entry.data.get("fields") == ["contact"]
        return _("Contact read") if is_contact_alone else _("Contact and needs read")


class Exported(LogFormatter):
    label = _("Export contact, needs and answers")

    def format_message(self, entry: Any) -> str:
        words = _("Contact, needs or answers of %(count)s people exported: %(what)s")
        return words % {"count": entry.data.get("count", ""), "what": entry.data.get("what") or "–"}


class Removed(LogFormatter):
    """`data["removed"]` counts what was removed, by the name of the field or question."""

    label = _("Remove what is kept no longer")

    def format_message(self, entry: Any) -> str:
        counts = entry.data.get("removed", {})
        return _("Removed, since its time was up: %(what)s") % {
            "what": ", ".join(f"{label} ({count})" for label, count in counts.items())
        }


class Counted(LogFormatter):
    sentence = ""

    def format_message(self, entry: Any) -> str:
        return self.sentence % {"count": entry.data.get("count", ""), "name": entry.data.get("name", "")}


def register(actions) -> None:
    log_of_event(actions, Registration, Letter)
    for name, formatter in {"read_private": Read, "export_private": Exported, "remove_expired": Removed}.items():
        actions.register_action(f"participants.{name}")(formatter)
    log_of_event(actions, Registration, Letter, Invitation, Delegation, Nomination)
    log_of_event(actions, FormSection, Question, Registration, Letter)
    for name, (label, sentence) in COUNTED.items():
        formatter = type(f"Counted_{name}", (Counted,), {"label": label, "sentence": sentence})
        actions.register_action(f"participants.{name}")(formatter)
    LABELS.update({field.name: field.verbose_name for field in RegistrationSetup._meta.local_fields if field.editable})
    LABELS.update({"categories": _("categories offered"), "tags": _("tags"), "note": _("note")})
    LABELS["category_places"] = _("places of categories")
    LABELS["place"] = _("place in the form")
    LABELS["shown_if"] = _("shown if")
    LABELS["categories"] = _("categories offered")
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"participants.{name}", label, message)
