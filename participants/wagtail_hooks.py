from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from participants.places import my_registrations, participants_place, registration_place

ACTIONS = {
    "claim": (_("Claim"), _("Claimed by the account with the same address")),
    "change_profile": (_("Change profile"), _("Profile changed")),
    "add_post": (_("Add post"), _("Post added")),
    "change_post": (_("Change post"), _("Post changed")),
    "remove_post": (_("Remove post"), _("Post removed")),
    "set_up_registration": (_("Set up registration"), _("Registration set up")),
    "register": (_("Register"), _("Registered")),
    "change_registration": (_("Change registration"), _("Registration changed")),
    "withdraw": (_("Withdraw"), _("Registration withdrawn")),
    "approved": (_("Approve"), _("Registration approved")),
    "declined": (_("Decline"), _("Registration declined")),
    "attended": (_("Attendance"), _("Attendance noted")),
    "read_needs": (_("Read needs"), _("Contact and needs read")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"participants.{name}", label, message)


hooks.register("event_place", registration_place)
hooks.register("event_place", participants_place)
hooks.register("me_section", my_registrations)
