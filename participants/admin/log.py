"""The words in which the history shows what was done with people and registrations."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from cms.models import log_of_event
from participants.models import Letter, Registration, RegistrationSetup

ACTIONS = {
    "claim": (_("Claim"), _("Claimed by the account with the same address")),
    "add_person": (_("Add a person"), _("Person added")),
    "change_profile": (_("Change a profile"), _("Profile changed")),
    "add_post": (_("Add a post"), _("Post added")),
    "change_post": (_("Change a post"), _("Post changed")),
    "remove_post": (_("Remove a post"), _("Post removed")),
    "set_up_registration": (_("Set up registration"), _("Registration set up")),
    "register": (_("Register"), _("Registered")),
    "change_registration": (_("Change a registration"), _("Registration changed")),
    "withdraw": (_("Withdraw a registration"), _("Registration withdrawn")),
    "approved": (_("Approve a registration"), _("Registration approved")),
    "declined": (_("Decline a registration"), _("Registration declined")),
    "reset_decision": (_("Take a decision back"), _("Decision taken back")),
    "set_tags": (_("Change tags"), _("Tags changed")),
    "add_note": (_("Write a note"), _("Note written")),
    "remove_note": (_("Remove a note"), _("Note removed")),
    "attended": (_("Note attendance"), _("Attendance noted")),
    "draft_letter": (_("Draft a letter"), _("Letter drafted")),
    "change_letter": (_("Change a letter"), _("Letter changed")),
    "read_private": (_("Read contact and needs"), _("Contact and needs read")),
}


#: With the numbers and names of their data.
COUNTED = {
    "list_contacts": (_("List addresses"), _("Addresses of %(count)s people listed")),
    "list_sensitive": (_("Filter by needs"), _("%(count)s people listed by an answer for those who arrange things")),
    "export_registrations": (_("Take a file"), _("File with %(count)s registrations made")),
    "export_contacts": (
        _("Take a file with addresses"),
        _("File with %(count)s registrations and their addresses made"),
    ),
    "add_tag": (_("Add a tag"), _("Tag “%(name)s” added")),
    "change_tag": (_("Change a tag"), _("Tag “%(name)s” changed")),
    "delete_tag": (_("Delete a tag"), _("Tag “%(name)s” deleted")),
    "give_tag": (_("Give a tag"), _("Tag “%(name)s” given to %(count)s people")),
    "take_tag": (_("Take a tag"), _("Tag “%(name)s” taken from %(count)s people")),
    "draft_group_letter": (_("Write to a group"), _("“%(name)s” written to %(count)s people")),
    "draft_letters": (_("Draft letters"), _("%(count)s letters drafted")),
    "send_letters": (_("Send letters"), _("%(count)s letters sent")),
    "discard_letters": (_("Discard letters"), _("%(count)s letters discarded")),
}


class Counted(LogFormatter):
    sentence = ""

    def format_message(self, entry: Any) -> str:
        return self.sentence % {"count": entry.data.get("count", ""), "name": entry.data.get("name", "")}


def register(actions) -> None:
    log_of_event(actions, Registration, Letter)
    for name, (label, sentence) in COUNTED.items():
        formatter = type(f"Counted_{name}", (Counted,), {"label": label, "sentence": sentence})
        actions.register_action(f"participants.{name}")(formatter)
    LABELS.update({field.name: field.verbose_name for field in RegistrationSetup._meta.local_fields if field.editable})
    LABELS.update({"categories": _("categories offered"), "tags": _("tags"), "note": _("note")})
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"participants.{name}", label, message)
