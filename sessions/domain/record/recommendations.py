"""Recommendations: captured with a number that they keep, and changed."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Event
from participants.domain.text import check_fields, many_lines, one_line
from participants.models import User
from sessions.models import Addressee, Recommendation, RecommendationAddressee, Session, Wording
from sessions.permissions import may_record_event
from sessions.register.entries import index_recommendations

from .writing import Conflict, need, next_position, opened, rewrite, said, write

WORDS = frozenset({"text", "source", "concerned_groups", "resources", "indicator", "dissent"})
RECOMMENDATION_FIELDS = WORDS | {"verb", "consensus", "objective", "entry", "due", "unread"}


def capture_recommendation(
    event: Event,
    *,
    by: User | None,
    data: Mapping[str, Any],
    session: Session | None = None,
    addressees: Iterable[tuple[Addressee, str]] = (),
    reason: str = "",
) -> Recommendation:
    """A new recommendation with the next number of its event, which it keeps for ever.

    `data` holds RECOMMENDATION_FIELDS and LISTS; `addressees` are pairs of addressee and part ("lead", "support").
    Raises as `capture_entry`.
    """
    with transaction.atomic():
        _open_for_recommendation(event, session, by=by, reason=reason)
        recommendation = _new_recommendation(event, session, by=by, data=data, addressees=addressees)
        log(
            instance=recommendation,
            action="sessions.capture_recommendation",
            user=by,
            data=said(recommendation, reason),
        )
        _find_by_words(recommendation)
    return recommendation


def change_recommendation(
    recommendation: Recommendation,
    *,
    by: User | None,
    data: Mapping[str, Any],
    revision: int,
    addressees: Iterable[tuple[Addressee, str]] | None = None,
    reason: str = "",
) -> Recommendation:
    """Writes what `data` holds; `addressees=None` leaves them. An adopted one needs a reason.

    Raises as `capture_recommendation`, and Conflict.
    """
    with transaction.atomic():
        _open_for_recommendation(recommendation.event, recommendation.session, by=by, reason=reason)
        recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
        if recommendation.revision != revision:
            raise Conflict(recommendation)
        if recommendation.status == Recommendation.Status.ADOPTED:
            need(reason, _("This recommendation is adopted. Say why it changes."))
        before = recommendation.text
        rewrite(recommendation, data, by=by, fields=RECOMMENDATION_FIELDS)
        if addressees is not None:
            _address(recommendation, addressees)
        data = said(recommendation, reason, before=before)
        log(instance=recommendation, action="sessions.change_recommendation", user=by, data=data)
        _find_by_words(recommendation)
    return recommendation


def addressee_named(name: str, *, kind: str = "") -> Addressee:
    """The addressee of that name, whatever its case; a new one of `kind`, not yet saved, where there is none.

    Raises ValidationError where it is new and no kind is given: a slip of the pen must not add one.
    """
    name = one_line(name)
    if known := Addressee.objects.filter(name__iexact=name).first():
        return known
    if kind not in Addressee.Kind.values:
        raise ValidationError(
            _("“%(name)s” is new here. Correct it, or choose below what it is and it will be added."),
            params={"name": name},
        )
    addressee = Addressee(name=name, kind=kind)
    addressee.full_clean()
    return addressee


def _find_by_words(recommendation: Recommendation) -> None:
    transaction.on_commit(partial(index_recommendations, [recommendation.pk]))


def _open_for_recommendation(event: Event, session: Session | None, *, by: User | None, reason: str) -> None:
    """The event's row is locked too: its recommendations are numbered."""
    if session is None:
        if by and not may_record_event(by, event):
            raise PermissionDenied
    elif opened(session, by=by, reason=reason).event_id != event.pk:
        raise ValidationError(_("This session belongs to another event."))
    Event.objects.select_for_update().get(pk=event.pk)


def _new_recommendation(
    event: Event,
    session: Session | None,
    *,
    by: User | None,
    data: Mapping[str, Any],
    addressees: Iterable[tuple[Addressee, str]],
) -> Recommendation:
    mine = Recommendation.objects.filter(event=event)
    recommendation = Recommendation(
        event=event,
        session=session,
        number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
        position=next_position(mine.filter(session=session)),
        created_by=by,
        updated_by=by,
    )
    write(recommendation, data, fields=RECOMMENDATION_FIELDS)
    _address(recommendation, addressees)
    return recommendation


def _address(recommendation: Recommendation, addressees: Iterable[tuple[Addressee, str]]) -> None:
    """Each addressee once; named twice, the part named first counts. New ones are saved."""
    parts: dict[int, str] = {}
    for addressee, part in addressees:
        parts.setdefault(addressee.pk or _added(addressee).pk, part)
    recommendation.addressee_links.all().delete()
    RecommendationAddressee.objects.bulk_create(
        RecommendationAddressee(recommendation=recommendation, addressee_id=pk, part=part) for pk, part in parts.items()
    )


def _added(addressee: Addressee) -> Addressee:
    """Saved now, unless a colleague has added the same name meanwhile, or it stands twice in the list."""
    return Addressee.objects.get_or_create(name=addressee.name, defaults={"kind": addressee.kind})[0]


def set_wording(
    recommendation: Recommendation, *, by: User | None, language: str, text: str, reason: str = ""
) -> Wording | None:
    """The recommendation in another language (a code of the site's content languages); an empty text takes it away.

    Raises as `change_recommendation`, ValidationError with "language" where it is the event's own or unknown.
    """
    with transaction.atomic():
        _open_for_recommendation(recommendation.event, recommendation.session, by=by, reason=reason)
        if language == recommendation.event.language or language not in dict(settings.LANGUAGES):
            raise ValidationError({"language": _("Choose another language than the event’s own.")})
        if not (text := many_lines(text)):
            recommendation.wordings.filter(language=language).delete()
            return None
        check_fields(Wording(language=language, text=text), exclude=["recommendation"])
        wording, _made = recommendation.wordings.update_or_create(language=language, defaults={"text": text})
        data = {"id": recommendation.pk, "language": language, "text": text, "reason": one_line(reason)}
        log(instance=recommendation, action="sessions.set_wording", user=by, data=data)
    return wording
