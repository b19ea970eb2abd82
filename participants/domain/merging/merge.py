"""Two records of one person become one, and two again."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.roles import is_secretariat
from participants.domain.accounts import end_sessions_of
from participants.domain.locking import lock_before_people
from participants.models import Person, PersonMerge, PersonName, User

from .journal import Journal, take_back
from .moving import merge_rows
from .rules import rule_of

#: What stands in both records and only one of which can stay.
CHOICES = ("name", "honorific", "spoken_name", "country", "gender", "email", "phone", "biography")
#: These go along with the name.
OF_NAME = ("name", "sort_name", "folded")
COLUMNS = {field.name: field.attname for field in Person._meta.concrete_fields}


def merge_people(kept: Person, gone: Person, *, by: User | None, take: Mapping[str, str]) -> PersonMerge:
    """One record of two: `kept` stays, and whatever pointed at `gone`, in any app, points at it.

    `take` says from which record each of CHOICES, and the "account", is taken: "kept" (where it says nothing, unless
    that is empty) or "gone". The account that is not taken is closed and signed out; names not taken are kept as other
    names. Raises PermissionDenied unless `by` is the secretariat, ValidationError where it cannot be done.
    """
    if by and not is_secretariat(by):
        raise PermissionDenied
    if kept.pk == gone.pk:
        raise ValidationError({NON_FIELD_ERRORS: _("These are one record already.")})
    try:
        with transaction.atomic():
            merge = _merge(kept.pk, gone.pk, by, take)
    except (IntegrityError, Person.DoesNotExist) as error:
        words = _("These two cannot be merged: something else changed them. Look at both again.")
        raise ValidationError({NON_FIELD_ERRORS: words}) from error
    return merge


def undo_merge(merge: PersonMerge, *, by: User | None) -> None:
    """Brings back the record that is gone and all that belonged to it; what was written since stays where it is.

    Raises PermissionDenied unless `by` is the secretariat, ValidationError where it was undone already, or where a
    later merge must be undone first.
    """
    if by and not is_secretariat(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            _undo(merge.pk, by)
    except (IntegrityError, Person.DoesNotExist, PersonMerge.DoesNotExist) as error:
        words = _("This merge can no longer be undone: somebody else now has what would come back.")
        raise ValidationError({NON_FIELD_ERRORS: words}) from error


def _merge(kept_pk: int, gone_pk: int, by: User | None, take: Mapping[str, str]) -> PersonMerge:
    lock_before_people([kept_pk, gone_pk])
    found = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[kept_pk, gone_pk]).order_by("pk")}
    if len(found) < 2:
        raise Person.DoesNotExist
    kept, gone, journal = found[kept_pk], found[gone_pk], Journal()
    names = [kept.name, gone.name]
    account, closed = _accounts(kept, gone, take)
    values = _values(kept, gone, take)
    journal.set(gone, user_id=None)
    merge_rows(kept, gone, journal)
    journal.set(kept, **values | ({"user_id": account.pk, "email": account.email} if account else {}))
    _keep_names(kept, names, journal)
    _drop_twice(kept, journal)
    if closed:
        journal.set(closed, is_active=False)
        end_sessions_of(closed)
    data = {"kept": kept_pk, "gone": gone_pk, "steps": journal.steps}
    merge = PersonMerge.objects.create(person=kept, name=gone.name, journal=data, by=by)
    log(instance=kept, action="participants.merge_people", user=by, data={"name": gone.name, "merge": merge.pk})
    return merge


def _undo(pk: int, by: User | None) -> None:
    kept = PersonMerge.objects.values_list("person", flat=True).get(pk=pk)
    lock_before_people([kept])
    Person.objects.select_for_update().get(pk=kept)
    merge = PersonMerge.objects.select_for_update().get(pk=pk)
    if merge.undone_at:
        raise ValidationError({NON_FIELD_ERRORS: _("This merge was undone already.")})
    if merge.person_id != merge.journal["kept"] or _later(merge).exists():
        raise ValidationError({NON_FIELD_ERRORS: _("Another merge came after this one. Undo that one first.")})
    for row in take_back(merge.journal["steps"]):
        rule_of(row).come_back(row)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    log(instance=merge.person, action="participants.undo_merge", user=by, data={"name": merge.name, "merge": merge.pk})


def _later(merge: PersonMerge) -> Any:
    return PersonMerge.objects.filter(person=merge.person_id, pk__gt=merge.pk, undone_at=None)


def _accounts(kept: Person, gone: Person, take: Mapping[str, str]) -> tuple[User | None, User | None]:
    """The account that the record will have, and the one that is closed."""
    if kept.user is None or gone.user is None:
        return kept.user or gone.user, None
    return (gone.user, kept.user) if take.get("account") == "gone" else (kept.user, gone.user)


def _values(kept: Person, gone: Person, take: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in CHOICES:
        columns = OF_NAME if name == "name" else (COLUMNS[name],)
        is_missing = not getattr(kept, columns[0])
        if take.get(name) == "gone" or (is_missing and take.get(name) != "kept"):
            values |= {column: getattr(gone, column) for column in columns}
    return values


def _keep_names(kept: Person, names: list[str], journal: Journal) -> None:
    there = {kept.name, *kept.other_names.values_list("name", flat=True)}
    for name in dict.fromkeys(names):
        if name not in there:
            journal.make(PersonName(person=kept, name=name))


def _drop_twice(kept: Person, journal: Journal) -> None:
    """Names and posts that both records held."""
    seen: set[Any] = {kept.name}
    for name in kept.other_names.order_by("pk"):
        if name.name in seen:
            journal.remove(name)
        seen.add(name.name)
    for post in kept.affiliations.select_related("organization").order_by("pk"):
        held = (str(post), post.start, post.end)
        if held in seen:
            journal.remove(post)
        seen.add(held)
