"""Handing a document on, from the hands that write it to those that clear it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.domain.changes import differences, in_words, words_of
from outputs.editing.clearance import Standing, decisions_of, holders, standing_of
from outputs.models import ClearanceStep, Handover, Output
from outputs.permissions import may_hand_on
from participants.domain.outbox import Draft, draft_letters
from participants.domain.text import many_lines
from participants.models import User
from participants.wording import LETTER_KINDS
from sessions.programme.links import absolute

Act, State = Handover.Act, Output.State
KIND = "clearance"
LONGEST_SUBJECT = 200
LETTER_KINDS[KIND] = gettext_lazy("clearing a document")


class NotCleared(ValidationError):
    pass


def hand_on(output: Output, *, by: User, act: str, note: str = "") -> Handover:
    """Submits the document to the next hands, approves it, or sends it back with a reason; a letter to those who have
    it next waits in the outbox. It becomes "for comments" when it leaves the first hands, a draft when it is back
    there, and a final draft when it is cleared.

    Raises PermissionDenied; ValidationError by field ("note"), and where there is no such step.
    """
    with transaction.atomic():
        locked = Output.objects.select_for_update(of=("self",)).select_related("event").get(pk=output.pk)
        standing = standing_of(locked)
        if standing is None or not may_hand_on(by, locked, standing.role):
            raise PermissionDenied
        done = _handover(locked, standing, by, act, many_lines(note))
        _set_state(locked, by, done)
        _write_letters(locked, done)
    return done


def _handover(output: Output, standing: Standing, by: User, act: str, note: str) -> Handover:
    if act not in acts_at(standing):
        raise ValidationError(_("The document is not where you saw it. Look again."))
    if act == Act.SEND_BACK and not note:
        raise ValidationError({"note": _("Say what is to be changed.")})
    next_ = standing.beside(-1 if act == Act.SEND_BACK else 1)
    return Handover.objects.create(
        output=output,
        act=act,
        position=next_.position if next_ else standing.position,
        role=next_.role if next_ else "",
        note=note,
        revision=output.latest_revision_id,
        decisions=decisions_of([output.pk])[output.pk],
        by=by,
    )


def acts_at(standing: Standing) -> list[str]:
    """What whoever has the document may do with it."""
    if standing.is_cleared:
        return []
    return [Act.SUBMIT] if standing.is_first else [Act.APPROVE, Act.SEND_BACK]


def _set_state(output: Output, by: User, done: Handover) -> None:
    before = words_of(output, "state", event=output.event)
    is_back = done.act == Act.SEND_BACK and not output.handovers.filter(position__lt=done.position).exists()
    output.state = State.FINAL_DRAFT if not done.role else State.DRAFT if is_back else State.FOR_COMMENTS
    output.save(update_fields=["state", "updated_at"])
    changes = differences(before, words_of(output, "state", event=output.event))
    with translation.override(output.event.language):
        act = str(done.get_act_display())
        holder = in_words(ClearanceStep.Holder(done.role).label if done.role else _("nobody: cleared"), output.event)
    data = {"output": output.pk, "title": output.title, "kind": output.kind, "act": act, "holder": holder}
    log(instance=output.event, action="outputs.hand_on", user=by, data=data | {"changes": changes, "note": done.note})


def _write_letters(output: Output, done: Handover) -> None:
    """To whoever has it now; when it is cleared, to the first hands."""
    standing = standing_of(output)
    role = done.role or (standing.steps[0].role if standing else "")
    with translation.override(output.event.language):
        subject = _("“%(title)s” is cleared") if not done.role else _("“%(title)s” is with you")
        context = {"output": output, "done": done, "url": absolute(reverse("outputs:clearance", args=[output.pk]))}
        body = render_to_string("outputs/letters/clearance.txt", context).strip()
    subject = (subject % {"title": output.title})[:LONGEST_SUBJECT]
    people = [person for person in holders(output.event, role) if person.user_id != done.by_id]
    drafts = [Draft(person, subject, body) for person in people]
    if drafts:
        draft_letters(output.event, by=None, drafts=drafts, kind=KIND, about=f"handover:{done.pk}")
