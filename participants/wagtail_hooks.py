"""What people add to Wagtail, to events and to /me/. Each thing is made elsewhere; this file registers it."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.admin.lists import ListsGroup
from participants import holdings_of_experts, holdings_of_networks, holdings_of_office, personal_data, places, seen
from participants.admin import log
from participants.admin.builder.urls import BuilderViewSet
from participants.admin.categories import CategoryViewSet
from participants.admin.links import (
    balance_link,
    check_in_link,
    form_link,
    outbox_link,
    privacy_link,
    registrations_link,
    setup_link,
)
from participants.admin.networks import NetworksMenuItem, NetworkViewSet, network_link
from participants.admin.people import PersonViewSet
from participants.admin.privacy.urls import PrivacyViewSet
from participants.admin.shortlists import ShortlistViewSet, shortlists_link
from participants.admin.urls import OutboxViewSet, RegistrationViewSet
from participants.admin.waiting import waiting_link
from participants.admin.ways.links import delegations_link, invitations_link
from participants.admin.ways.urls import WaysViewSet
from participants.directory import entries
from participants.domain import experts, reminders, waiting
from participants.domain.networks import digest
from participants.domain.privacy.erasing import erase_participant
from participants.domain.privacy.retention import request_removal
from participants.figures import columns
from participants.issued import issued_section
from participants.my_networks import my_networks, owed_answers
from participants.owed import owed_section
from participants.parts import parts
from participants.readiness import checks
from participants.unfinished import owed_consents, owed_forms

ListsGroup.items = (*ListsGroup.items, CategoryViewSet)
hooks.register("register_log_actions", log.register)
hooks.register("event_place", places.registration_place)
hooks.register("event_place", places.participants_place)
hooks.register("me_section", places.my_registrations)
hooks.register("me_section", owed_section)
hooks.register("me_section", my_networks)
hooks.register("owed", owed_answers)
hooks.register("every_round", digest.queue_digests)
hooks.register("event_admin_link", network_link)
hooks.register("erase_person", holdings_of_networks.erase_member)
hooks.register(
    "register_admin_menu_item",
    lambda: NetworksMenuItem(
        _("Networks"), reverse_lazy("networks:all"), name="networks", icon_name="group", order=260
    ),
)
hooks.register("owed", owed_forms)
hooks.register("owed", owed_consents)
hooks.register("every_round", reminders.draft_due)
hooks.register("every_round", experts.remind_experts)
hooks.register("every_round", entries.index_changed)
hooks.register("expert_evidence", seen.attended)
hooks.register("seen_at", seen.took_part)
hooks.register("event_admin_link", shortlists_link)
hooks.register("me_section", places.my_delegations)
hooks.register("me_section", places.my_invitations)
hooks.register("me_section", issued_section)
hooks.register("event_admin_link", setup_link)
hooks.register("event_admin_link", form_link)
hooks.register("event_admin_link", registrations_link)
hooks.register("event_admin_link", waiting_link)
hooks.register("event_admin_link", check_in_link)
hooks.register("event_part", parts)
hooks.register("readiness_check", checks)
hooks.register("event_admin_link", outbox_link)
hooks.register("event_admin_link", balance_link)
for column in (columns.invited, columns.registered, columns.approved, columns.attended):
    hooks.register(columns.HOOK, column)

# --- Privacy ------------------------------------------------------------------------------------------------

hooks.register("event_admin_link", privacy_link)
hooks.register("register_admin_viewset", PrivacyViewSet)
hooks.register("every_round", request_removal)
hooks.register("every_round", waiting.settle_due)
hooks.register("needs_contact", holdings_of_office.needs_contact)
for holds in (personal_data, holdings_of_experts, holdings_of_networks, holdings_of_office):
    hooks.register("personal_data", holds.sources)
    hooks.register("not_personal", holds.not_personal)
hooks.register("erase_person", erase_participant)
hooks.register("event_admin_link", invitations_link)
hooks.register("event_admin_link", delegations_link)
hooks.register(
    "register_admin_viewset",
    lambda: [
        RegistrationViewSet(),
        BuilderViewSet(),
        PersonViewSet(),
        OutboxViewSet(),
        WaysViewSet(),
        ShortlistViewSet(),
        NetworkViewSet(),
    ],
)
