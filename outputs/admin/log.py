"""The words in which the history shows what was done to the outputs of an event."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from cms.models import log_of_event
from outputs.models import Disposition, Output, PrintRun
from participants.models import Certificate, OfficialLetter, Stationery

SHOWN = ("state", "subtitle", "summary", "body", "symbol")
KINDS = {**dict(PrintRun.Kind.choices), **dict(OfficialLetter.Kind.choices), **dict(Certificate.Kind.choices)}
ACTIONS = {
    "create": (gettext_lazy("Begin a document"), gettext_lazy("“%(title)s” begun")),
    "edit": (gettext_lazy("Edit a document"), gettext_lazy("“%(title)s” edited")),
    "set_state": (gettext_lazy("Move a document on"), gettext_lazy("“%(title)s” is now: %(state)s")),
    "dispose": (
        gettext_lazy("Dispose of a recommendation"),
        gettext_lazy("Recommendation %(recommendation)s in “%(title)s”: %(verdict)s"),
    ),
    "act_on_board": (gettext_lazy("Assemble"), gettext_lazy("In “%(title)s”: %(what)s")),
    "undo_on_board": (gettext_lazy("Undo"), gettext_lazy("In “%(title)s” undone: %(what)s")),
    "adopt": (gettext_lazy("Adopt a document"), gettext_lazy("“%(title)s” adopted")),
    "print": (gettext_lazy("Print"), gettext_lazy("Printed for %(count)s people: %(kind)s")),
    "stationery": (
        gettext_lazy("Change letters and certificates"),
        gettext_lazy("Texts of letters and certificates changed"),
    ),
    "issue_letters": (gettext_lazy("Issue letters"), gettext_lazy("%(count)s letters issued: %(kind)s")),
    "issue_certificates": (gettext_lazy("Issue certificates"), gettext_lazy("%(count)s certificates issued: %(kind)s")),
    "revoke_certificate": (gettext_lazy("Revoke a certificate"), gettext_lazy("Certificate %(serial)s revoked")),
    "lock": (gettext_lazy("Lock a document"), gettext_lazy("“%(title)s” locked")),
    "unlock": (gettext_lazy("Unlock a document"), gettext_lazy("“%(title)s” unlocked")),
    "break_lock": (gettext_lazy("Break a lock"), gettext_lazy("A colleague's lock of “%(title)s” broken")),
    "restore": (gettext_lazy("Restore a revision"), gettext_lazy("An older text of “%(title)s” restored")),
    "take_over": (gettext_lazy("Take text over"), gettext_lazy("Text of the record taken over into “%(title)s”")),
    "look_again": (gettext_lazy("Assemble again"), gettext_lazy("What is new for “%(title)s” decided: %(count)s")),
    "hand_on": (gettext_lazy("Hand a document on"), gettext_lazy("“%(title)s” %(act)s, now with: %(holder)s")),
    "create_kind": (gettext_lazy("Make a kind of document"), gettext_lazy("Kind of document “%(name)s” made")),
    "change_kind": (
        gettext_lazy("Change a kind of document"),
        gettext_lazy("Kind of document “%(name)s” changed (%(language)s): %(changed)s"),
    ),
    "restore_kind": (
        gettext_lazy("Restore a kind of document"),
        gettext_lazy("Kind of document “%(name)s” is as it was delivered (%(language)s)"),
    ),
    "retire_kind": (gettext_lazy("Retire a kind of document"), gettext_lazy("Kind of document “%(name)s” retired")),
    "resume_kind": (
        gettext_lazy("Offer a kind of document again"),
        gettext_lazy("Kind of document “%(name)s” offered again"),
    ),
    "style_fix": (gettext_lazy("Fix house style"), gettext_lazy("House style fixed in “%(title)s”: %(count)s")),
    "style_dismiss": (
        gettext_lazy("Let a finding stand"),
        gettext_lazy("A finding of house style stands in “%(title)s”"),
    ),
    "style_restore": (
        gettext_lazy("Take a finding up again"),
        gettext_lazy("A finding of house style is open again in “%(title)s”"),
    ),
    "style_silence": (gettext_lazy("Turn a rule off"), gettext_lazy("Rule off: %(title)s")),
    "style_sound": (gettext_lazy("Turn a rule on"), gettext_lazy("Rule on again: %(title)s")),
    "modify": (gettext_lazy("Begin a modification"), gettext_lazy("“%(title)s”: %(modification)s begun, %(symbol)s")),
    "open_comments": (gettext_lazy("Put a draft out for comments"), gettext_lazy("“%(title)s” is out for comments")),
    "comment": (gettext_lazy("Comment on a draft"), gettext_lazy("Comment on “%(title)s”")),
    "answer_comment": (gettext_lazy("Answer a comment"), gettext_lazy("Comment on “%(title)s” answered")),
    "set_symbols": (gettext_lazy("Set the pattern of symbols"), gettext_lazy("Pattern of symbols set: %(title)s")),
    "issue": (gettext_lazy("Issue a document"), gettext_lazy("“%(title)s” issued")),
}


def register(actions: Any) -> None:
    log_of_event(actions, Output)
    LABELS.update({field.name: field.verbose_name for field in Output._meta.local_fields if field.name in SHOWN})
    LABELS.update({field.name: field.verbose_name for field in Stationery._meta.local_fields if field.name != "event"})
    LABELS.update({"name": gettext_lazy("name"), "title": gettext_lazy("title"), "sections": gettext_lazy("parts")})
    LABELS.update(
        {
            "distribution": gettext_lazy("distribution"),
            "verdict": gettext_lazy("decision"),
            "comment": gettext_lazy("comment"),
            "answer": gettext_lazy("answer"),
        }
    )
    for name, (label, sentence) in ACTIONS.items():
        actions.register_action(f"outputs.{name}")(_formatter(label, sentence))


def _formatter(label: Any, sentence: Any) -> type[LogFormatter]:
    def format_message(self: Any, entry: Any) -> str:
        return str(sentence) % _words(entry.data)

    return type("OutputFormatter", (LogFormatter,), {"label": label, "format_message": format_message})


def _words(data: dict[str, Any]) -> dict[str, Any]:
    """What a sentence may name; codes become words."""
    told = ("title", "recommendation", "count", "kind", "serial", "what", "symbol", "name", "language")
    known = dict.fromkeys((*told, "act", "holder"), "") | data
    known["changed"] = ", ".join(str(LABELS.get(name, name)) for name in data.get("changed", ()))
    states, verdicts = dict(Output.State.choices), dict(Disposition.Verdict.choices)
    known["modification"] = dict(Output.Modification.choices).get(data.get("modification", ""), "")
    known["state"] = states.get(data.get("state", ""), _("unknown"))
    known["kind"] = KINDS.get(known["kind"], known["kind"])
    known["verdict"] = verdicts.get(data.get("verdict", ""), _("unknown"))
    return known
