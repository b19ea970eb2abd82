"""What the addresses of the editor share.

Its pages stand behind Wagtail's gate. What its scripts send and ask for stands beside it, since that gate costs more
statements than a drag may take: it asks for itself whether the person organises the event, and answers 404 otherwise.
"""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views import View

from cms.models import Event
from cms.numbers import key_of
from sessions.admin.programme.base import policy
from sessions.models import ProgrammeChange, Session

LANGUAGES = dict(settings.LANGUAGES)


class Answer(View):
    """Answers scripts, in the language of their page and the time zone of the event."""

    request: Any
    event: Event

    def dispatch(self, request: Any, slug: str) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.signed_out()
        self.find(slug)
        language = request.headers.get("X-Language")
        with (
            timezone.override(self.event.tz),
            translation.override(language if language in LANGUAGES else translation.get_language()),
        ):
            return super().dispatch(request)

    def signed_out(self) -> HttpResponse:
        return JsonResponse(
            {"message": _("You are signed out. Sign in again in another window, then go on.")}, status=403
        )

    def find(self, slug: str) -> None:
        self.event = get_object_or_404(events_of(self.request.user), slug=slug)


def editor_url(event: Event) -> str:
    return reverse("editor:index", args=[event.slug])


def events_of(user: Any):
    return Event.objects.in_role(user, *policy.writers)


def session_of(user: Any, slug: str, pk: str) -> Session:
    """With its event and room, in one statement."""
    found = Session.objects.select_related("event", "room").filter(event__slug=slug, event__in=events_of(user))
    return get_object_or_404(found, pk=key_of(pk))


def last_change(event: Event) -> int:
    found = ProgrammeChange.objects.filter(event=event).order_by("-pk").values_list("pk", flat=True)
    return found.first() or 0
