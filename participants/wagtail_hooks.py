"""What people add to Wagtail, to events and to /me/. Each thing is made elsewhere; this file registers it."""

from wagtail import hooks

from participants import places
from participants.admin import log
from participants.admin.links import outbox_link, registrations_link
from participants.admin.people import PersonViewSet
from participants.admin.urls import OutboxViewSet, RegistrationViewSet
from participants.issued import issued_section
from participants.parts import parts
from participants.readiness import checks

hooks.register("register_log_actions", log.register)
hooks.register("event_place", places.registration_place)
hooks.register("event_place", places.participants_place)
hooks.register("me_section", places.my_registrations)
hooks.register("me_section", issued_section)
hooks.register("event_admin_link", registrations_link)
hooks.register("event_part", parts)
hooks.register("readiness_check", checks)
hooks.register("event_admin_link", outbox_link)
hooks.register("register_admin_viewset", lambda: [RegistrationViewSet(), PersonViewSet(), OutboxViewSet()])
