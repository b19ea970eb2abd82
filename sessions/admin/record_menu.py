from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from sessions.models import Session


class RecordMenuItem(MenuItem):
    """For those who write some record."""

    def is_shown(self, request: HttpRequest) -> bool:
        return Session.objects.recorded_by(request.user).exists()
