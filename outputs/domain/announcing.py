"""Telling participants of a document."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from outputs.models import Output
from outputs.permissions import may_announce
from participants.domain.group_mail import save_group_letter
from participants.models import GroupLetter, ParticipantCategory, User


def announce_output(output: Output, *, by: User, category: str = "") -> GroupLetter:
    """A letter with the address of an adopted document to all approved participants, or to those of one category (its
    slug), as a text to look at: nothing is drafted or sent yet.

    Raises PermissionDenied; ValidationError where there is no such category.
    """
    if not may_announce(by, output):
        raise PermissionDenied
    filters = {"status": ["approved"]}
    if category:
        found = ParticipantCategory.objects.filter(slug=category).first()
        if found is None:
            raise ValidationError(_("There is no such category."))
        filters["category"] = [str(found.pk)]
    with translation.override(output.event.language):
        subject, body = _subject(output), _body(output)
    letter = GroupLetter(event=output.event, group={"filters": filters}, subject=subject, body=body)
    return save_group_letter(letter, by=by)


def _subject(output: Output) -> str:
    title = output.title.replace("{", "(").replace("}", ")")
    return (_("Now available: %(title)s") % {"title": title})[:200]


def _body(output: Output) -> str:
    """Braces are placeholders in letters to groups."""
    title = output.title.replace("{", "(").replace("}", ")")
    named = f"{title} ({output.symbol})" if output.symbol else title
    address = f"{settings.WAGTAILADMIN_BASE_URL}{output.get_absolute_url()}"
    return _("“%(document)s” can be read and downloaded in every format here:\n\n%(address)s") % {
        "document": named,
        "address": address,
    }
