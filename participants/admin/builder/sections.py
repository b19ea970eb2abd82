"""Adding, changing and removing sections, and taking whole ones from elsewhere."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.models import Event, Role
from participants.admin.builder.base import BuilderView, offer_again
from participants.admin.builder.forms import CopyForm, SectionForm
from participants.domain.form_building import (
    add_ready_section,
    add_section,
    change_section,
    copy_form,
    remove_section,
    stamp_of,
)
from participants.models import FormSection, Question, Stage


class AddSection(BuilderView):
    title = gettext_lazy("New section")
    template = "participants/admin/builder/section.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=SectionForm(section=self.new()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SectionForm(request.POST, section=self.new())
        if form.is_valid():
            try:
                section = add_section(self.event, by=request.user, data=form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, _("The section is added. Now its questions."))
                return self.back(f"section-{section.pk}")
        return self.show(form=form)

    def new(self) -> FormSection:
        stage = self.request.GET.get("stage")
        return FormSection(event=self.event, stage=stage if stage in Stage.values else Stage.REGISTRATION)


class EditSection(BuilderView):
    template = "participants/admin/builder/section.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        section = self.section(pk)
        return self.show_section(section, SectionForm(section=section))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        section = self.section(pk)
        form = SectionForm(request.POST, section=section)
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            try:
                change_section(section, by=request.user, data=form.cleaned_data, seen=seen)
            except ValidationError as refused:
                offer_again(form, refused, stamp_of(self.section(pk)))
            else:
                messages.success(request, _("The section is saved."))
                return self.back(f"section-{pk}")
        return self.show_section(section, form)

    def show_section(self, section: FormSection, form: SectionForm) -> HttpResponse:
        self.title = section.title
        return self.show(form=form, section=section)


class RemoveSection(BuilderView):
    """Asks first, and says what becomes of the answers."""

    template = "participants/admin/builder/remove.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        section = self.section(pk)
        asked = Question.objects.filter(section=section, removed_at=None)
        answered = asked.filter(answers__isnull=False).distinct().count()
        self.title = _("Remove “%(title)s”") % {"title": section.title}
        return self.show(sentences=list(consequences(asked.count(), answered)), submit=_("Remove the section"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.attempt(lambda: remove_section(self.section(pk), by=request.user)):
            messages.success(request, _("The section is removed."))
        return self.back()


def consequences(asked: int, answered: int) -> Any:
    if asked:
        words = ngettext("It has %(count)s question.", "It has %(count)s questions.", asked)
        yield words % {"count": asked}
    if answered:
        words = ngettext(
            "To %(count)s of them there are answers. It is kept, and can be asked again.",
            "To %(count)s of them there are answers. They are kept, and can be asked again.",
            answered,
        )
        yield words % {"count": answered}
    if asked - answered:
        yield _("What nobody has answered is gone.")


class AddReadySection(BuilderView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.back()

    def post(self, request: HttpRequest) -> HttpResponse:
        slug = request.POST.get("slug", "")
        if self.attempt(lambda: add_ready_section(self.event, by=request.user, slug=slug)):
            messages.success(request, _("The section is added. Change what you need otherwise."))
        return self.back()


class CopyFrom(BuilderView):
    """Only from events that one organises, too."""

    title = gettext_lazy("Take the form from another event")
    template = "participants/admin/builder/copy.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=CopyForm(events=self.events()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CopyForm(request.POST, events=self.events())
        if form.is_valid():
            try:
                notices = copy_form(self.event, by=request.user, source=form.cleaned_data["source"])
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, _("The form is taken over."))
                for sentence in notices:
                    messages.warning(request, sentence)
                return self.back()
        return self.show(form=form)

    def events(self) -> Any:
        own = Event.objects.in_role(self.request.user, Role.ORGANISER).exclude(pk=self.event.pk)
        has_form = FormSection.objects.values("event")
        return own.filter(pk__in=has_form).order_by("-start_date")
