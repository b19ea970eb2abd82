"""One order of locks, so that of two who want the same rows neither is broken off.

Delegations come first, then the set-ups of events, then people, then whatever belongs to them: a nomination that is
confirmed holds its delegation when it comes to the set-up, and whoever registers holds the set-up when it comes to the
person.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from participants.models import Delegation, Person, Registration, RegistrationSetup


class Merged(ValidationError):
    """What somebody works on was merged with another record, or erased: nothing can be written to it any more."""


def lock_before_people(people: Collection[int]) -> None:
    """The delegations that these (ids) lead or are named in, and the set-ups of the events they are registered for."""
    addresses = Person.objects.filter(pk__in=people).exclude(email="").values("email")
    named = Q(nominations__registration__person__in=people) | Q(nominations__email__in=addresses)
    found = Delegation.objects.filter(Q(focal_point__in=people) | named).values("pk")
    list(Delegation.objects.select_for_update().filter(pk__in=found).order_by("pk"))
    events = Registration.objects.filter(person__in=people).values("event")
    list(RegistrationSetup.objects.select_for_update().filter(pk__in=events).order_by("pk"))


def hold_people(people: Iterable[Person], **asked: Any) -> list[dict[str, Any]]:
    """Keeps records from being merged or erased before the transaction ends; after the set-up of the event.

    Their keys are left free for others to point at. Returns what is `asked` of each in the same statement. Raises
    Merged where one was merged or erased meanwhile.
    """
    known = {person.uid for person in people}
    rows = Person.objects.select_for_update(of=("self",), no_key=True).filter(uid__in=known).order_by("pk")
    held: list[Any] = list(rows.values("pk", **asked))
    if len(held) < len(known):
        words = _("This record was merged with another, or erased, a moment ago. Open the page again and repeat it.")
        raise Merged({NON_FIELD_ERRORS: words})
    return held


def read_again(registration: Registration, *fields: str) -> None:
    """As it stands now, under the lock of the set-up. Raises Merged where a merge removed it meanwhile."""
    try:
        registration.refresh_from_db(fields=fields or None)
    except Registration.DoesNotExist as error:
        words = _("This registration was merged with another a moment ago. Open the page again and repeat it.")
        raise Merged({NON_FIELD_ERRORS: words}) from error
