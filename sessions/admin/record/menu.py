from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from sessions.permissions import records_something


class RecordMenuItem(MenuItem):
    """For those who write some record: of an event, by their role there, or of a session that they lead."""

    def is_shown(self, request: HttpRequest) -> bool:
        return records_something(request.user)
