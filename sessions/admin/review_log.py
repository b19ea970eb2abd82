"""The words in which the history shows how papers were judged, and for whom it does not."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.admin.history import LABELS
from participants.models import Letter
from sessions.admin.record.log import Reasoned
from sessions.domain.reviewing.letters import DECISION
from sessions.models import Advice, Paper

#: What names somebody, as `person`.
ABOUT_PEOPLE = {
    "add_reviewer": (_("Add a reviewer"), _("%(person)s is a reviewer")),
    "change_reviewer": (_("Change a reviewer"), _("What %(person)s reviews was changed")),
    "remove_reviewer": (_("Remove a reviewer"), _("%(person)s is no longer a reviewer")),
    "assign_review": (_("Ask for a review"), _("%(person)s was asked for a review")),
    "take_review_back": (_("Take a review back"), _("The review by %(person)s was taken back")),
    "take_conflict_back": (_("Count a conflict again"), _("The conflict of %(person)s counts again")),
}
PLAIN = {
    "save_criteria": (_("Change criteria"), _("Criteria of the reviews changed")),
    "send_review": (_("Send a review"), _("Review sent")),
    "change_review": (_("Change a review"), _("Review changed")),
    "ask_reviewers_again": (_("Ask the reviewers again"), _("Revised paper given to its reviewers again")),
    "export_reviews": (_("Export reviews"), _("Reviews taken out in a file")),
}
WITH_REASON = {
    "decline_review": (_("Decline a review"), _("Review declined")),
    "declare_conflict": (_("Declare a conflict"), _("Conflict of interest declared")),
}
OUTCOMES = {
    "decide_paper": (_("Decide on a paper"), _("Decided, not yet told: %(outcome)s")),
    "tell_decision": (_("Tell the author"), _("Told the author: %(outcome)s")),
    "undo_decision": (_("Take a decision back"), _("Decision taken back: %(outcome)s")),
}
#: What tells who judged a paper, or what was decided before its author is told.
HIDDEN = (
    *("assign_review", "take_review_back", "take_conflict_back", "set_conflict_aside", "send_review", "change_review"),
    *("decline_review", "declare_conflict", "decide_paper", "undo_decision"),
)


class AboutPerson(LogFormatter):
    sentence: Any = ""

    def format_message(self, entry: Any) -> str:
        return str(self.sentence) % {"person": entry.data.get("person", "")}


class Outcome(LogFormatter):
    sentence: Any = ""

    def format_message(self, entry: Any) -> str:
        outcome = entry.data.get("outcome", "")
        return str(self.sentence) % {"outcome": Advice(outcome).label if outcome in Advice.values else outcome}


class ConflictSetAside(LogFormatter):
    label = _("Set a conflict aside")

    def format_message(self, entry: Any) -> str:
        said = {"person": entry.data.get("person", ""), "reason": entry.data.get("reason", "")}
        return _("The conflict of %(person)s was set aside: %(reason)s") % said


def hidden_from_authors(user: Any) -> Q:
    """Organisers who wrote a paper read in no history who judged it, nor what the letter says that is not yet sent."""
    own = Paper.objects.of_author(user).annotate(text=Cast("pk", CharField())).values("text")  # type: ignore[attr-defined]
    paper = ContentType.objects.get_for_model(Paper)
    judged = Q(content_type=paper, action__in=[f"sessions.{name}" for name in HIDDEN], object_id__in=own)
    letters = Letter.objects.filter(kind=DECISION, person__user=user, sent_at=None)
    unsent = letters.annotate(text=Cast("pk", CharField())).values("text")
    return judged | Q(content_type=ContentType.objects.get_for_model(Letter), object_id__in=unsent)


def register(actions: Any) -> None:
    LABELS.update({"most": _("papers, at most"), "themes": _("subjects")})
    for name, (label, message) in PLAIN.items():
        actions.register_action(f"sessions.{name}", label, message)
    _register(actions, AboutPerson, ABOUT_PEOPLE)
    _register(actions, Reasoned, WITH_REASON)
    _register(actions, Outcome, OUTCOMES)
    actions.register_action("sessions.set_conflict_aside")(ConflictSetAside)


def _register(actions: Any, base: type, words: dict[str, tuple[Any, Any]]) -> None:
    for name, (label, sentence) in words.items():
        formatter = type(f"{base.__name__}_{name}", (base,), {"label": label, "sentence": sentence})
        actions.register_action(f"sessions.{name}")(formatter)
