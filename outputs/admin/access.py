"""What of the outputs somebody may reach in the back office; ids of other events are not found."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cms.models import Event
from outputs.models import Output
from outputs.permissions import WRITERS
from participants.models import User


def writer(request: HttpRequest) -> User:
    """Whoever is signed in: the back office lets nobody else in."""
    return cast(User, request.user)


def events_of(user: Any) -> QuerySet[Event]:
    return Event.objects.in_role(user, *WRITERS).with_place()


def output_of(request: HttpRequest, pk: int) -> Output:
    """An output that people write, of an event at which this user writes."""
    events = events_of(request.user).values("pk")
    outputs = Output.objects.written().select_related(
        "event__venue__country", "event__kind", "event__series", "template"
    )
    return get_object_or_404(outputs, pk=pk, event__in=events)
