from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from participants.admin.privacy.erase import Erase
from participants.admin.privacy.event import EventPrivacy, Notice


class PrivacyViewSet(ViewSet):
    """What becomes of the data of one event, and the erasure of a person who asks the secretariat for it."""

    name = "privacy"
    icon = "lock"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("people/<int:pk>/erase/", Erase.as_view(), name="erase"),
            path("<slug:slug>/", EventPrivacy.as_view(), name="event"),
            path("<slug:slug>/notice/", Notice.as_view(), name="notice"),
        ]
