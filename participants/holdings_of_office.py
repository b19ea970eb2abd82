"""What sign-ins, the ways in, the desk and printed papers hold of a person, for My data and its copy."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.holdings import Source
from participants.models import Delegation, Invitation, Nomination, OfficialLetter, Person, RegistrationNote
from participants.personal_data import ACCOUNT, RECORD, names_of, plain

OPEN = (Invitation.State.PREPARED, Invitation.State.SENT)
ACT = _("an act of office, listed under what was done")
ACTS = (
    *("Certificate.issued_by", "Delegation.by", "DifferentPeople.by", "GroupLetter.by", "Invitation.by"),
    *("ListImport.created_by", "Nomination.by", "OfficialLetter.issued_by", "PersonMerge.by", "PersonMerge.undone_by"),
    *("RegistrationNote.by", "Scan.by"),
)


def not_personal() -> dict[str, Any]:
    return {f"participants.{name}": ACT for name in ACTS} | {
        "participants.DeskView.owner": _("settings of the back office"),
        "participants.RegistrationExport.owner": _("work in the back office; it goes after a week"),
        "participants.PersonMerge.person": _("repeats what stands in the record, so that a merge can be undone"),
    }


def needs_contact() -> Q:
    """Whoever was invited and may still answer must be reached."""
    return Q(pk__in=Invitation.objects.filter(state__in=OPEN, expires_at__gte=timezone.now()).values("person"))


def sources() -> list[Source]:
    return [SIGN_INS, FACTORS, ELSEWHERE, INVITATIONS, DELEGATIONS, NOMINATIONS, NOTES, CERTIFICATES, LETTERS]


def of_account(model: Any) -> Any:
    return lambda person: model.objects.filter(user=person.user_id, user__isnull=False)


def nominated(person: Person) -> QuerySet[Nomination]:
    own = Q(registration__person=person) | (Q(email=person.email) if person.email else Q(pk=None))
    return Nomination.objects.filter(own).select_related("delegation__event", "category")


def nomination_row(nomination: Nomination) -> dict[str, Any]:
    return {"event": str(nomination.delegation.event), **plain(*OF_NOMINATION)(nomination)}


def letter_row(letter: OfficialLetter) -> dict[str, Any]:
    return {"kind": str(letter.get_kind_display()), **plain("event", "reference", "issued_at")(letter)}


SIGN_INS = Source(
    slug="sign-ins",
    order=12,
    label=_("Where you are signed in"),
    purpose=_("so that you see and end it"),
    until=_("until you sign out"),
    query=of_account(UserSession),
    row=plain("created_at", "last_seen_at", "ip", "user_agent"),
    labels={
        "created_at": _("since"),
        "last_seen_at": _("last seen"),
        "ip": _("address of the network"),
        "user_agent": _("browser"),
    },
    relations=("usersessions.UserSession.user",),
)
FACTORS = Source(
    slug="second-factors",
    order=13,
    label=_("Second factors"),
    purpose=_("so that nobody else signs in as you"),
    until=_("until you remove them"),
    query=of_account(Authenticator),
    row=plain("type", "created_at", "last_used_at"),
    labels={"type": _("kind"), "created_at": _("since"), "last_used_at": _("last used")},
    relations=("mfa.Authenticator.user",),
)
ELSEWHERE = Source(
    slug="institutions",
    order=14,
    label=_("Sign-in through an institution"),
    purpose=_("so that you can sign in"),
    until=ACCOUNT,
    query=of_account(SocialAccount),
    row=plain("provider", "uid", "date_joined", "last_login"),
    labels={
        "provider": _("institution"),
        "uid": _("your number there"),
        "date_joined": _("since"),
        "last_login": _("last used"),
    },
    relations=("socialaccount.SocialAccount.user",),
)
OF_INVITATION = ("event", "email", "name", "honorific", "category", "note", "state", "reason")
INVITATIONS = Source(
    slug="invitations",
    order=33,
    label=_("Invitations"),
    purpose=_("so that you can take part"),
    until=RECORD,
    query=lambda person: person.invitations.select_related("event", "category"),
    row=plain(*OF_INVITATION, "created_at", "sent_at", "answered_at"),
    labels=names_of(Person._meta.get_field("invitations").related_model, *OF_INVITATION)
    | {"event": _("event"), "created_at": _("prepared"), "sent_at": _("sent"), "answered_at": _("answered")},
    relations=("participants.Invitation.person",),
)
OF_DELEGATION = ("event", "country", "organization", "focal_name", "focal_email", "note")
DELEGATIONS = Source(
    slug="delegations",
    order=34,
    label=_("Delegations you nominate"),
    purpose=_("so that you can say whom your State or organization sends"),
    until=RECORD,
    query=lambda person: person.delegations_led.select_related("event", "country", "organization"),
    row=plain(*OF_DELEGATION),
    labels=names_of(Delegation, *OF_DELEGATION) | {"event": _("event")},
    relations=("participants.Delegation.focal_point",),
)
OF_NOMINATION = ("honorific", "name", "title", "institution", "email", "category", "state", "reason", "created_at")
NOMINATIONS = Source(
    slug="nominations",
    order=35,
    label=_("Nominations of you"),
    purpose=_("so that you can take part in a delegation"),
    until=RECORD,
    query=nominated,
    row=nomination_row,
    labels=names_of(Nomination, *OF_NOMINATION[:-1]) | {"event": _("event"), "created_at": _("nominated")},
)
NOTES = Source(
    slug="notes",
    order=36,
    label=_("Notes of the organizers"),
    purpose=_("so that those at the desk know what was arranged"),
    until=ACCOUNT,
    query=lambda person: RegistrationNote.objects.filter(registration__person=person).select_related(
        "registration__event"
    ),
    row=lambda note: {"event": str(note.registration.event), **plain("text", "created_at")(note)},
    labels={"event": _("event"), "text": _("note"), "created_at": _("written")},
)
CERTIFICATES = Source(
    slug="certificates",
    order=37,
    label=_("Certificates"),
    purpose=_("so that anybody can verify them"),
    until=RECORD,
    query=lambda person: person.certificates.select_related("event"),
    row=plain("event", "kind", "serial", "code", "issued_at", "revoked_at"),
    labels={
        "event": _("event"),
        "kind": _("kind"),
        "serial": _("serial number"),
        "code": _("code"),
        "issued_at": _("issued"),
        "revoked_at": _("revoked"),
    },
    relations=("participants.Certificate.person",),
)
LETTERS = Source(
    slug="official-letters",
    order=38,
    label=_("Letters of invitation and for visas"),
    purpose=_("so that you can travel"),
    until=ACCOUNT,
    query=lambda person: OfficialLetter.objects.filter(registration__person=person).select_related("event"),
    row=letter_row,
    labels={"event": _("event"), "kind": _("kind"), "reference": _("reference"), "issued_at": _("issued")},
)
