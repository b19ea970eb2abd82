"""What the sessions app adds to Wagtail and to the pages of events. Each thing is made elsewhere; this file registers it."""

from wagtail import hooks

from sessions.admin import log
from sessions.admin.programme import ProgrammeViewSet, programme_link
from sessions.programme.place import place_of_programme

# --- The programme ------------------------------------------------------------------------------------------

hooks.register("register_log_actions", log.register)
hooks.register("event_place", place_of_programme)
hooks.register("event_admin_link", programme_link)
hooks.register("register_admin_viewset", lambda: ProgrammeViewSet())
