"""Erasing a person: who they were goes, the record of the meetings stays.

The row of the person stays under a number, with country, gender, registrations, their category and state and who came,
so that statistics and the record stay whole. What was issued (releases of a programme, adopted documents) stays as it
was. Everything else that tells who it was is deleted, emptied or replaced.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import Role, TeamMember
from participants.domain.locking import lock_before_people
from participants.domain.privacy.traces import sweep
from participants.erasing import Gone, erase_everywhere
from participants.models import Erasure, Person, User
from participants.permissions import may_erase_person


def erase_person(person: Person, *, by: User | None) -> Erasure:
    """Erases `person` and closes their account; erasing twice changes nothing. Standing registrations are withdrawn.

    `by` is that person, the secretariat, or None for the operator at the command line. Takes a moment: all texts are
    searched. Raises PermissionDenied; ValidationError where nobody else would organise an event, or do the
    secretariat's work.
    """
    if by is not None and not may_erase_person(by, person):
        raise PermissionDenied
    with transaction.atomic():
        lock_before_people([person.pk])
        person = Person.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=person.pk)
        if earlier := Erasure.objects.filter(person=person).first():
            return earlier
        check_is_dispensable(person)
        erasure = Erasure.objects.create(person=person, by=by)
        gone = _gone(person, erasure)
        erase_everywhere(gone)
        sweep(gone)
        actor = gone.user if by and by.pk == getattr(gone.user, "pk", None) else by
        log(instance=person, action="participants.erase", user=actor)
    return erasure


def check_is_dispensable(person: Person) -> None:
    """Raises ValidationError where an event would be left without organiser, or the site without secretariat."""
    if person.user_id is None:
        return
    alone = list(_alone_in(person.user_id).select_related("event"))
    if events := ", ".join(member.event.name for member in alone if member.event):
        words = _("Nobody else organises %(events)s. Name another organiser there, or ask the secretariat to.")
        raise ValidationError({NON_FIELD_ERRORS: words % {"events": events}})
    if alone:
        raise ValidationError({NON_FIELD_ERRORS: _("Somebody else must be in the secretariat first.")})


def label_of(erasure: Erasure) -> str:
    """What stands for the name from now on, in the site's first language: it is kept."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Erased person %(number)d") % {"number": erasure.pk}


def _alone_in(user: int) -> QuerySet:
    others = TeamMember.objects.filter(role=OuterRef("role"), user__is_active=True).exclude(user=user)
    at_event = others.filter(event=OuterRef("event"))
    own = TeamMember.objects.filter(user=user)
    organises = own.filter(~Exists(at_event), role=Role.ORGANISER)
    return organises | own.filter(~Exists(others.filter(event=None)), role=Role.SECRETARIAT)


def _gone(person: Person, erasure: Erasure) -> Gone:
    user: Any = person.user
    names = [person.name, person.sort_name, person.spoken_name, *person.other_names.values_list("name", flat=True)]
    contacts = [person.email, person.phone]
    if user:
        names.append(user.get_full_name())
        contacts += [user.email, *user.emailaddress_set.values_list("email", flat=True)]
    return Gone(person, user, label_of(erasure), _known(names), _known(contacts))


def _known(words: list[str]) -> tuple[str, ...]:
    """The longest first, so that none is replaced inside another."""
    return tuple(sorted({word.strip() for word in words if word.strip()}, key=lambda word: (-len(word), word)))
