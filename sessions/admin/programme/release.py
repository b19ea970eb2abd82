"""Releasing the programme, and the releases so far."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.programme.base import EventView, url
from sessions.domain.release import next_programme, release_programme
from sessions.forms.programme import ReleaseForm
from sessions.models import Release
from sessions.programme.changes import changes_between
from sessions.programme.rows import change_rows
from sessions.warnings import grouped, warnings_of


class ReleaseView(EventView):
    """What a release would change, and the button that makes it; below, the releases so far."""

    title = gettext_lazy("Release")
    template = "sessions/admin/release.html"
    screen = "programme:release"

    def get(self, request: Any) -> HttpResponse:
        return self.show_form(ReleaseForm(initial={"letters": not self.event.is_over}))

    def post(self, request: Any) -> HttpResponse:
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        try:
            release = release_programme(self.event, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.show_form(form)
        messages.success(request, _("Release %(number)s is public.") % {"number": release.number})
        return redirect(url("release_show", self.event, release.number))

    def show_form(self, form: ReleaseForm) -> HttpResponse:
        last, programme = next_programme(self.event)
        releases = Release.objects.filter(event=self.event).defer("programme").select_related("released_by")
        return self.show(
            form=form,
            last=last,
            programme=programme,
            count=sum(1 for _session in programme.shown),
            changes=change_rows(changes_between(last, programme), self.event.tz),
            findings=grouped(warnings_of(self.event, by=self.request.user)),
            releases=[{"release": row, "changes": change_rows(row.changes, self.event.tz)} for row in releases],
        )
