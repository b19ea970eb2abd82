"""One registration in the back office."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cms.numbers import key_of, keys_in
from participants.admin.answers import answered
from participants.admin.base import EventView
from participants.admin.desk.facts import earlier_of, history_of, letters_to
from participants.admin.desk.forms import NoteForm
from participants.admin.forms import DeskForm
from participants.domain.decisions import mark_attended
from participants.domain.privacy.readings import CONTACT, NEEDS, log_reading
from participants.domain.registration import change_registration
from participants.domain.setup import setup_of
from participants.domain.tags import add_note, remove_note, set_tags
from participants.models import Registration, RegistrationNote, RegistrationTag
from participants.permissions import may_read_needs, may_write_letters
from participants.views.base import attempt


class RegistrationView(EventView):
    """One registration with all that stands in it. Reading contact and needs is logged."""

    template = "participants/admin/registration.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show_registration(self.find(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        registration = self.find(pk)
        form = DeskForm(request.POST, registration=registration)
        if not attempt(form, change_registration, registration, by=request.user):
            return self.show_registration(registration, form)
        messages.success(request, _("The registration is saved."))
        return redirect(self.url("show", pk))

    def find(self, pk: int) -> Registration:
        rows = self.registrations.select_related("person__country", "person__user", "category", "decided_by")
        registration = get_object_or_404(rows, pk=pk)
        registration.event = self.event
        return registration

    def show_registration(
        self, registration: Registration, form: DeskForm | None = None, note_form: NoteForm | None = None
    ) -> HttpResponse:
        self.title = str(registration.person)
        reads_needs = may_read_needs(self.request.user, self.event)
        log_reading(registration, by=self.request.user, fields=[CONTACT, NEEDS] if reads_needs else [CONTACT])
        return self.show(
            registration=registration,
            form=form or DeskForm(registration=registration),
            note_form=note_form or NoteForm(),
            setup=setup_of(self.event),
            reads_needs=reads_needs,
            **answered(registration, self.request.user),
            **self.beside(registration),
        )

    def beside(self, registration: Registration) -> dict[str, Any]:
        """What the desk keeps, and what became of it."""
        user = self.request.user
        given = {tag.pk for tag in registration.tags.all()}
        tags = RegistrationTag.objects.filter(event=self.event)
        return {
            "earlier": earlier_of(registration, user),
            "tags": [{"tag": tag, "is_given": tag.pk in given} for tag in tags],
            "notes": registration.notes.select_related("by"),
            "entries": history_of(registration),
            "letters": letters_to(registration) if may_write_letters(user, self.event) else [],
            "may_write": may_write_letters(user, self.event),
        }


class RegistrationAct(RegistrationView):
    """What is done by a button of that page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(self.url("show", pk))


class Attendance(RegistrationAct):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            mark_attended(self.find(pk), by=request.user, attended=request.POST.get("attended") == "yes")
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect(self.url("show", pk))


class Tags(RegistrationAct):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        wanted = keys_in(request.POST.getlist("tag"))
        set_tags(self.find(pk), RegistrationTag.objects.filter(event=self.event, pk__in=wanted), by=request.user)
        messages.success(request, _("The tags are saved."))
        return redirect(self.url("show", pk))


class Notes(RegistrationAct):
    """Adds one, or with `remove` takes one away."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        registration = self.find(pk)
        if "remove" in request.POST:
            return self.remove(registration, key_of(request.POST["remove"]))
        form = NoteForm(request.POST)
        if not attempt(form, keep_note, registration, by=request.user):
            return self.show_registration(registration, note_form=form)
        messages.success(request, _("The note is kept."))
        return redirect(self.url("show", pk))

    def remove(self, registration: Registration, pk: int) -> HttpResponse:
        note = get_object_or_404(RegistrationNote, registration=registration, pk=pk)
        note.registration = registration
        remove_note(note, by=self.request.user)
        messages.success(self.request, _("The note is removed."))
        return redirect(self.url("show", registration.pk))


def keep_note(registration: Registration, *, by: Any, data: dict[str, Any]) -> RegistrationNote:
    return add_note(registration, by=by, text=data["text"])
