"""Who may read what of an expert. Pages, search, lists and exports ask here, and nowhere else."""

from collections.abc import Collection
from typing import Any

from cms.roles import is_secretariat
from participants.models import ExpertProfile
from participants.models.experts import Audience
from participants.permissions import is_own, shares_network

#: What each audience may read: its own, and what is for wider ones.
WIDER = {
    Audience.PUBLIC: {Audience.PUBLIC},
    Audience.NETWORKS: {Audience.PUBLIC, Audience.NETWORKS},
    Audience.SECRETARIAT: {Audience.PUBLIC, Audience.NETWORKS, Audience.SECRETARIAT},
}


def fields_for(profile: ExpertProfile, audience: str) -> frozenset[str]:
    """Names of ExpertProfile.FIELDS that readers of `audience` may see; none but for the secretariat if unlisted."""
    if not profile.is_listed and audience != Audience.SECRETARIAT:
        return frozenset()
    allowed = WIDER[Audience(audience)]
    return frozenset(field for field in ExpertProfile.FIELDS if profile.audience_of(field) in allowed)


def audience_of(user: Any, person_id: int, shared: Collection[int] | None = None) -> str:
    """To which audience of that person `user` belongs; `shared` are ids in the user's networks, if known already."""
    if is_secretariat(user):
        return Audience.SECRETARIAT
    if shared is None:
        shared = shares_network(user, [person_id])
    return Audience.NETWORKS if person_id in shared else Audience.PUBLIC


def visible_fields(profile: ExpertProfile, user: Any) -> frozenset[str]:
    """What `user` may read; one's own all."""
    if is_own(user, profile.person):
        return frozenset(ExpertProfile.FIELDS)
    return fields_for(profile, audience_of(user, profile.person_id))
