"""What the sessions app adds to Wagtail and to the pages of events. Each thing is made elsewhere; this file registers it."""

from wagtail import hooks

from sessions.admin import log
from sessions.programme.place import place_of_programme

# --- The programme ------------------------------------------------------------------------------------------

hooks.register("register_log_actions", log.register)
hooks.register("event_place", place_of_programme)
