"""The words in which the history shows what was done with people and registrations."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from cms.models import log_of_event
from participants.models import Delegation, Invitation, Letter, Nomination, Registration, RegistrationSetup

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
    "read_private": (_("Read contact and needs"), _("Contact and needs read")),
}


COUNTED = {
    "invite": (_("Invite"), _("%(count)s people invited")),
    "renew_invitations": (_("Send invitations again"), _("%(count)s invitations renewed")),
    "remind_invited": (_("Remind those invited"), _("%(count)s people reminded")),
    "revoke_invitations": (_("Withdraw invitations"), _("%(count)s invitations withdrawn")),
    "set_up_delegations": (_("Add delegations"), _("%(count)s delegations added")),
    "import_list": (_("Take in a list"), _("%(count)s rows of a list taken in")),
    "draft_letters": (_("Draft letters"), _("%(count)s letters drafted")),
    "send_letters": (_("Send letters"), _("%(count)s letters sent")),
    "discard_letters": (_("Discard letters"), _("%(count)s letters discarded")),
}


class Counted(LogFormatter):
    sentence = ""

    def format_message(self, entry: Any) -> str:
        return self.sentence % {"count": entry.data.get("count", "")}


def register(actions) -> None:
    log_of_event(actions, Registration, Letter, Invitation, Delegation, Nomination)
    for name, (label, sentence) in COUNTED.items():
        formatter = type(f"Counted_{name}", (Counted,), {"label": label, "sentence": sentence})
        actions.register_action(f"participants.{name}")(formatter)
    LABELS.update({field.name: field.verbose_name for field in RegistrationSetup._meta.local_fields if field.editable})
    LABELS["categories"] = _("categories offered")
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"participants.{name}", label, message)
