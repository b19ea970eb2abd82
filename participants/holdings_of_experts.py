"""What is held of a person as an expert, for My data and its copy."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from participants.holdings import Source
from participants.models import ExpertProfile, ShortlistEntry
from participants.personal_data import ACCOUNT, names_of, plain

OF_PROFILE = ("is_listed", "languages", "regions", "availability", "available_from", "availability_note", "audiences")


def sources() -> list[Source]:
    return [PROFILE, SHORTLISTS]


def not_personal() -> dict[str, Any]:
    acts = _("an act of office, listed under what was done")
    made = _("made of the profile, so that it can be found")
    return {
        "participants.Shortlist.by": acts,
        "participants.ShortlistEntry.by": acts,
        "participants.ExpertEntry.person": made,
    }


def profile_row(profile: ExpertProfile) -> dict[str, Any]:
    more = {"expertise": [str(theme) for theme in profile.expertise.all()]}
    written = [plain("title", "where", "year", "url")(each) for each in profile.publications.all()]
    return plain(*OF_PROFILE, "confirmed_on")(profile) | more | {"publications": written}


PROFILE = Source(
    slug="expert",
    order=14,
    label=_("Expert profile"),
    purpose=_("so that meetings find you, as far as you want"),
    until=ACCOUNT,
    query=lambda person: ExpertProfile.objects.filter(person=person),
    row=profile_row,
    labels=names_of(ExpertProfile, *OF_PROFILE[:-1], "confirmed_on", "expertise")
    | {"audiences": _("who may read what"), "publications": _("publications")},
    relations=("participants.ExpertProfile.person",),
    files=lambda profile: [("photo.jpg", profile.photo)] if profile.photo else [],
)
SHORTLISTS = Source(
    slug="shortlists",
    order=57,
    label=_("Shortlists you are on"),
    purpose=_("so that meetings can invite you"),
    until=_("as long as the history of the event"),
    query=lambda person: ShortlistEntry.objects.filter(person=person).select_related("shortlist__event"),
    row=plain("shortlist", "note", "reasons", "added_at"),
    labels=names_of(ShortlistEntry, "shortlist", "note") | {"reasons": _("reasons"), "added_at": _("since")},
    relations=("participants.ShortlistEntry.person",),
)
