from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from participants.admin.answers import Answers
from participants.admin.outbox import Confirm, LetterView, Outbox
from participants.admin.registrations import Attendance, Decide, RegistrationIndex, RegistrationView
from participants.admin.setup import Setup


class RegistrationViewSet(ViewSet):
    """The addresses of the registrations of one event, under the event's own."""

    name = "registrations"
    icon = "group"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/", RegistrationIndex.as_view(), name="index"),
            path("<slug:slug>/results/", RegistrationIndex.as_view(results_only=True), name="index_results"),
            path("<slug:slug>/decide/", Decide.as_view(), name="decide"),
            path("<slug:slug>/setup/", Setup.as_view(), name="setup"),
            path("<slug:slug>/<int:pk>/", RegistrationView.as_view(), name="show"),
            path("<slug:slug>/<int:pk>/answers/<slug:stage>/", Answers.as_view(), name="answers"),
            path("<slug:slug>/<int:pk>/attendance/", Attendance.as_view(), name="attendance"),
        ]


class OutboxViewSet(ViewSet):
    """The addresses of the letters of one event."""

    name = "outbox"
    icon = "mail"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/", Outbox.as_view(), name="index"),
            path("<slug:slug>/results/", Outbox.as_view(results_only=True), name="index_results"),
            path("<slug:slug>/confirm/", Confirm.as_view(), name="confirm"),
            path("<slug:slug>/<int:pk>/", LetterView.as_view(), name="letter"),
        ]
