from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from participants.admin.desk import urls as desk
from participants.admin.outbox import Confirm, LetterView, Outbox
from participants.admin.setup import Setup


class RegistrationViewSet(ViewSet):
    """The addresses of the registrations of one event, under the event's own."""

    name = "registrations"
    icon = "group"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [path("<slug:slug>/setup/", Setup.as_view(), name="setup"), *desk.urlpatterns()]


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
