"""The form of one session, with its people and presentations."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.models import Person
from sessions.admin.programme.base import EventView, url
from sessions.domain.programme import save_session
from sessions.domain.schedule import remove_session
from sessions.forms.programme import RoleFormSet, SessionForm, TalkFormSet, initial_roles, initial_talks, numbers
from sessions.models import Session


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
            remove_session(session, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(url("edit", self.event, pk))
        messages.success(request, _("“%(title)s” is deleted.") % {"title": session.title})
        return redirect(url("index", self.event))
