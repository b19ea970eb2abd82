"""What the outputs app adds to Wagtail and to the pages of events. Made elsewhere; this file registers."""

from wagtail import hooks

from outputs.admin import log
from outputs.admin.files import files_link
from outputs.admin.kinds import menu_item
from outputs.admin.papers import papers_link
from outputs.admin.steps import ClearanceStepViewSet
from outputs.admin.viewsets import OutputViewSet, outputs_link
from outputs.domain.erasing import erase_from_files, issued_text
from outputs.editing.clearance import owed_clearances
from outputs.parts import parts
from outputs.personal_data import not_personal, sources
from outputs.places import outputs_place, recent_outcomes, session_report_link
from outputs.readiness import checks
from outputs.record.became import became_of, my_recommendations

hooks.register("register_log_actions", log.register)
hooks.register("record_link", session_report_link)
hooks.register("recommendation_became", became_of)
hooks.register("me_section", my_recommendations)
hooks.register("event_place", outputs_place)
hooks.register("home_section", recent_outcomes)
hooks.register("event_admin_link", outputs_link)
hooks.register("event_admin_link", files_link)
hooks.register("event_admin_link", papers_link)
hooks.register("register_admin_viewset", OutputViewSet)
hooks.register("register_admin_viewset", ClearanceStepViewSet)
hooks.register("owed", owed_clearances)
hooks.register("event_part", parts)
hooks.register("readiness_check", checks)
hooks.register("not_personal", not_personal)
hooks.register("personal_data", sources)
hooks.register("erase_person", erase_from_files)
hooks.register("issued_text", issued_text)
hooks.register("register_admin_menu_item", menu_item)
