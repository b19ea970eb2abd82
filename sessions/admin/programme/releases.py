"""A release as it was made, two of them side by side, and the way back to one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.admin.history import changes_in_words
from cms.domain.changes import differences
from cms.numbers import key_of
from sessions.admin.programme.base import EventView, url
from sessions.domain.release import release_programme
from sessions.domain.restore import restore_release
from sessions.domain.session_words import released_session
from sessions.domain.speaker_letters import letters_of
from sessions.models import Release, Session
from sessions.programme.changes import carry_over, changes_between
from sessions.programme.read import working_programme
from sessions.programme.restoration import Restoration, plan_restoration
from sessions.programme.rows import change_rows
from sessions.programme.tree import Programme

WORKING = "working"


class OfReleases(EventView):
    @property
    def releases(self) -> Any:
        return Release.objects.filter(event=self.event)

    def find(self, number: int) -> Release:
        release = get_object_or_404(self.releases.select_related("released_by"), number=number)
        release.event = self.event
        return release

    def breadcrumbs(self) -> list[dict[str, str]]:
        *above, here = super().breadcrumbs()
        return [*above, {"url": url("release", self.event), "label": _("Releases")}, here]


class ReleaseShow(OfReleases):
    """What a release changed, and the letters it drafted."""

    template = "sessions/admin/release_show.html"

    def get(self, request: Any, number: int) -> HttpResponse:
        release = self.find(number)
        self.title = _("Release %(number)d") % {"number": number}
        numbers = list(self.releases.values_list("number", flat=True))
        return self.show(
            release=release,
            count=sum(1 for _session in Programme.from_json(release.programme).shown),
            changes=change_rows(release.changes, self.event.tz),
            letters=count_letters(release),
            is_latest=number == max(numbers),
            others=[other for other in numbers if other != number],
        )


def count_letters(release: Release) -> dict[str, int]:
    """How many letters wait, and how many there are."""
    letters = letters_of(release)
    return {"waiting": letters.open().count(), "all": letters.count()}


class Compare(OfReleases):
    """From one release to another, or to the working programme, in either direction."""

    title = gettext_lazy("Compare releases")
    template = "sessions/admin/compare.html"

    def get(self, request: Any) -> HttpResponse:
        numbers = list(self.releases.values_list("number", flat=True))
        if not numbers:
            raise Http404
        one, other = request.GET.get("from", str(numbers[0])), request.GET.get("to", WORKING)
        old, new = self.programme(one), self.programme(other)
        followed = carry_over(new, old, at=timezone.now())
        return self.show(
            numbers=numbers,
            one=one,
            other=other,
            changes=change_rows(changes_between(old, followed), self.event.tz),
            details=list(details(old, new, self.event)),
        )

    def programme(self, name: str) -> Programme:
        if name == WORKING:
            return working_programme(self.event)
        return Programme.from_json(get_object_or_404(self.releases, number=key_of(name)).programme)


def details(old: Programme, new: Programme, event: Any) -> Iterator[dict[str, Any]]:
    """What is otherwise in sessions that both have, field by field, old and new."""
    before = {session.uid: session for session in old.shown}
    for session in new.shown:
        if session.uid in before:
            changes = differences(released_session(before[session.uid], event), released_session(session, event))
            if changes:
                yield {"title": session.title, "changes": list(changes_in_words(Session, changes))}


class Restore(OfReleases):
    """Says in words what going back to a release would do, then does it, and releases it where asked."""

    template = "sessions/admin/restore.html"

    def get(self, request: Any, number: int) -> HttpResponse:
        return self.ask(self.find(number))

    def post(self, request: Any, number: int) -> HttpResponse:
        release = self.find(number)
        try:
            new = self.restore(release)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.ask(release)
        if new is None:
            words = _(
                "The working programme is as in release %(number)d again. The public sees it when you release it."
            )
            messages.success(request, words % {"number": number})
            return redirect(url("index", self.event))
        words = _("The programme is as in release %(number)d again, and public as release %(new)d.")
        messages.success(request, words % {"number": number, "new": new.number})
        return redirect(url("release_show", self.event, new.number))

    def restore(self, release: Release) -> Release | None:
        """All of it or nothing."""
        with transaction.atomic():
            restore_release(release, by=self.request.user, seen=self.request.POST.get("seen", "-"))
            if "release" not in self.request.POST:
                return None
            note = _("As in release %(number)d.") % {"number": release.number}
            return release_programme(self.event, by=self.request.user, note=note, letters=not self.event.is_over)

    def ask(self, release: Release) -> HttpResponse:
        self.title = _("Go back to release %(number)d") % {"number": release.number}
        plan = plan_restoration(release)
        return self.show(release=release, plan=plan, changes=restoring_rows(plan), details=self.details(plan))

    def details(self, plan: Restoration) -> list[dict[str, Any]]:
        return list(details(plan.working, plan.target, self.event))


def restoring_rows(plan: Restoration) -> list[dict[str, Any]]:
    """The groups of changes, where what is new comes back."""
    rows = change_rows(plan.changes, plan.release.event.tz)
    return [row | {"label": _("Comes back")} if row["kind"] == "new" else row for row in rows]
