"""How recommendations come of others: reworded, merged, split, forwarded. The old ones stay as they were said."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.models import User
from sessions.models import Addressee, Lineage, Recommendation
from sessions.permissions import may_record_event

from .attribution import names_apart
from .recommendations import RECOMMENDATION_FIELDS, capture_recommendation
from .writing import LISTS, said

Kind = Lineage.Kind
OWN = frozenset({"entry", "unread"})  # of the one that was captured, not of what came of it
MOST = 50


def reword_recommendation(
    recommendation: Recommendation, *, by: User | None, data: Mapping[str, Any], reason: str = ""
) -> Recommendation:
    """A new recommendation in other words. What `data` does not name is taken over.

    Raises as `capture_recommendation`.
    """
    return _descend([recommendation], Kind.REWORDED_FROM, by=by, data=data, reason=reason)


def merge_recommendations(
    parents: Sequence[Recommendation], *, by: User | None, data: Mapping[str, Any] | None = None, reason: str = ""
) -> Recommendation:
    """One of several of an event: with the proposers, addressees and subjects of all, and the first one's words where
    `data` gives no others. It stands in their session where they have one in common.

    Raises as `capture_recommendation`; ValidationError for fewer than two or ones of different events.
    """
    if not 2 <= len({parent.pk for parent in parents}) <= MOST:
        raise ValidationError(_("Choose between 2 and %(most)d recommendations."), params={"most": MOST})
    if len({parent.event_id for parent in parents}) > 1:
        raise ValidationError(_("They belong to different events."))
    return _descend(parents, Kind.MERGED_FROM, by=by, data=data or {}, reason=reason)


def split_recommendation(
    recommendation: Recommendation, *, by: User | None, texts: Sequence[str], reason: str = ""
) -> list[Recommendation]:
    """One for each of `texts`, all else taken over. Raises as `capture_recommendation`; ValidationError ("texts") for
    fewer than two."""
    texts = [text for text in texts if text.strip()]
    if not 2 <= len(texts) <= MOST:
        raise ValidationError({"texts": _("Write at least two texts, with an empty line between.")})
    with transaction.atomic():
        return [
            _descend([recommendation], Kind.SPLIT_FROM, by=by, data={"text": text}, reason=reason) for text in texts
        ]


def forward_recommendation(recommendation: Recommendation, event: Event, *, by: User | None) -> Recommendation:
    """The same, before another event: that of which this one is a part, or a later edition. Once for each event.

    Raises PermissionDenied unless `by` records that event; ValidationError where it is there already.
    """
    if by and not may_record_event(by, event):
        raise PermissionDenied
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        if recommendation.event_id == event.pk or _is_in(event, recommendation):
            raise ValidationError(_("This recommendation is before “%(event)s” already.") % {"event": event})
        links = _addressees([recommendation])
        data = _taken_over([recommendation]) | {"objective": None}
        child = capture_recommendation(event, by=by, data=data, addressees=links)
        Lineage.objects.create(child=child, parent=recommendation, kind=Kind.FORWARDED_FROM, created_by=by)
    return child


def take_back(child: Recommendation, *, by: User | None) -> None:
    """Undoes what made `child` of others a moment ago: it goes, and those stay as they were said.

    Raises PermissionDenied unless `by` records its event; ValidationError once it was changed, adopted, or anything
    refers to it, since from then on it is part of the record.
    """
    if by and not may_record_event(by, child.event):
        raise PermissionDenied
    is_new = child.revision == 1 and child.status == Recommendation.Status.CAPTURED
    refused = ValidationError(_("Others refer to recommendation %(number)d already."), params={"number": child.number})
    if not is_new or child.descent.exists() or not child.ancestry.exists():
        raise refused
    with transaction.atomic():
        child.ancestry.all().delete()
        log(instance=child, action="sessions.take_back_recommendation", user=by, data=said(child))
        try:
            child.delete()
        except ProtectedError as used:
            raise refused from used


def _is_in(event: Event, recommendation: Recommendation) -> bool:
    return recommendation.descent.filter(kind=Kind.FORWARDED_FROM, child__event=event).exists()


def _descend(
    parents: Sequence[Recommendation], kind: str, *, by: User | None, data: Mapping[str, Any], reason: str
) -> Recommendation:
    first = parents[0]
    session = first.session if len({parent.session_id for parent in parents}) == 1 else None
    with transaction.atomic():
        child = capture_recommendation(
            first.event,
            by=by,
            data=_taken_over(parents) | dict(data),
            session=session,
            addressees=_addressees(parents),
            reason=reason,
        )
        Lineage.objects.bulk_create(Lineage(child=child, parent=parent, kind=kind, created_by=by) for parent in parents)
        _carry_names(parents, child)
    return child


def _taken_over(parents: Sequence[Recommendation]) -> dict[str, Any]:
    """The first one's fields, and what stands in any of their lists."""
    kept = {field: getattr(parents[0], field) for field in RECOMMENDATION_FIELDS - OWN}
    for name in LISTS:
        kept[name] = list({row.pk: row for parent in parents for row in getattr(parent, name).all()}.values())
    return kept


def _addressees(parents: Iterable[Recommendation]) -> list[tuple[Addressee, str]]:
    """Who leads for one of them leads."""
    links = [link for parent in parents for link in parent.addressee_links.select_related("addressee")]
    return [(link.addressee, link.part) for link in sorted(links, key=lambda link: link.part != "lead")]


def _carry_names(parents: Sequence[Recommendation], child: Recommendation) -> None:
    """Whoever proposed them apart from the record is credited apart as well."""
    people = {row.person.pk: row.person for parent in parents for row in parent.attributions.all() if row.person}
    if people:
        names_apart(child, {"proposers": list(people.values())})
