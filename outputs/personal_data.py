"""What documents hold of a person beside the programme, the record and registrations: comments on drafts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from outputs.models import Comment, CommentPeriod
from participants.holdings import Source
from participants.personal_data import RECORD, names_of, plain

WRITTEN = Source(
    slug="document-comments",
    order=67,
    label=_("Your comments on drafts of documents"),
    purpose=_("so that a draft becomes better"),
    until=RECORD,
    query=lambda person: Comment.objects.filter(author=person.user_id, author__isnull=False).select_related("output"),
    row=plain("output", "number", "text", "created_at", "answer"),
    labels=names_of(Comment, "output", "text", "answer") | {"number": _("paragraph"), "created_at": _("written")},
    relations=("outputs.Comment.author",),
)
ASKED = Source(
    slug="document-readers",
    order=68,
    label=_("Drafts that you were asked to comment on"),
    purpose=_("so that you can read and comment on them"),
    until=RECORD,
    query=lambda person: CommentPeriod.objects.filter(readers=person).select_related("output"),
    row=plain("output", "ends_at"),
    labels=names_of(CommentPeriod, "output", "ends_at"),
    relations=("outputs.CommentPeriod.readers",),
)
RELATIONS = (
    *("outputs.Output.locked_by", "outputs.Output.adopted_by", "outputs.Output.created_by"),
    *("outputs.WorkingCopy.user", "outputs.LastReading.looked_by", "outputs.Handover.by"),
    "outputs.DocumentTemplate.created_by",
    *("outputs.Disposition.decided_by", "outputs.BoardAct.by", "outputs.Job.created_by", "outputs.PrintRun.created_by"),
    *("outputs.Comment.settled_by", "outputs.SilencedRule.made_by", "outputs.DismissedFinding.made_by"),
)


def sources() -> list[Source]:
    return [WRITTEN, ASKED]


def not_personal() -> dict[str, Any]:
    return dict.fromkeys(RELATIONS, _("an act of office, listed under what was done"))
