"""Who wrote a paper: its author names the others, each is asked, and who says no is not named."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from participants.domain.letters import address_of, deliver
from participants.domain.records import record_of
from participants.domain.text import one_line
from participants.domain.way_letters import LINK_LASTS, TOKEN_BYTES, hash_of
from participants.models import User, normalize_email
from sessions.models import Paper, PaperAuthor
from sessions.permissions import may_change_paper

Answer, Status = PaperAuthor.Answer, Paper.Status
MOST_AUTHORS = 15
ASK_AGAIN = timedelta(days=1)
CLOSED = (Status.WITHDRAWN, Status.REJECTED)


class NotValid(Exception):
    """A link that opens nothing (any more), whatever the reason."""


def name_author(paper: Paper, *, by: User, data: Mapping[str, Any]) -> PaperAuthor:
    """Names somebody as co-author by "name" and "email", after those there, and asks by mail: the author pressed send.

    Somebody known by this address keeps the name of their record. Raises PermissionDenied; ValidationError by field.
    """
    _check_may_change(by, paper)
    name, email = one_line(data.get("name", "")), normalize_email(data.get("email", ""))
    _check_address(name, email)
    with transaction.atomic():
        paper = _locked(paper)
        person = record_of({"name": name, "email": email}, by=by)
        authors = paper.authors.all()
        if authors.filter(person=person).exists():
            raise ValidationError({"email": _("This person is named already.")})
        if authors.count() >= MOST_AUTHORS:
            raise ValidationError({NON_FIELD_ERRORS: _("A paper can have %(most)d authors.") % {"most": MOST_AUTHORS}})
        last = authors.aggregate(last=Max("position"))["last"] or 0
        author = PaperAuthor(paper=paper, person=person, position=last + 1, answer=Answer.ASKED)
        _ask(author, email)
        log(instance=paper, action="sessions.name_author", user=by, data={"author": person.name})
    return author


def ask_again(author: PaperAuthor, *, by: User) -> None:
    """A new letter, a day after the one before at the earliest; the link in that one opens nothing any more.

    Raises PermissionDenied, ValidationError in words.
    """
    _check_may_change(by, author.paper)
    with transaction.atomic():
        author = PaperAuthor.objects.select_for_update().get(pk=author.pk)
        if author.answer != Answer.ASKED:
            raise ValidationError(_("This person has answered already."))
        if author.asked_at and timezone.now() - author.asked_at < ASK_AGAIN:
            raise ValidationError(_("A letter left within the last day. Wait before you send another."))
        _ask(author, address_of(author.person))


def remove_author(author: PaperAuthor, *, by: User) -> None:
    """Raises PermissionDenied; ValidationError for the last one, who withdraws the paper instead."""
    paper = author.paper
    _check_may_change(by, paper)
    with transaction.atomic():
        _locked(paper)
        if not paper.authors.named().exclude(pk=author.pk).exists():
            raise ValidationError(_("A paper has an author. Withdraw it instead."))
        log(instance=paper, action="sessions.remove_author", user=by, data={"author": author.person.name})
        author.delete()


def move_author(author: PaperAuthor, *, by: User) -> None:
    """Names the author one place earlier. Raises PermissionDenied."""
    _check_may_change(by, author.paper)
    with transaction.atomic():
        _locked(author.paper)
        rows = list(author.paper.authors.order_by("position", "pk"))
        place = next((place for place, row in enumerate(rows) if row.pk == author.pk), 0)
        if place:
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
        for position, row in enumerate(rows):
            row.position = position
        PaperAuthor.objects.bulk_update(rows, ["position"])


def authorship_at(token_hash: str) -> PaperAuthor:
    """What a link in a letter opens: its paper, as yet unanswered. Raises NotValid."""
    asked = PaperAuthor.objects.filter(token=token_hash, answer=Answer.ASKED, asked_at__gte=timezone.now() - LINK_LASTS)
    author = asked.select_related("paper__event", "person").first() if token_hash else None
    if author is None or author.paper.status in CLOSED:
        raise NotValid
    return author


def answer_authorship(author: PaperAuthor, *, agrees: bool) -> None:
    """The co-author's own answer, by the link or in /me/; the caller has checked who answers.

    Who says no is named nowhere from now on, and has no more to do with the paper. Raises NotValid once answered.
    """
    with transaction.atomic():
        author = PaperAuthor.objects.select_for_update(of=("self",)).select_related("paper", "person").get(pk=author.pk)
        if author.answer != Answer.ASKED or author.paper.status in CLOSED:
            raise NotValid
        author.answer = Answer.CONFIRMED if agrees else Answer.DECLINED
        author.token, author.answered_at = "", timezone.now()
        author.save(update_fields=["answer", "token", "answered_at"])
        action = "sessions.confirm_authorship" if agrees else "sessions.decline_authorship"
        log(instance=author.paper, action=action, user=author.person.user, data={"author": author.person.name})


def _check_may_change(by: User, paper: Paper) -> None:
    if not may_change_paper(by, paper):
        raise PermissionDenied
    if paper.status in CLOSED:
        raise ValidationError(_("This paper is closed."))


def _check_address(name: str, email: str) -> None:
    errors: dict[str, Any] = {}
    if not name:
        errors["name"] = _("Give the name.")
    try:
        validate_email(email)
    except ValidationError as refusal:
        errors["email"] = refusal
    if errors:
        raise ValidationError(errors)


def _ask(author: PaperAuthor, address: str) -> None:
    """The link leaves in the letter, its digest stays here."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    author.token, author.asked_at = hash_of(token), timezone.now()
    author.save()
    paper = author.paper
    url = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('sessions:authorship_link', args=[token])}"
    with translation.override(paper.event.language):
        context = {"author": author, "paper": paper, "event": paper.event, "address": url, "days": LINK_LASTS.days}
        subject, _rest, body = render_to_string("sessions/letters/co_author.txt", context).strip().partition("\n")
    deliver.enqueue(subject=one_line(subject), body=f"{body.strip()}\n", to=address)


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("event").get(pk=paper.pk)
