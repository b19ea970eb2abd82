"""What the sessions app adds to Wagtail and to the pages of events. Made elsewhere; this file registers."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.admin.lists import ListsGroup
from participants.wording import LETTER_KINDS
from sessions import evidence, personal_data
from sessions.admin import log, papers, review_log, reviews
from sessions.admin.lists import AddresseeViewSet, MechanismViewSet
from sessions.admin.programme.links import programme_link
from sessions.admin.programme.urls import ProgrammeViewSet
from sessions.admin.record import log as record_log
from sessions.admin.record.menu import RecordMenuItem
from sessions.checkin import check_in_places
from sessions.domain import session_places
from sessions.domain.erasing import erase_speaker, issued_text
from sessions.figures import speaking
from sessions.library import entries
from sessions.owed import owed_papers, owed_parts, owed_talks
from sessions.owed_reviews import owed_reviews
from sessions.parts import parts
from sessions.places import (
    my_calendar,
    my_papers,
    my_parts,
    my_records,
    my_sessions,
    my_submissions,
    papers_link,
    papers_place,
    record_link,
)
from sessions.places_of_reviews import my_reviews, reviews_link
from sessions.programme.place import place_of_programme
from sessions.readiness import checks
from sessions.register import entries as register_entries

# --- The programme ------------------------------------------------------------------------------------------

hooks.register("register_log_actions", log.register)
hooks.register("event_place", place_of_programme)
hooks.register("event_admin_link", programme_link)
hooks.register("register_admin_viewset", ProgrammeViewSet)
hooks.register("event_part", parts)
hooks.register("readiness_check", checks)
hooks.register("figures_column", speaking)
hooks.register("every_round", session_places.settle_due)
hooks.register("every_round", entries.index_changed)
hooks.register("every_round", register_entries.index_changed)
hooks.register("check_in_places", check_in_places)

LETTER_KINDS["programme"] = _("change of the programme")

# --- Papers and the record ----------------------------------------------------------------------------------

ListsGroup.items = (*ListsGroup.items, AddresseeViewSet, MechanismViewSet)
hooks.register("register_log_actions", record_log.register)
hooks.register("event_place", papers_place)
hooks.register("expert_evidence", evidence.parts)
hooks.register("seen_at", evidence.took_part)
hooks.register("attendance_of", evidence.attendance_of)
hooks.register("owed", owed_parts)
hooks.register("owed", owed_papers)
hooks.register("owed", owed_talks)
hooks.register("me_section", my_parts)
hooks.register("me_section", my_sessions)
hooks.register("me_section", my_calendar)
hooks.register("me_section", my_papers)
hooks.register("me_section", my_records)
hooks.register("me_section", my_submissions)
hooks.register("event_admin_link", papers_link)
hooks.register("event_admin_link", record_link)
hooks.register("register_admin_urls", lambda: [path("papers/", include(papers.urlpatterns))])
hooks.register(
    "register_admin_menu_item",
    lambda: RecordMenuItem(_("Record"), reverse_lazy("record:index"), name="record", icon_name="edit", order=250),
)

hooks.register(
    "register_admin_menu_item",
    lambda: RecordMenuItem(
        _("Recommendations"),
        reverse_lazy("register:index"),
        name="recommendations",
        icon_name="clipboard-list",
        order=251,
    ),
)

# --- The review of papers -----------------------------------------------------------------------------------

hooks.register("register_log_actions", review_log.register)
hooks.register("hidden_log_entries", review_log.hidden_from_authors)
hooks.register("me_section", my_reviews)
hooks.register("owed", owed_reviews)
hooks.register("event_admin_link", reviews_link)
hooks.register("register_admin_urls", lambda: [path("paper-reviews/", include(reviews.urlpatterns))])

LETTER_KINDS["review"] = _("request for a review")
LETTER_KINDS["decision"] = _("decision on a paper")

# --- What is held of people ---------------------------------------------------------------------------------

hooks.register("personal_data", personal_data.sources)
hooks.register("not_personal", personal_data.not_personal)
hooks.register("needs_contact", personal_data.needs_contact)
hooks.register("erase_person", erase_speaker)
hooks.register("issued_text", issued_text)
