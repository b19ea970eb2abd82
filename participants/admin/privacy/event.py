"""The data of one event: what each is asked for, who reads it, until when it is there, and what was removed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Role, TeamMember
from participants.admin.base import EventView
from participants.admin.privacy.forms import NoticeForm, RetentionForm
from participants.domain.privacy.notices import notice_of, publish_notice
from participants.domain.privacy.retention import set_retention, terms_of
from participants.domain.setup import setup_of
from participants.models import RegistrationSetup
from participants.permissions import DESK
from participants.views.base import attempt


class EventPrivacy(EventView):
    """Shows what is held and how long, and sets the days for what every registration asks."""

    roles = (Role.ORGANISER,)
    title = gettext_lazy("Privacy")
    template = "participants/admin/privacy/event.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show_page(RetentionForm(setup=self.setup_or_none))

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.setup_or_none is None:
            raise Http404
        form = RetentionForm(request.POST, setup=self.setup_or_none)
        if not attempt(form, set_retention, self.event, by=request.user):
            return self.show_page(form)
        messages.success(request, _("How long these data are kept is saved."))
        return redirect("privacy:event", self.event.slug)

    @cached_property
    def setup_or_none(self) -> RegistrationSetup | None:
        return setup_of(self.event)

    def show_page(self, form: RetentionForm) -> HttpResponse:
        setup = self.setup_or_none
        terms = terms_of(self.event, setup) if setup else []
        return self.show(
            form=form, setup=setup, terms=terms, notice=notice_of(self.event), readers=readers_of(self.event)
        )


class Notice(EventView):
    """A new version of what people are told beside the form."""

    roles = (Role.ORGANISER,)
    title = gettext_lazy("Privacy notice")
    template = "participants/admin/privacy/notice.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show_form(NoticeForm(notice=notice_of(self.event)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NoticeForm(request.POST, notice=None)
        if not attempt(form, publish_notice, self.event, by=request.user):
            return self.show_form(form)
        messages.success(request, _("The notice stands beside the form now."))
        return redirect("privacy:event", self.event.slug)

    def show_form(self, form: NoticeForm) -> HttpResponse:
        versions = self.event.privacy_notices.select_related("by")[:50]
        return self.show(form=form, versions=versions)


def readers_of(event: Any) -> dict[str, str]:
    """Names of those who read what the desk reads, and of those who read what is sensitive, beside the secretariat."""
    members = TeamMember.objects.filter(event=event, role__in=DESK).select_related("user").order_by("role", "pk")
    everybody = list(dict.fromkeys((str(member.user), member.reads_needs) for member in members))
    return {
        "all": ", ".join(dict.fromkeys(name for name, _reads in everybody)),
        "sensitive": ", ".join(dict.fromkeys(name for name, reads in everybody if reads)),
    }
