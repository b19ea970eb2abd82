"""The words in which the history shows what was done to an event."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.models import Event, Role, log_of_event


class RoleFormatter(LogFormatter):
    def format_message(self, entry) -> str:
        data = {"name": entry.data.get("name", ""), "role": Role(entry.data["role"]).label}
        return self.sentence % data


class RoleGranted(RoleFormatter):
    label = _("Give a role")
    sentence = _("%(name)s is %(role)s now")


class RoleRevoked(RoleFormatter):
    label = _("Take a role away")
    sentence = _("%(name)s is %(role)s no longer")


class Reader(LogFormatter):
    label = _("Name who reads needs")

    def format_message(self, entry) -> str:
        return _("%(name)s: who reads needs changed") % {"name": entry.data.get("name", "")}


class SetUp(LogFormatter):
    label = _("Set up")

    def format_message(self, entry) -> str:
        source = entry.data.get("source")
        return _("Set up from “%(source)s”") % {"source": source} if source else _("Set up")


def register(actions) -> None:
    log_of_event(actions, Event)
    actions.register_action("cms.grant_role")(RoleGranted)
    actions.register_action("cms.revoke_role")(RoleRevoked)
    actions.register_action("cms.set_reader")(Reader)
    actions.register_action("cms.cancel_event", _("Cancel"), _("Event cancelled"))
    actions.register_action("cms.restore_event", _("Restore"), _("Event takes place after all"))
    actions.register_action("cms.set_up_event")(SetUp)
    actions.register_action("cms.save_as_template", _("Save as a template"), _("Saved as a template"))
    actions.register_action("cms.publish_page", _("Publish the page"), _("Page published"))
    actions.register_action("cms.unpublish_page", _("Take the page off the site"), _("Page taken off the site"))
