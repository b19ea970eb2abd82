"""The rooms of an event, in the order in which they are printed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.programme.base import EventView, url
from sessions.domain.programme import save_rooms
from sessions.forms.programme import RoomFormSet


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
