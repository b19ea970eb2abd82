"""A draft that is out for comments: to whom and until when, what they say of which paragraph, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from outputs.editing.commented import pieces_of
from outputs.models import Comment, CommentPeriod, Output
from outputs.permissions import may_answer_comments, may_comment_on, may_open_comments
from participants.domain.outbox import Draft, draft_letters
from participants.domain.text import check_fields, many_lines
from participants.models import Person, Registration, User
from participants.wording import LETTER_KINDS

KIND = "comments"
LETTER_KINDS[KIND] = gettext_lazy("a draft for comments")
Audience = CommentPeriod.Audience


def open_comments(
    output: Output, *, by: User, last_day: date, audience: str, readers: Iterable[Person] = ()
) -> CommentPeriod:
    """Puts a draft out for comments until the end of `last_day` in the event's zone, and drafts a letter to each who
    may comment and was not written to before. Opening it again changes the day and the readers.

    Raises PermissionDenied; ValidationError by field.
    """
    with transaction.atomic():
        locked = Output.objects.select_for_update().select_related("event").get(pk=output.pk)
        if not may_open_comments(by, locked):
            raise PermissionDenied
        ends_at = _end_of(last_day, locked)
        people = _readers(locked, audience, list(readers))
        before = words_of(locked, "state", event=locked.event)
        locked.state = Output.State.FOR_COMMENTS
        locked.save(update_fields=["state", "updated_at"])
        values = {"audience": audience, "ends_at": ends_at}
        period, _made = CommentPeriod.objects.update_or_create(output=locked, defaults=values)
        period.readers.set(people if audience == Audience.READERS else [])
        changes = differences(before, words_of(locked, "state", event=locked.event))
        data = {"output": locked.pk, "title": locked.title, "changes": changes}
        log(instance=locked.event, action="outputs.open_comments", user=by, data=data)
        drafts = [_letter(locked, person, ends_at) for person in people]
        draft_letters(locked.event, by=by, drafts=drafts, kind=KIND, about=f"comments:{locked.pk}")
    return period


def write_comment(output: Output, *, by: User, node: str, text: str) -> Comment:
    """Keeps what a reader says of the piece with the id `node`, with its number and words as they are now.

    Raises PermissionDenied, also once the time is over; ValidationError by field.
    """
    if not may_comment_on(by, output):
        raise PermissionDenied
    piece = next((one for one in pieces_of(output) if one.id == node), None)
    if piece is None:
        raise ValidationError({"text": _("This paragraph is not in the document any more.")})
    comment = Comment(output=output, node=node, number=piece.number, quote=piece.text, author=by)
    comment.text = many_lines(text)
    check_fields(comment, exclude=["output", "author", "settled_by"])
    with transaction.atomic():
        comment.save()
        data = {"output": output.pk, "title": output.title, "changes": {"comment": [None, None]}}
        log(instance=output.event, action="outputs.comment", user=by, data=data)
    return comment


def answer_comment(comment: Comment, *, by: User, answer: str, is_settled: bool) -> Comment:
    """What the writers make of a comment, which its author reads. Raises PermissionDenied, ValidationError by field."""
    if not may_answer_comments(by, comment.output):
        raise PermissionDenied
    with transaction.atomic():
        kept = Comment.objects.select_for_update(of=("self",)).select_related("output__event").get(pk=comment.pk)
        kept.answer = many_lines(answer)
        kept.settled_at = (kept.settled_at or timezone.now()) if is_settled else None
        kept.settled_by = by if is_settled else None
        check_fields(kept, exclude=["output", "author", "settled_by", "text", "quote"])
        kept.save(update_fields=["answer", "settled_at", "settled_by"])
        data = {"output": kept.output_id, "title": kept.output.title, "changes": {"answer": [None, None]}}
        log(instance=kept.output.event, action="outputs.answer_comment", user=by, data=data)
    return kept


def _end_of(day: date, output: Output) -> datetime:
    if day < timezone.localdate(timezone=output.event.tz):
        raise ValidationError({"last_day": _("This day is over.")})
    return datetime.combine(day, time.max, output.event.tz)


def _readers(output: Output, audience: str, readers: list[Person]) -> list[Person]:
    if audience not in Audience.values:
        raise ValidationError({"audience": _("Choose who may comment.")})
    if audience == Audience.READERS:
        if not readers:
            raise ValidationError({"readers": _("Name at least one person.")})
        return readers
    approved = Registration.objects.approved().filter(event=output.event).values("person")
    return list(Person.objects.filter(pk__in=approved).select_related("user").order_by("pk"))


def _letter(output: Output, person: Person, ends_at: datetime) -> Draft:
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('outputs:comments', args=[output.pk])}"
    with translation.override(output.event.language), timezone.override(output.event.tz):
        words = {"title": output.title, "day": date_format(ends_at.astimezone(output.event.tz), "DATE_FORMAT")}
        subject = _("For your comments: %(title)s") % words
        body = _(
            "A draft of “%(title)s” is open for your comments until the end of %(day)s.\n\nRead it and comment on each "
            "paragraph here:\n%(address)s"
        ) % (words | {"address": address})
    return Draft(person, subject[:200], body)
