"""The working programme in the back office: its days, sessions, rooms and releases.

Everything starts from an event that its user may organise; ids of another event are not found.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain, groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_stubs_ext import StrOrPromise
from wagtail.admin.viewsets.base import ViewSet

from cms.admin.dashboard import breadcrumbs
from cms.admin.links import AdminLink
from cms.admin.policies import EventRolePolicy
from cms.models import Event
from participants.models import Person
from sessions.domain.programme import delete_session, save_rooms, save_session
from sessions.domain.release import next_programme, release_programme
from sessions.forms.programme import (
    ReleaseForm,
    RoleFormSet,
    RoomFormSet,
    SessionForm,
    TalkFormSet,
    initial_roles,
    initial_talks,
    numbers,
)
from sessions.models import Release, Session, SessionRole
from sessions.permissions import may_edit_programme
from sessions.programme.changes import changes_between
from sessions.programme.rows import change_rows
from sessions.programme.tree import REMOVED

policy = EventRolePolicy(Session)

FOUND_AT_MOST = 12


def url(name: str, event: Event, *args: Any) -> str:
    return reverse(f"programme:{name}", args=[event.slug, *args])


def programme_link(event: Event, user: Any) -> AdminLink | None:
    if not may_edit_programme(user, event):
        return None
    return AdminLink(_("Programme"), url("index", event), "calendar", 20)


class EventView(View):
    """A view of one event in the back office, in the event's time zone."""

    title: StrOrPromise = ""
    template = ""
    request: Any

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        events = Event.objects.in_role(request.user, *policy.writers).with_place()
        self.event = get_object_or_404(events, slug=kwargs.pop("slug"))
        with timezone.override(self.event.tz):
            return super().dispatch(request, *args, **kwargs)

    def show(self, **context: Any) -> HttpResponse:
        frame = {"event": self.event, "header_title": self.title, "header_icon": "calendar"}
        return render(self.request, self.template, frame | {"breadcrumbs_items": self.breadcrumbs()} | context)

    def breadcrumbs(self) -> list[dict[str, str]]:
        programme = {"url": url("index", self.event), "label": _("Programme")}
        is_below = self.template != Overview.template
        return [*breadcrumbs(self.event), *([programme] if is_below else []), {"url": "", "label": str(self.title)}]

    def session(self, pk: int) -> Session:
        return get_object_or_404(Session.objects.filter(event=self.event), pk=pk)


class Overview(EventView):
    title = gettext_lazy("Programme")
    template = "sessions/admin/overview.html"

    def get(self, request: Any) -> HttpResponse:
        sessions = list(self.sessions())
        release = Release.objects.filter(event=self.event).order_by("-number").first()
        return self.show(
            days=self.days(sessions),
            unscheduled=[session for session in sessions if not session.start],
            release=release,
            is_changed=release is None or has_changed_since(release, sessions),
        )

    def sessions(self) -> QuerySet[Session]:
        chairs = SessionRole.objects.filter(role=SessionRole.Role.CHAIR).select_related("person")
        found = Session.objects.filter(event=self.event).select_related("room")
        found = found.prefetch_related(Prefetch("roles", chairs, to_attr="chairs"))
        return found.annotate(talks=Count("contributions"))

    def days(self, sessions: list[Session]) -> list[tuple[date, list[Session]]]:
        moments = ((session.start.astimezone(self.event.tz), session) for session in sessions if session.start)
        days = groupby(moments, key=lambda found: found[0].date())
        return [(day, [session for _start, session in found]) for day, found in days]


def has_changed_since(release: Release, sessions: list[Session]) -> bool:
    """Whether a session was saved or taken out after `release`; every change of a session's parts saves it too."""
    here = {str(session.uid) for session in sessions if session.start}
    told = {row["uid"] for row in release.programme["sessions"] if row["status"] != REMOVED}
    return bool(here ^ told) or any(session.updated_at > release.released_at for session in sessions)


class SessionEdit(EventView):
    """Adds a session, or changes one."""

    template = "sessions/admin/session.html"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title = _("Session") if kwargs.get("pk") else _("New session")

    def get(self, request: Any, pk: int | None = None) -> HttpResponse:
        return self.show_forms(self.subject(pk))

    def post(self, request: Any, pk: int | None = None) -> HttpResponse:
        session = self.subject(pk)
        form, roles, talks = self.forms(session, request.POST)
        if all([form.is_valid(), roles.is_valid(), talks.is_valid()]):
            try:
                self.save(session, form, roles, talks)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("“%(title)s” is saved.") % {"title": session.title})
                return redirect(self.next_url(session))
        return self.show_forms(session, form, roles, talks)

    def next_url(self, session: Session) -> str:
        stays = "stay" in self.request.POST
        return url("edit", self.event, session.pk) if stays else url("index", self.event)

    def subject(self, pk: int | None) -> Session:
        return self.session(pk) if pk else Session(event=self.event)

    def save(self, session: Session, form: Any, roles: Any, talks: Any) -> None:
        parts = {name: form.cleaned_data[name] for name in ("themes", "objectives") if name in form.cleaned_data}
        kept_roles = [row.cleaned_data for row in kept(roles)]
        save_session(
            session,
            by=self.request.user,
            roles=[(row["role"], person) for row in kept_roles for person in row["person"]],
            talks=[row.talk() for row in kept(talks)],
            **parts,
        )

    def show_forms(self, session: Session, form: Any = None, roles: Any = None, talks: Any = None) -> HttpResponse:
        if form is None:
            form, roles, talks = self.forms(session)
        return self.show(form=form, roles=roles, talks=talks, session=session if session.pk else None)

    def forms(self, session: Session, data: Any = None) -> tuple[Any, Any, Any]:
        roles, talks = initial_roles(session), initial_talks(session)
        options = {"people": people_named(roles, talks, data), "search_url": url("people", self.event)}
        return (
            SessionForm(data, instance=session, event=self.event),
            RoleFormSet(data, prefix="roles", initial=roles, form_kwargs=options),
            TalkFormSet(data, prefix="talks", initial=talks, form_kwargs=options),
        )


def kept(formset: Any) -> Iterator[Any]:
    """The rows that were filled in and not struck out."""
    rows = (row for row in formset.forms if row.has_changed() or row.initial)
    return (row for row in rows if not row.cleaned_data.get("DELETE"))


def people_named(roles: list[dict[str, Any]], talks: list[dict[str, Any]], data: Any) -> dict[int, Person]:
    """Everybody whom the forms name, by id, in two queries."""
    named = set(chain.from_iterable([*(row["person"] for row in roles), *(row["speakers"] for row in talks)]))
    for key in data or ():
        if key.endswith(("-person", "-speakers")):
            named |= set(numbers(data.getlist(key)))
    return {person.pk: person for person in Person.objects.with_posts().filter(pk__in=named)}


class SessionDelete(EventView):
    title = gettext_lazy("Delete a session")
    template = "sessions/admin/session_delete.html"

    def get(self, request: Any, pk: int) -> HttpResponse:
        return self.show(session=self.session(pk))

    def post(self, request: Any, pk: int) -> HttpResponse:
        session = self.session(pk)
        try:
            delete_session(session, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(url("edit", self.event, pk))
        messages.success(request, _("“%(title)s” is deleted.") % {"title": session.title})
        return redirect(url("index", self.event))


class Rooms(EventView):
    title = gettext_lazy("Rooms")
    template = "sessions/admin/rooms.html"

    def get(self, request: Any) -> HttpResponse:
        return self.show(formset=RoomFormSet(instance=self.event))

    def post(self, request: Any) -> HttpResponse:
        formset = RoomFormSet(request.POST, instance=self.event)
        if formset.is_valid():
            formset.save(commit=False)
            removed = formset.deleted_objects
            rows = (row.instance for row in formset.forms if row.instance.pk or row.has_changed())
            try:
                rooms = [room for room in rows if room not in removed]
                save_rooms(self.event, by=request.user, rooms=rooms, removed=removed)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                messages.success(request, _("The rooms are saved."))
                return redirect(url("rooms", self.event))
        return self.show(formset=formset)


class ReleaseView(EventView):
    """What a release would change, and the button that makes it; below, the releases so far."""

    title = gettext_lazy("Release")
    template = "sessions/admin/release.html"

    def get(self, request: Any) -> HttpResponse:
        return self.show_form(ReleaseForm())

    def post(self, request: Any) -> HttpResponse:
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        try:
            release = release_programme(self.event, by=request.user, note=form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.show_form(form)
        messages.success(request, _("Release %(number)s is public.") % {"number": release.number})
        return redirect(url("release", self.event))

    def show_form(self, form: ReleaseForm) -> HttpResponse:
        last, programme = next_programme(self.event)
        releases = Release.objects.filter(event=self.event).defer("programme").select_related("released_by")
        return self.show(
            form=form,
            last=last,
            programme=programme,
            count=sum(1 for _session in programme.shown),
            changes=change_rows(changes_between(last, programme), self.event.tz),
            releases=[{"release": row, "changes": change_rows(row.changes, self.event.tz)} for row in releases],
        )


class People(EventView):
    """People to choose from, by a part of their name."""

    def get(self, request: Any) -> HttpResponse:
        words = request.GET.get("q", "").replace("\0", "")[:100].split()[:6]
        found = Person.objects.with_posts()
        for word in words:
            found = found.filter(Q(name__icontains=word) | Q(other_names__name__icontains=word))
        people = found.distinct()[:FOUND_AT_MOST] if words else []
        return JsonResponse({"people": [{"id": person.pk, "text": self.text(person)} for person in people]})

    def text(self, person: Person) -> str:
        return ", ".join(filter(None, [person.name, str(person.post_on(self.event.start_date) or "")]))


class ProgrammeViewSet(ViewSet):
    """The addresses of the above, under the event's own."""

    name = "programme"
    icon = "calendar"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/", Overview.as_view(), name="index"),
            path("<slug:slug>/sessions/new/", SessionEdit.as_view(), name="add"),
            path("<slug:slug>/sessions/<int:pk>/", SessionEdit.as_view(), name="edit"),
            path("<slug:slug>/sessions/<int:pk>/delete/", SessionDelete.as_view(), name="delete"),
            path("<slug:slug>/rooms/", Rooms.as_view(), name="rooms"),
            path("<slug:slug>/release/", ReleaseView.as_view(), name="release"),
            path("<slug:slug>/people/", People.as_view(), name="people"),
        ]
