"""The words in which the history shows what was done with people and registrations."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from cms.models import log_of_event
from participants.models import FormSection, Letter, Question, Registration, RegistrationSetup

ACTIONS = {
    "claim": (_("Claim"), _("Claimed by the account with the same address")),
    "add_person": (_("Add a person"), _("Person added")),
    "change_profile": (_("Change a profile"), _("Profile changed")),
    "add_post": (_("Add a post"), _("Post added")),
    "change_post": (_("Change a post"), _("Post changed")),
    "remove_post": (_("Remove a post"), _("Post removed")),
    "set_up_registration": (_("Set up registration"), _("Registration set up")),
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
    "attended": (_("Note attendance"), _("Attendance noted")),
    "draft_letter": (_("Draft a letter"), _("Letter drafted")),
    "change_letter": (_("Change a letter"), _("Letter changed")),
    "read_private": (_("Read contact and needs"), _("Contact and needs read")),
}


COUNTED = {
    "add_sections": (_("Add sections to the form"), _("Sections added to the form: %(count)s")),
    "remove_section": (_("Remove a section of the form"), _("Section of the form removed, with questions: %(count)s")),
    "remove_question": (_("Remove a question"), _("Question removed; answers that are kept: %(count)s")),
    "draft_letters": (_("Draft letters"), _("%(count)s letters drafted")),
    "send_letters": (_("Send letters"), _("%(count)s letters sent")),
    "discard_letters": (_("Discard letters"), _("%(count)s letters discarded")),
}


class Counted(LogFormatter):
    sentence = ""

    def format_message(self, entry: Any) -> str:
        return self.sentence % {"count": entry.data.get("count", "")}


def register(actions) -> None:
    log_of_event(actions, FormSection, Question, Registration, Letter)
    for name, (label, sentence) in COUNTED.items():
        formatter = type(f"Counted_{name}", (Counted,), {"label": label, "sentence": sentence})
        actions.register_action(f"participants.{name}")(formatter)
    LABELS.update({field.name: field.verbose_name for field in RegistrationSetup._meta.local_fields if field.editable})
    LABELS["category_places"] = _("places of categories")
    LABELS["place"] = _("place in the form")
    LABELS["shown_if"] = _("shown if")
    LABELS["categories"] = _("categories offered")
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"participants.{name}", label, message)
