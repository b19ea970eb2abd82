"""What an event tells people about the data it asks for."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cms.domain.changes import differences, words_of
from cms.models import Event
from participants.domain.text import check_fields, many_lines
from participants.models import PrivacyNotice, User
from participants.permissions import may_set_up_registration

FIELDS = ("text", "controller")


def notice_of(event: Event) -> PrivacyNotice | None:
    """The version that counts now; None where the event has none of its own."""
    return PrivacyNotice.objects.filter(event=event).first()


def publish_notice(event: Event, *, by: User | None, data: Mapping[str, Any]) -> PrivacyNotice:
    """A new version with FIELDS of `data`; the same words again change nothing.

    Raises PermissionDenied unless `by` organises the event, ValidationError by field.
    """
    if by is not None and not may_set_up_registration(by, event):
        raise PermissionDenied
    words = {name: many_lines(data.get(name, "")) for name in FIELDS}
    with transaction.atomic():
        Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        last = notice_of(event)
        if last and all(getattr(last, name) == words[name] for name in FIELDS):
            return last
        notice = PrivacyNotice(event=event, number=last.number + 1 if last else 1, by=by, **words)
        check_fields(notice, exclude=["event", "by"])
        notice.save()
        before = words_of(last, *FIELDS, event=event) if last else {}
        changes = differences(before, words_of(notice, *FIELDS, event=event))
        log(instance=event, action="participants.publish_notice", user=by, data={"changes": changes})
    return notice
