"""Letters with a link that opens something. They wait in the outbox without it: it is made when they are sent."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Event
from participants.domain.outbox import FILLERS, Draft, draft_letters, replace_letters
from participants.domain.text import one_line
from participants.models import Invitation, Letter, User
from participants.wording import LETTER_KINDS

INVITATION, REMINDER, DELEGATION = "invitation", "invitation_reminder", "delegation"
KINDS = {
    INVITATION: gettext_lazy("invitation"),
    REMINDER: gettext_lazy("reminder of an invitation"),
    DELEGATION: gettext_lazy("letter to a focal point"),
}
#: Stands in the letter where the link will be.
LINK = "[personal link]"
TOKEN_BYTES = 16
#: How long a link in a letter opens something, from its sending; what it leads to may stand for longer.
LINK_LASTS = timedelta(days=14)
State = Invitation.State


def register() -> None:
    """To be called once, when the app is ready."""
    LETTER_KINDS.update(KINDS)
    FILLERS.update(dict.fromkeys(KINDS, fill))


def hash_of(token: str) -> str:
    """What is kept of a token: 128 bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def draft_invitation_letters(
    event: Event, *, by: User | None, invitations: Iterable[Invitation], kind: str = INVITATION
) -> int:
    """A letter for each to the address it is for; those that waited for the same person are replaced. How many.

    The invitations need their person and category. Raises PermissionDenied unless `by` may write letters.
    """
    rows = list(invitations)
    with transaction.atomic():
        note = _("A newer letter takes its place.")
        replace_letters(event, kind=kind, people=[row.person_id for row in rows], note=note)
        drafts = [_draft(event, row, kind) for row in rows]
        return draft_letters(event, by=by, drafts=drafts, kind=kind)


def fill(letter: Letter) -> str:
    """The text with a link that nobody had before; earlier ones open nothing any more.

    Raises ValidationError where the invitation was answered, withdrawn, or its time is over.
    """
    pk = letter.about.split(":")[1]
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(pk=pk, event=letter.event_id).first()
        if invitation is None or invitation.state not in {State.PREPARED, State.SENT}:
            raise ValidationError(_("The invitation was answered or withdrawn."))
        if invitation.is_expired:
            raise ValidationError(_("The invitation is valid no longer. Renew it in the list of invitations."))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        invitation.token_hash, invitation.state, invitation.sent_at = hash_of(token), State.SENT, timezone.now()
        invitation.save(update_fields=["token_hash", "state", "sent_at"])
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:invitation', args=[token])}"
    return letter.body.replace(LINK, address) if LINK in letter.body else f"{letter.body}\n\n{address}"


def _draft(event: Event, invitation: Invitation, kind: str) -> Draft:
    context = {
        "invitation": invitation,
        "delegation": invitation.delegation,
        "full_name": f"{invitation.honorific} {invitation.name}".strip(),
        "event": event,
        "name": one_line(event.name),
        "title": one_line(event.title),
        "closes": invitation.delegation and invitation.delegation.closes_at.astimezone(event.tz),
        "until": invitation.expires_at.astimezone(event.tz),
        "link": LINK,
        "days": LINK_LASTS.days,
    }
    with translation.override(event.language):
        text = render_to_string(f"participants/letters/{kind}.txt", context)
    subject, _rest, body = text.strip().partition("\n")
    about = f"invitation:{invitation.pk}:{secrets.token_hex(4)}"
    return Draft(invitation.person, subject, body.strip(), bound_to=invitation.email, about=about)
