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

from cms.numbers import keys_in
from participants.models import Person
from sessions.admin.programme import comparison
from sessions.admin.programme.base import EventView, url
from sessions.admin.programme.comparison import TAKE
from sessions.admin.programme.editor.base import editor_url
from sessions.domain.draft import Conflict
from sessions.domain.programme import save_session
from sessions.domain.schedule import remove_session
from sessions.domain.times import notes_on
from sessions.forms.programme import (
    RoleFormSet,
    SessionForm,
    TalkFormSet,
    initial_roles,
    initial_talks,
    open_roles,
)
from sessions.kinds import KINDS
from sessions.models import Session
from sessions.warnings import Finding, warnings_of

NEVER = -1  # the version of somebody who has seen none
FROM_EDITOR = "?editor=1"


class SessionEdit(EventView):
    """Adds a session, or changes one. Where a colleague saved it meanwhile, both versions are shown to choose from."""

    template = "sessions/admin/session.html"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title = _("Session") if kwargs.get("pk") else _("New session")

    def get(self, request: Any, pk: int | None = None) -> HttpResponse:
        return self.show_forms(self.subject(pk))

    def post(self, request: Any, pk: int | None = None) -> HttpResponse:
        session = self.subject(pk)
        form, roles, talks = self.forms(session, self.chosen(session))
        if pk and not session.pk:
            form.add_error(None, _("This session was deleted meanwhile. Save adds yours anew."))
            return self.show_forms(session, form, roles, talks, address=url("add", self.event), status=409)
        if not all([form.is_valid(), is_fine(roles), is_fine(talks)]):
            return self.show_forms(session, form, roles, talks)
        try:
            self.save(session, form, roles, talks)
        except Conflict as conflict:
            return self.show_conflict(session, conflict, form, roles, talks)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show_forms(session, form, roles, talks)
        messages.success(request, _("“%(title)s” is saved.") % {"title": session.title})
        for note in notes_on(session, self.event):
            messages.info(request, note)
        return redirect(self.next_url(session))

    def next_url(self, session: Session) -> str:
        """Back to where one came from: the timetable says that it was there."""
        if "stay" in self.request.POST:
            return url("edit", self.event, session.pk) + (FROM_EDITOR if self.is_from_editor else "")
        if self.is_from_editor:
            return f"{editor_url(self.event)}#s{session.pk}"
        return url("index", self.event)

    @property
    def is_from_editor(self) -> bool:
        return "editor" in self.request.GET

    def subject(self, pk: int | None) -> Session:
        if pk and (self.request.method != "POST" or Session.objects.filter(pk=pk).exists()):
            return self.session(pk)
        kind = self.request.GET.get("kind", "")
        return Session(event=self.event, kind=kind if kind in KINDS else "thematic")

    def save(self, session: Session, form: Any, roles: Any, talks: Any) -> None:
        parts = {name: form.cleaned_data[name] for name in ("themes", "objectives") if name in form.cleaned_data}
        if roles.is_bound:
            rows = [row.cleaned_data for row in kept(roles)]
            held = [(row["role"], person, row["answer"]) for row in rows for person in row["person"]]
            parts["roles"] = [(role, person) for role, person, _answer in held]
            parts["answers"] = {(role, person.pk): answer for role, person, answer in held if answer}
        if talks.is_bound:
            parts["talks"] = [row.talk() for row in kept(talks)]
        seen = form.cleaned_data["version"]
        save_session(session, by=self.request.user, seen=NEVER if seen is None else seen, **parts)

    # --- The forms ----------------------------------------------------------------------------------------------

    def show_forms(
        self, session: Session, form: Any = None, roles: Any = None, talks: Any = None, **context: Any
    ) -> HttpResponse:
        if form is None:
            form, roles, talks = self.forms(session)
            form.initial["base"] = comparison.pack(comparison.words_of(form) | self.parts(session))
        subject = session if session.pk else None
        context |= {"session": subject, "findings": self.findings(session)}
        return self.show(form=form, roles=roles, talks=talks, **context)

    def findings(self, session: Session) -> list[Finding]:
        if not session.pk:
            return []
        return [found for found in warnings_of(self.event, by=self.request.user) if session.pk in found.sessions]

    def parts(self, session: Session) -> dict[str, str]:
        return comparison.parts_of(session) if session.pk else {}

    def forms(self, session: Session, data: Any = None) -> tuple[Any, Any, Any]:
        roles, talks = initial_roles(session), initial_talks(session)
        options = {"people": people_named(roles, talks, data), "search_url": url("people", self.event)}
        form = SessionForm(data, instance=session, event=self.event)
        wanted = [{"role": role} for role in open_roles(session, roles)]
        return (
            form,
            self.formset(RoleFormSet, "roles", data, roles, options, wanted),
            self.formset(TalkFormSet, "talks", data, talks, options),
        )

    def formset(self, kind: Any, prefix: str, data: Any, initial: Any, options: Any, more: Any = ()) -> Any:
        """Bound where its rows were sent: a break has none, and a colleague's choice takes them out."""
        is_sent = data is not None and f"{prefix}-TOTAL_FORMS" in data
        return kind(data if is_sent else None, prefix=prefix, initial=initial, form_kwargs=options, more=more)

    # --- Two at once --------------------------------------------------------------------------------------------

    def chosen(self, session: Session) -> Any:
        """What was sent, with the colleague's version of each part where that was chosen."""
        sent = self.request.POST.copy()
        names = [name.removeprefix(TAKE) for name in sent if name.startswith(TAKE) and sent[name] == "theirs"]
        theirs = SessionForm(instance=session, event=self.event) if names and session.pk else None
        for name in names:
            if name in comparison.PARTS:
                sent.pop(f"{name}-TOTAL_FORMS", None)
            elif theirs and name in theirs.fields:
                sent.setlist(name, comparison.raw(theirs[name]))
        return sent

    def show_conflict(self, session: Session, conflict: Conflict, form: Any, roles: Any, talks: Any) -> HttpResponse:
        current = self.session(session.pk)
        theirs = SessionForm(instance=current, event=self.event)
        mine = comparison.words_of(form) | self.mine(roles, talks)
        found = comparison.differences(
            comparison.words_of(theirs) | comparison.parts_of(current),
            mine,
            comparison.unpack(form.data.get("base", "")),
            comparison.labels_of(form),
        )
        form.data["version"] = current.version
        return self.show_forms(session, form, roles, talks, told=conflict.told, differences=found, status=409)

    def mine(self, roles: Any, talks: Any) -> dict[str, str]:
        sent = {
            "roles": list(kept(roles)) if roles.is_bound else [],
            "talks": list(kept(talks)) if talks.is_bound else [],
        }
        words = comparison.parts_sent(**sent)
        return {name: words[name] for name, formset in (("roles", roles), ("talks", talks)) if formset.is_bound}


def is_fine(formset: Any) -> bool:
    return not formset.is_bound or formset.is_valid()


def kept(formset: Any) -> Iterator[Any]:
    """The rows that were filled in and not struck out."""
    rows = (row for row in formset.forms if row.has_changed() or row.initial)
    return (row for row in rows if not row.cleaned_data.get("DELETE"))


def people_named(roles: list[dict[str, Any]], talks: list[dict[str, Any]], data: Any) -> dict[int, Person]:
    """Everybody whom the forms name, by id, in two queries."""
    named = set(chain.from_iterable([*(row["person"] for row in roles), *(row["speakers"] for row in talks)]))
    for key in data or ():
        if key.endswith(("-person", "-speakers")):
            named |= set(keys_in(data.getlist(key)))
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
