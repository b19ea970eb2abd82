"""Registering for an event: from the request to the seat in the room.

The event's set-up is locked before anything about places or deadlines is decided, so that two requests for the last
place are answered one after the other. `by=None` is the operator at the command line.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.domain.changes import HIDDEN, Changes, differences, words_of
from cms.models import Event
from cms.permissions import may_read_event
from participants.domain import letters
from participants.domain.answers import Said, keep_answers
from participants.domain.asked import form_of
from participants.domain.desk import check_is_by_desk, is_by_desk, logged_changes, logged_words
from participants.domain.drafts import drop_draft
from participants.domain.locking import hold_people, read_again
from participants.domain.people import PROFILE_FIELDS, change_profile
from participants.domain.places import MOVED, STANDING, move, move_category, move_or_queue
from participants.domain.privacy.consents import list_consent, record_consents
from participants.domain.setup import (
    FOLLOW_UP_CLOSED,
    REFUSALS,
    TAKING,
    State,
    follow_up_is_open,
    is_offered,
    locked_setup,
    may_still_change,
    state_of,
)
from participants.domain.text import check_fields, many_lines, one_line
from participants.domain.waiting import hand_on, is_decided
from participants.domain.ways import OPEN, Way, use_way, way_of
from participants.models import (
    ParticipantCategory,
    Person,
    Question,
    Registration,
    RegistrationSetup,
    Stage,
    User,
)
from participants.permissions import is_own

Status = Registration.Status
FIELDS = frozenset({"category", "institution", "title", "motivation", "needs", "list_consent"})
DESK_FIELDS = frozenset({"role_in_list", "protocol_rank"})
LONG = frozenset({"motivation", "needs"})
LETTERS: dict[str, str] = {Status.APPROVED: "approved", Status.SUBMITTED: "received", Status.WAITING: "waiting"}


def register_person(
    event: Event,
    *,
    person: Person,
    by: User | None,
    data: Mapping[str, Any],
    said: Said | None = None,
    way: Way | None = None,
) -> Registration:
    """A new registration, or the withdrawn one taken up again. Of `data`, FIELDS and those of the profile are kept.

    `said` answers the questions of the event's own form. `way` is that by which the person comes, where it is known
    (`way_of`, or what the desk has confirmed); else it is found. One's own is judged by that form and the deadlines,
    the desk's is not; nobody gets a place that is not there: where all are taken, it goes to the waiting list, if
    there is one.
    Raises PermissionDenied, and ValidationError by field (under NON_FIELD_ERRORS when registration is not open, full,
    or the person is registered, or was merged with another meanwhile).
    """
    _check_may_act_for(person, event, by)
    with transaction.atomic():
        setup = locked_setup(event)
        registration = _new_or_withdrawn(event, person)
        is_new, for_desk = registration.pk is None, is_by_desk(by, event)
        confirmed = way if for_desk else None
        way = confirmed or _own_way(event, person, way)
        _check_open(setup, by, way)
        if way.category and (confirmed or not for_desk):
            registration.category, data = way.category, {**data, "category": way.category}
        _fill(registration, setup, data, by)
        is_own_act = by is not None and is_own(by, person)
        registration.way_in = way.kind if confirmed or is_own_act else Registration.WayIn.DESK
        _take_place(registration, setup, way, by)
        _save(registration, by=by, data=data)
        if said is not None or not for_desk:
            _keep(registration, said or Said(), Stage.REGISTRATION, by=by, is_new=is_new)
        if registration.list_consent:
            record_consents(person, event, [list_consent(is_given=True)], by=by)
        use_way(event, person, way)
        _tell(registration, by)
        if registration.status == Status.WAITING:
            hand_on(setup)
    return registration


def change_registration(
    registration: Registration, *, by: User | None, data: Mapping[str, Any], said: Said | None = None
) -> Registration:
    """Writes those of FIELDS and of the profile that `data` holds; one's own until the deadline, the desk's always.

    With `said` the answers to the event's own questions are written anew. Raises PermissionDenied, and ValidationError
    by field.
    """
    _check_may_act_for(registration.person, registration.event, by)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        _check_changeable(registration, setup, by)
        before, category = logged_words(registration), registration.category_id
        changed = _fill(registration, setup, data, by)
        if "category" in changed and category_is_fixed(registration, setup) and not is_by_desk(by, registration.event):
            raise ValidationError(
                {"category": _("You were invited or approved in your category. Ask the organizers to change it.")}
            )
        move_category(registration, setup, category)
        _save(registration, by=by, data=data)
        answers = {} if said is None else _keep(registration, said, Stage.REGISTRATION, by=by)
        if "list_consent" in changed:
            given = list_consent(is_given=registration.list_consent)
            record_consents(registration.person, registration.event, [given], by=by)
        changes = logged_changes(before, registration) | dict.fromkeys(sorted(changed & LONG), HIDDEN) | answers
        data = {"fields": sorted(changed), "changes": changes}
        log(instance=registration, action="participants.change_registration", user=by, data=data)
        if "category" in changed:
            hand_on(setup)
    return registration


def withdraw_registration(registration: Registration, *, by: User | None, is_replaced: bool = False) -> Registration:
    """Gives the place back; one's own until the deadline, the desk's at any time. Raises as `change_registration`.

    Where somebody `is_replaced`, the caller gives the place to whoever replaces them, in the same transaction: those
    who wait are not offered it.
    """
    _check_may_act_for(registration.person, registration.event, by)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        _check_changeable(registration, setup, by)
        before = logged_words(registration)
        move(registration, setup, Status.WITHDRAWN)
        registration.save(update_fields=MOVED)
        data = {"changes": logged_changes(before, registration)}
        log(instance=registration, action="participants.withdraw", user=by, data=data)
        letters.post("withdrawn", registration)
        if not is_replaced:
            hand_on(setup)
    return registration


def answer_follow_up(registration: Registration, *, by: User | None, said: Said) -> Registration:
    """The form for those approved, sent for the first time or again, until its deadline.

    Raises PermissionDenied, and ValidationError by name of field.
    """
    _check_may_act_for(registration.person, registration.event, by)
    with transaction.atomic():
        setup = locked_setup(registration.event)
        read_again(registration, "status", "category")
        if not (follow_up_is_open(registration, setup) or is_by_desk(by, registration.event)):
            raise ValidationError({NON_FIELD_ERRORS: FOLLOW_UP_CLOSED}, code=State.CLOSED)
        changes = _keep(registration, said, Stage.FOLLOW_UP, by=by)
        registration.followed_up_at = timezone.now()
        registration.save(update_fields=["followed_up_at"])
        log(instance=registration, action="participants.follow_up", user=by, data={"changes": changes})
    return registration


def change_answers(
    registration: Registration, *, by: User | None, said: Said, stage: str, questions: Sequence[Question]
) -> Registration:
    """What the desk corrects in the answers to `questions`, whatever the deadlines.

    Raises PermissionDenied unless `by` is organiser or at the desk, ValidationError by name of field.
    """
    check_is_by_desk(by, registration.event)
    with transaction.atomic():
        changes = keep_answers(registration, said, stage=stage, by=by, questions=questions)
        log(instance=registration, action="participants.change_registration", user=by, data={"changes": changes})
    return registration


def category_is_fixed(registration: Registration, setup: RegistrationSetup) -> bool:
    """Whoever was approved, invited or chosen as an observer does not become a member by editing a form."""
    if registration.status not in STANDING:
        return False
    if setup.needs_approval and (registration.status == Status.APPROVED or is_decided(registration)):
        return True
    return way_of(setup.event, registration.person).category is not None


def _new_or_withdrawn(event: Event, person: Person) -> Registration:
    """That of `person`, whose record stays as it is until the end of the transaction."""
    own = Registration.objects.filter(event=event, person=OuterRef("pk")).order_by().values("pk")
    [held] = hold_people([person], registration=Subquery(own))
    if held["registration"] is None:
        return Registration(event=event, person=person)
    registration = Registration.objects.get(pk=held["registration"])
    if registration.status != Status.WITHDRAWN:
        raise ValidationError({NON_FIELD_ERRORS: _("You are registered already.")}, code="registered")
    registration.event, registration.person, registration.reason = event, person, ""
    registration.category_id = None  # type: ignore[assignment]  # what was open to them then may be closed now
    return registration


def _take_place(registration: Registration, setup: RegistrationSetup, way: Way, by: User | None) -> None:
    """As approved, where that is settled already, or to be approved; on the waiting list where no place is left.

    That the desk has confirmed somebody is its decision, whether or not there is a place yet.
    """
    is_settled = way.is_approved or not setup.needs_approval
    registration.submitted_at, registration.status = timezone.now(), ""
    move_or_queue(registration, setup, Status.APPROVED if is_settled else Status.SUBMITTED)
    if way.is_approved and way.invitation is None:
        registration.decided_by, registration.decided_at = by, timezone.now()


def _tell(registration: Registration, by: User | None) -> None:
    """The history, and the person by letter."""
    changes = differences({}, words_of(registration, "status", "category", event=registration.event))
    data = {"status": registration.status, "changes": changes}
    log(instance=registration, action="participants.register", user=by, data=data)
    letters.post(LETTERS[registration.status], registration)


def _own_way(event: Event, person: Person, known: Way | None) -> Way:
    """`known` if it opens nothing or names its invitation, which `use_way` asks; the rest only the desk may give."""
    return known if known and (known.invitation or known == OPEN) else way_of(event, person)


def _fill(registration: Registration, setup: RegistrationSetup, data: Mapping[str, Any], by: User | None) -> set[str]:
    """Sets what `data` holds of FIELDS (for the desk: and DESK_FIELDS); returns the names of those that differ."""
    for_desk = is_by_desk(by, setup.event)
    allowed = FIELDS | DESK_FIELDS if for_desk else FIELDS
    values = {field: _plain(field, data[field]) for field in allowed & data.keys()}
    if not (for_desk or _is_offered(values.get("category"), registration, setup)):
        raise ValidationError({"category": _("This category is not offered.")})
    if values.get("list_consent", registration.list_consent) != registration.list_consent:
        registration.consented_at = timezone.now() if values["list_consent"] else None
    attnames = {field: "category_id" if field == "category" else field for field in values}
    changed = {f for f, value in values.items() if getattr(registration, attnames[f]) != getattr(value, "pk", value)}
    for field in changed:
        setattr(registration, field, values[field])
    return changed


def _is_offered(category: ParticipantCategory | None, registration: Registration, setup: RegistrationSetup) -> bool:
    """The category somebody has may stay, even after it was closed to others."""
    if category is None or category.pk == registration.category_id:
        return True
    return is_offered(category, setup)


def _plain(field: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return many_lines(value) if field in LONG else one_line(value)


def _save(registration: Registration, *, by: User | None, data: Mapping[str, Any]) -> None:
    if registration.category_id is None:
        raise ValidationError({"category": _("Choose the category you take part in.")})
    check_fields(registration, exclude=["event", "person", "category", "decided_by"])
    if PROFILE_FIELDS & data.keys():
        change_profile(registration.person, by=by, data=data)
    registration.save()


def _keep(registration: Registration, said: Said, stage: str, *, by: User | None, is_new: bool = False) -> Changes:
    """The answers instead of what was still being filled in."""
    if not form_of(registration.event, stage):
        return {}
    changes = keep_answers(registration, said, stage=stage, by=by, is_new=is_new)
    if said.draft:
        drop_draft(said.draft)
    return changes


def _check_may_act_for(person: Person, event: Event, by: User | None) -> None:
    if is_by_desk(by, event):
        return
    if by is None or not is_own(by, person) or not may_read_event(by, event):
        raise PermissionDenied


def _check_open(setup: RegistrationSetup, by: User | None, way: Way) -> None:
    state = state_of(setup, way)
    if state not in TAKING and (state == State.FULL or not is_by_desk(by, setup.event)):
        raise ValidationError({NON_FIELD_ERRORS: REFUSALS[state]}, code=state)


def _check_changeable(registration: Registration, setup: RegistrationSetup, by: User | None) -> None:
    read_again(registration, *MOVED, "category")
    if registration.status not in STANDING:
        raise ValidationError({NON_FIELD_ERRORS: _("This registration is no longer active.")})
    if not (may_still_change(setup) or is_by_desk(by, setup.event)):
        raise ValidationError({NON_FIELD_ERRORS: REFUSALS[State.CLOSED]}, code=State.CLOSED)
