from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from cms.roles import events_of, is_secretariat
from sessions.models import Session


class RecordMenuItem(MenuItem):
    """For those who write some record: of an event, by their role there, or of a session that they lead."""

    def is_shown(self, request: HttpRequest) -> bool:
        user = request.user
        if is_secretariat(user) or events_of(user, "rapporteur", "organiser"):
            return True
        return Session.objects.recorded_by(user).exists()
