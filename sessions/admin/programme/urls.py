"""The addresses of the working programme in the back office, under the event's own."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from sessions.admin.programme import exchange
from sessions.admin.programme.agenda import Agenda
from sessions.admin.programme.overview import Overview
from sessions.admin.programme.people import People
from sessions.admin.programme.release import ReleaseView
from sessions.admin.programme.releases import Compare, ReleaseShow, Restore
from sessions.admin.programme.rooms import Rooms
from sessions.admin.programme.session import SessionDelete, SessionEdit
from sessions.admin.programme.speakers import Speakers
from sessions.admin.programme.warnings import Warnings


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
            path("<slug:slug>/releases/compare/", Compare.as_view(), name="compare"),
            path("<slug:slug>/releases/<int:number>/", ReleaseShow.as_view(), name="release_show"),
            path("<slug:slug>/releases/<int:number>/restore/", Restore.as_view(), name="restore"),
            path("<slug:slug>/speakers/", Speakers.as_view(), name="speakers"),
            path("<slug:slug>/warnings/", Warnings.as_view(), name="warnings"),
            path("<slug:slug>/people/", People.as_view(), name="people"),
            path("<slug:slug>/import/", exchange.ImportUpload.as_view(), name="import"),
            path("<slug:slug>/import/template.xlsx", exchange.ImportTemplate.as_view(), name="import_template"),
            path("<slug:slug>/import/<int:pk>/", exchange.ImportPreview.as_view(), name="import_preview"),
            path("<slug:slug>/export/", exchange.ExportIndex.as_view(), name="export"),
            path("<slug:slug>/export/<slug:format>/", exchange.ExportFile.as_view(), name="export_file"),
        ]
