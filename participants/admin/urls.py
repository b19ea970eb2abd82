from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from participants.admin.answers import Answers
from participants.admin.desk import urls as desk
from participants.admin.figures import Balance, Statistics
from participants.admin.outbox import Confirm, LetterView, Outbox
from participants.admin.setup import Setup
from participants.admin.waiting import OfferNextPlace, WaitingList


class RegistrationViewSet(ViewSet):
    """The addresses of the registrations of one event, under the event's own."""

    name = "registrations"
    icon = "group"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/setup/", Setup.as_view(), name="setup"),
            path("<slug:slug>/statistics/", Statistics.as_view(), name="statistics"),
            path("<slug:slug>/balance/", Balance.as_view(), name="balance"),
            path("<slug:slug>/waiting/", WaitingList.as_view(), name="waiting"),
            path("<slug:slug>/waiting/<int:pk>/", OfferNextPlace.as_view(), name="offer_next"),
            path("<slug:slug>/<int:pk>/answers/<slug:stage>/", Answers.as_view(), name="answers"),
            *desk.urlpatterns(),
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
