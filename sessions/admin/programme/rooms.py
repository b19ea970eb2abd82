"""The rooms of an event, in the order in which they are printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.admin.programme.base import EventView, url
from sessions.domain.programme import RoomsInUse, save_rooms
from sessions.forms.programme import RoomFormSet


class Rooms(EventView):
    title = gettext_lazy("Rooms")
    template = "sessions/admin/rooms.html"
    screen = "programme:rooms"

    def get(self, request: Any) -> HttpResponse:
        return self.show(formset=RoomFormSet(instance=self.event))

    def post(self, request: Any) -> HttpResponse:
        formset = RoomFormSet(request.POST, instance=self.event)
        if not formset.is_valid():
            return self.show(formset=formset)
        formset.save(commit=False)
        removed = formset.deleted_objects
        rows = (row.instance for row in formset.forms if row.instance.pk or row.has_changed())
        rooms = [room for room in rows if room not in removed]
        try:
            save_rooms(self.event, by=request.user, rooms=rooms, removed=removed, heirs=formset.heirs())
        except RoomsInUse as error:
            messages.error(request, " ".join(error.messages))
            self.ask_where_to(formset, error.rooms, [room for room in rooms if room.pk])
            return self.show(formset=formset)
        messages.success(request, _("The rooms are saved."))
        return redirect(url("rooms", self.event))

    def ask_where_to(self, formset: Any, in_use: dict[int, int], others: list[Any]) -> None:
        for row in formset.deleted_forms:
            if count := in_use.get(row.instance.pk):
                row.ask(others, _("Sessions take place here: %(count)d. Say where they move.") % {"count": count})
