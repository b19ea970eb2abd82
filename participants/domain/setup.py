"""How registration for an event is set up, and what a newcomer finds at the door."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.domain.changes import Words, differences, in_words, words_of
from cms.models import Event
from cms.prepared import first, prepared
from participants.domain.text import many_lines
from participants.domain.way_letters import LINK_LASTS
from participants.domain.ways import OPEN, Way
from participants.models import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup, User
from participants.permissions import may_set_up_registration

MOST_HOURS = LINK_LASTS // timedelta(hours=1)
FIELDS = frozenset(
    {
        "opens_at",
        "closes_at",
        "grace_minutes",
        "change_until",
        "follow_up_until",
        "capacity",
        "needs_approval",
        "is_by_invitation",
        "has_waiting_list",
        "acceptance_hours",
        "asks_motivation",
        "asks_needs",
        "introduction",
        "list_is_public",
    }
)


class State(StrEnum):
    NOT_OFFERED = "not_offered"
    NOT_YET = "not_yet"
    OPEN = "open"
    BY_INVITATION = "by_invitation"
    CLOSED = "closed"
    FULL = "full"
    WAITING_LIST = "waiting_list"


#: Where a form is taken: for a place, or for the waiting list.
TAKING = frozenset({State.OPEN, State.WAITING_LIST})
REFUSALS = {
    State.NOT_OFFERED: _("This event takes no registrations here."),
    State.NOT_YET: _("Registration has not opened yet."),
    State.BY_INVITATION: _("This event takes those who were invited or nominated."),
    State.CLOSED: _("Registration has closed. What you typed was not kept: copy it if you need it."),
    State.FULL: _("The last place has just been taken. What you typed was not kept: copy it if you need it."),
}
FOLLOW_UP_CLOSED = _("The time for this form is over. What you typed was not kept: copy it if you need it.")


def setup_of(event: Event) -> RegistrationSetup | None:
    """Read once for each event object."""
    place = RegistrationSetup._meta.get_field("event").remote_field
    if not place.is_cached(event):
        place.set_cached_value(event, first(_setups(event.pk)))
    setup: Any = place.get_cached_value(event)
    if setup:
        setup.event = event
    return setup


@prepared
def _setups(event: int) -> QuerySet[RegistrationSetup]:
    return RegistrationSetup.objects.filter(event=event)


def state_of(setup: RegistrationSetup | None, way: Way = OPEN) -> State:
    """By the server's clock, now, to somebody who comes by `way`. An event that was called off takes nobody.

    A form that was begun in time is taken during the minutes of grace, which are not told.
    """
    now = timezone.now()
    if setup is None or setup.opens_at is None:
        return State.NOT_OFFERED
    if setup.event.is_cancelled or (_is_past(setup.closes_at, setup, now) and not way.is_admitted):
        return State.CLOSED
    if now < setup.opens_at:
        return State.NOT_YET
    if setup.is_by_invitation and not way.is_admitted:
        return State.BY_INVITATION
    if setup.places_left == 0:
        return State.WAITING_LIST if setup.has_waiting_list else State.FULL
    return State.OPEN


def may_still_change(setup: RegistrationSetup | None) -> bool:
    """Whether somebody may change or withdraw their own registration now."""
    if setup is None or setup.opens_at is None or setup.event.is_cancelled:
        return False
    return not _is_past(setup.change_until or setup.closes_at, setup, timezone.now())


def follow_up_is_open(registration: Registration, setup: RegistrationSetup | None) -> bool:
    """Whether somebody may fill in the form for those approved now; without a deadline, until the event is over."""
    if setup is None or setup.event.is_cancelled or registration.status != Registration.Status.APPROVED:
        return False
    if setup.follow_up_until is None:
        return setup.event.end_date >= timezone.now().astimezone(setup.event.tz).date()
    return not _is_past(setup.follow_up_until, setup, timezone.now())


def takes_newcomers(setup: RegistrationSetup | None, way: Way = OPEN) -> bool:
    """Whether somebody who has not begun may begin now: the minutes of grace are for those who have."""
    if setup is None or state_of(setup, way) not in TAKING:
        return False
    return way.is_admitted or setup.closes_at is None or timezone.now() <= setup.closes_at


def _is_past(moment: datetime | None, setup: RegistrationSetup, now: datetime) -> bool:
    return bool(moment and now > moment + timedelta(minutes=setup.grace_minutes))


def offered_categories(setup: RegistrationSetup) -> QuerySet[ParticipantCategory]:
    """Those a newcomer may choose: of the set-up's own, or of all where it names none."""
    return _offered(setup.pk)


def is_offered(category: ParticipantCategory, setup: RegistrationSetup) -> bool:
    return bool(_offered_one(setup.pk, category.pk))


@prepared
def _offered_one(setup: int, category: int) -> QuerySet[Any]:
    return _offered(setup).filter(pk=category).order_by().values("pk")


def _offered(setup: int) -> QuerySet[ParticipantCategory]:
    chosen = RegistrationSetup.categories.through.objects.filter(registrationsetup=setup)
    is_chosen = Exists(chosen.filter(participantcategory=OuterRef("pk")))
    return ParticipantCategory.objects.filter(is_chosen | ~Exists(chosen), is_open=True)


def locked_setup(event: Event) -> RegistrationSetup:
    """The set-up as it stands now, for nobody else to change before the transaction ends.

    PostgreSQL locks the row; SQLite, whose transactions start IMMEDIATE, has locked everything already. Raises
    ValidationError where the event takes no registrations.
    """
    setup = RegistrationSetup.objects.select_for_update().filter(pk=event.pk).first()
    if setup is None:
        raise ValidationError({NON_FIELD_ERRORS: REFUSALS[State.NOT_OFFERED]})
    setup.event = event
    return setup


def set_up_registration(
    event: Event,
    *,
    by: User | None,
    data: Mapping[str, Any],
    categories: Iterable[ParticipantCategory] | None = None,
    quotas: Mapping[ParticipantCategory, int | None] | None = None,
) -> RegistrationSetup:
    """Writes those of FIELDS that `data` holds; `categories`, if given, are those offered. Times are aware.

    `quotas`, if given, are the places of each category; none, or None, is no limit but the event's.

    A capacity below the places taken is kept: nobody is dropped, nobody new gets in; new places go to those who wait.
    Raises PermissionDenied unless
    `by` is organiser or secretariat, ValidationError by field.
    """
    from participants.domain import places, waiting  # which stand on this module

    if by and not may_set_up_registration(by, event):
        raise PermissionDenied
    with transaction.atomic():
        RegistrationSetup.objects.get_or_create(event=event)
        setup = locked_setup(event)
        before = _words(setup)
        _fill(setup, data)
        setup.save()
        if categories is not None:
            setup.categories.set(categories)
        if quotas is not None:
            _set_quotas(setup, quotas)
        places.recount(setup)
        data = {"fields": sorted(data), "changes": differences(before, _words(setup))}
        log(instance=event, action="participants.set_up_registration", user=by, data=data)
        waiting.hand_on(setup)
    return setup


def _words(setup: RegistrationSetup) -> Words:
    categories = in_words(setup.categories.all(), setup.event)
    quotas = setup.category_places.select_related("category").order_by("category__position", "category__name")
    told = ", ".join(f"{row.category}: {row.capacity}" for row in quotas)
    return words_of(setup, *sorted(FIELDS), event=setup.event) | {"categories": categories, "category_places": told}


def _set_quotas(setup: RegistrationSetup, quotas: Mapping[ParticipantCategory, int | None]) -> None:
    """Under the lock of the set-up; `recount` says how many places are taken."""
    setup.category_places.all().delete()
    CategoryPlaces.objects.bulk_create(
        CategoryPlaces(setup=setup, category=category, capacity=capacity)
        for category, capacity in quotas.items()
        if capacity is not None
    )


def _fill(setup: RegistrationSetup, data: Mapping[str, Any]) -> None:
    for field in FIELDS & data.keys():
        setattr(setup, field, data[field])
    setup.introduction = many_lines(setup.introduction)
    if setup.opens_at and setup.closes_at and setup.closes_at <= setup.opens_at:
        raise ValidationError({"closes_at": _("Registration closes before it opens.")})
    for name in ("change_until", "follow_up_until"):
        if setup.opens_at and (until := getattr(setup, name)) and until <= setup.opens_at:
            raise ValidationError({name: _("This ends before registration opens.")})
    if setup.has_waiting_list and not setup.acceptance_hours:
        raise ValidationError({"acceptance_hours": _("Give people at least an hour to accept.")})
    if (setup.acceptance_hours or 0) > MOST_HOURS:
        words = _("Give people %(most)d hours at most: the place is wanted by others.") % {"most": MOST_HOURS}
        raise ValidationError({"acceptance_hours": words})
    setup.full_clean(exclude=["event"])
