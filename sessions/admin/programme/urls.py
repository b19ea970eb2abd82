"""The addresses of the working programme in the back office, under the event's own."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from sessions.admin.programme.agenda import Agenda
from sessions.admin.programme.overview import Overview
from sessions.admin.programme.people import People
from sessions.admin.programme.release import ReleaseView
from sessions.admin.programme.rooms import Rooms
from sessions.admin.programme.session import SessionDelete, SessionEdit


class ProgrammeViewSet(ViewSet):
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
            path("<slug:slug>/agenda/", Agenda.as_view(), name="agenda"),
            path("<slug:slug>/release/", ReleaseView.as_view(), name="release"),
            path("<slug:slug>/people/", People.as_view(), name="people"),
        ]
