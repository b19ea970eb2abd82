"""Who may open what. A row for each address; a letter for each role, in the order of `world.ROLES`:

visitor, expert (registered), author (of the unpublished paper), chair (of the session), rapporteur, organiser,
other (organiser of another event), secretariat.

R shown, L asked to sign in, F refused, X not found (whoever may not know), G led elsewhere. Rows with `method="post"`
are sent an empty form: whoever may act gets the form again or is led on.
"""

import re
from typing import Any

from tests.matrix.experts import EXPERTS
from tests.matrix.kinds import KINDS
from tests.matrix.lifecycle import LIFECYCLE
from tests.matrix.networks import NETWORKS
from tests.matrix.papers import PAPERS
from tests.matrix.record import RECORDING
from tests.matrix.reviews import REVIEWS
from tests.matrix.row import (
    DOOR,
    EVERYBODY,
    LED,
    LISTS,
    NOBODY,
    NOBODY_IN_OFFICE,
    OFFICE,
    SIGNED_IN,
    Args,
    Row,
    event,
    exported,
    hidden,
    of,
    pk,
)
from tests.matrix.world import World

PUBLIC = [
    Row("healthz", EVERYBODY),
    Row("robots", EVERYBODY),
    Row("sitemap", EVERYBODY),
    Row("cms:home", EVERYBODY),
    Row("cms:event_index", EVERYBODY),
    Row("cms:event_page", EVERYBODY, event),
    Row("cms:event_page", NOBODY, hidden, "hidden event"),
    Row("rendition", NOBODY, lambda _world: ["missing.png"]),
    Row("sessions:programme", EVERYBODY, event),
    Row("sessions:programme_ics", EVERYBODY, event),
    Row("sessions:programme_json", EVERYBODY, event),
    Row("sessions:programme", "XXXXXXXR", hidden, "hidden event"),
    Row("sessions:mine", EVERYBODY, event),
    Row("sessions:mine", "XXXXXXXX", hidden, "hidden event"),
    Row("sessions:star", "FFFFFFFF", event, "without an origin", method="post"),
    Row("sessions:star", "XXXXXXXF", hidden, "hidden event", method="post"),
    Row("sessions:speakers", EVERYBODY, event),
    Row("sessions:speakers", NOBODY, hidden, "hidden event"),
    Row("sessions:my_calendar", SIGNED_IN),
    Row("sessions:own_calendar", EVERYBODY, lambda world: [world.calendar.key], "whoever has the address"),
    Row("sessions:own_calendar", NOBODY, lambda _world: ["not-an-address"], "nobody's"),
    Row("sessions:session", EVERYBODY, of("session")),
    Row("sessions:session_calendar", EVERYBODY, of("session")),
    Row("sessions:speaker", EVERYBODY, of("speaker")),
    Row("sessions:recommendations", EVERYBODY),
    Row("sessions:recommendations_csv", EVERYBODY),
    Row("sessions:recommendations_json", EVERYBODY),
    Row("sessions:recommendation", EVERYBODY, lambda world: [world.adopted.pk], "adopted"),
    Row("sessions:recommendation", NOBODY, lambda world: [world.captured.pk], "captured"),
    Row("participants:participants", EVERYBODY, event),
    Row("participants:me", SIGNED_IN),
    Row("participants:profile", SIGNED_IN),
    Row("participants:data", SIGNED_IN),
]


def release(world: World) -> list[Any]:
    return [world.event.slug, 1]


EVENTS = [
    Row("events:index", "LFFFRRRR"),
    Row("events:index_results", "LFFFRRRR"),
    Row("events:add", "LFFFFRRR"),
    Row("events:choose", "LFFFFRRR"),
    Row("events:set_up", "LFFFFRRR"),
    Row("events:set_up", "LFFFFRRR", label="sent empty", method="post"),
    Row("events:readiness", OFFICE, pk("event")),
    Row("events:keep", OFFICE, pk("event")),
    Row("events:edit", "LFFFFRXR", pk("event")),
    Row("events:delete", "LFFFXXXR", pk("event")),
    Row("events:history", OFFICE, pk("event")),
    Row("events:history_results", OFFICE, pk("event")),
    Row("events:log", OFFICE, pk("event")),
    Row("events:log_results", OFFICE, pk("event")),
    Row("events:usage", OFFICE, pk("event")),
    Row("events:dashboard", "LFFFRRXR", pk("event")),
    Row("events:add_page", "LFFFXGXG", pk("event"), method="post"),
    Row("events:set_cancelled", "LFFFXGXG", pk("event"), method="post"),
    Row("events:team", OFFICE, pk("event")),
    Row("events:remove_member", "LFFFXXXX", lambda world: [world.event.pk, 0], method="post"),
    Row("events:reader", "LFFFXXXX", lambda world: [world.event.pk, 0], method="post"),
    Row("secretariat", "LFFFXXXR"),
    Row("remove_secretariat", "LFFFXXXX", lambda _world: [0], method="post"),
]
TEMPLATES = [
    Row("templates:index", "LFFFFRRR"),
    Row("templates:index_results", "LFFFFRRR"),
    Row("templates:add", "LFFFFFFF"),
    Row("templates:edit", "LFFFFRXR", pk("template")),
    Row("templates:delete", OFFICE, pk("template")),
    Row("templates:history", OFFICE, pk("template")),
    Row("templates:history_results", OFFICE, pk("template")),
    Row("templates:usage", OFFICE, pk("template")),
]
PROGRAMME = [
    Row("programme:index", OFFICE, event),
    Row("programme:add", OFFICE, event),
    Row("programme:edit", OFFICE, of("session")),
    Row("programme:delete", OFFICE, of("session")),
    Row("programme:rooms", OFFICE, event),
    Row("programme:release", OFFICE, event),
    Row("programme:release_show", OFFICE, release),
    Row("programme:compare", OFFICE, event),
    Row("programme:restore", OFFICE, release),
    Row("programme:agenda", OFFICE, event),
    Row("programme:people", OFFICE, event),
    Row("programme:speakers", OFFICE, event),
    Row("programme:warnings", "LFFFXXXX", event, "of no check", method="post"),
    Row("editor:index", OFFICE, event),
    Row("editor:panel", OFFICE, of("session")),
    Row("editor:new", OFFICE, event),
    Row("editor:warnings", OFFICE, event),
    Row("editor:state", "FXXXXRXR", event),
    Row("editor:act", "LXXXXGXG", event, "undo nothing", method="post"),
    Row("programme:import", OFFICE, event),
    Row("programme:import_template", OFFICE, event),
    Row("programme:import_preview", OFFICE, of("programme_import")),
    Row("programme:import_preview", "LFFFXGXG", of("programme_import"), "post", method="post"),
    Row("programme:export", OFFICE, event),
    *(Row("programme:export_file", OFFICE, exported(name), name) for name in ("csv", "xlsx", "frab", "indico")),
]
REGISTRATIONS = [
    Row("registrations:index", OFFICE, event),
    Row("registrations:options", OFFICE, event),
    Row("registrations:decide", "LFFFXXXX", event, method="post"),
    Row("registrations:statistics", OFFICE, event),
    Row("registrations:balance", OFFICE, event),
    Row("registrations:review", OFFICE, event),
    Row("registrations:review", "LFFFXXXX", event, "of nobody", method="post"),
    Row("registrations:view_save", OFFICE, event),
    Row("registrations:view_save", OFFICE, event, "post", method="post"),
    Row("registrations:view_change", "LFFFXRXX", of("desk_view")),
    Row("registrations:view_change", "LFFFXRXX", of("desk_view"), "post", method="post"),
    Row("registrations:tags", OFFICE, event),
    Row("registrations:tags", OFFICE, event, "post", method="post"),
    Row("registrations:tag_many", OFFICE, event),
    Row("registrations:tag_many", "LFFFXXXX", event, "without a tag", method="post"),
    Row("registrations:tag", OFFICE, of("tag")),
    Row("registrations:tag", OFFICE, of("tag"), "post", method="post"),
    Row("registrations:exports", OFFICE, event),
    Row("registrations:exports", OFFICE, event, "post", method="post"),
    Row("registrations:export_file", "LFFFXRXX", of("export")),
    Row("registrations:export_job", "LFFFXRXX", of("export")),
    Row("registrations:letters", OFFICE, event),
    Row("registrations:letter_write", OFFICE, event),
    Row("registrations:letter_write", OFFICE, event, "post", method="post"),
    Row("registrations:letter", OFFICE, of("group_letter")),
    Row("registrations:letter", "LFFFXGXG", of("group_letter"), "post", method="post"),
    Row("registrations:letter_change", OFFICE, of("group_letter")),
    Row("registrations:letter_change", OFFICE, of("group_letter"), "post", method="post"),
    Row("registrations:template_write", OFFICE, event),
    Row("registrations:template_write", OFFICE, event, "post", method="post"),
    Row("registrations:template", OFFICE, of("letter_template")),
    Row("registrations:template", "LFFFXXXR", of("shared_template"), "for every event"),
    Row("registrations:tags_of", "LFFFXGXG", of("registration"), method="post"),
    Row("registrations:notes_of", OFFICE, of("registration"), method="post"),
    Row("registrations:setup", OFFICE, event),
    Row("registrations:waiting", OFFICE, event),
    Row("registrations:offer_next", "LFFFXGXG", of("registration"), "who does not wait", method="post"),
    Row("registrations:show", OFFICE, of("registration")),
    Row("registrations:answers", "LFFFXXXR", lambda world: [*of("registration")(world), "follow_up"]),
    Row("registrations:attendance", "LFFFXGXG", of("registration"), method="post"),
    Row("builder:index", OFFICE, event),
    Row("builder:move", "LFFFXXXX", event, "nothing", method="post"),
    Row("builder:preview", OFFICE, event),
    Row("builder:copy", OFFICE, event),
    Row("builder:ready", LED, event, method="post"),
    Row("builder:add_section", OFFICE, event),
    Row("builder:section", OFFICE, of("form_section")),
    Row("builder:remove_section", OFFICE, of("form_section")),
    Row("builder:remove_section", LED, of("form_section"), "post", method="post"),
    Row("builder:add_question", "LFFFXXXX", of("form_section"), "of no kind"),
    Row("builder:question", OFFICE, of("question")),
    Row("builder:condition", OFFICE, of("question")),
    Row("builder:condition", LED, of("question"), "post", method="post"),
    Row("builder:put", "LFFFXXXX", of("question"), "nowhere", method="post"),
    Row("builder:duplicate", LED, of("question"), method="post"),
    Row("builder:remove_question", OFFICE, of("question")),
    Row("builder:remove_question", LED, of("question"), "post", method="post"),
    Row("builder:restore", LED, of("question"), method="post"),
    Row("people:index", "LFFFFRRR"),
    Row("people:index_results", "LFFFFRRR"),
    Row("people:add", LISTS),
    Row("people:edit", LISTS, pk("speaker")),
    Row("people:delete", "LFFFXXXX", pk("speaker")),
    Row("people:history", "LFFFXXXR", pk("speaker")),
    Row("people:history_results", "LFFFXXXR", pk("speaker")),
    Row("people:usage", "LFFFXXXR", pk("speaker")),
    Row("people:part_add", "LFFFXXXR", lambda world: [world.speaker.pk, "names"]),
    Row("people:part_add", "LFFFXXXX", lambda world: [world.speaker.pk, "secrets"], "of no kind"),
    Row("people:part_change", "LFFFXXXR", lambda world: [world.speaker.pk, "names", world.name.pk]),
    Row(
        "people:part_change",
        NOBODY_IN_OFFICE,
        lambda world: [world.registration.person_id, "names", world.name.pk],
        "of another",
    ),
    Row("people:part_remove", "LFFFXXXR", lambda world: [world.speaker.pk, "names", world.name.pk]),
    Row(
        "people:part_remove",
        "LFFFXXXG",
        lambda world: [world.speaker.pk, "names", world.name.pk],
        "by post",
        method="post",
    ),
    Row("people:duplicates", "LFFFXXXR"),
    Row("people:compare", "LFFFXXXR", lambda world: [world.speaker.pk, world.registration.person_id]),
    Row(
        "people:compare",
        "LFFFXXXR",
        lambda world: [world.speaker.pk, world.registration.person_id],
        "by post",
        method="post",
    ),
    Row("people:undo", "LFFFXXXR", pk("merge")),
    Row("people:undo", "LFFFXXXG", pk("merge"), "by post", method="post"),
    Row("people:inspect", "LFFFXRXR", lambda world: [world.registration.person_id]),
]
PRIVACY = [
    Row("privacy:event", OFFICE, event),
    Row("privacy:event", OFFICE, event, "sent empty", method="post"),
    Row("privacy:notice", OFFICE, event),
    Row("privacy:erase", "LFFFXXXR", lambda world: [world.registration.person_id]),
    Row("privacy:erase", "LFFFXXXR", lambda world: [world.registration.person_id], "sent empty", method="post"),
]
LETTERS = [
    Row("outbox:index", OFFICE, event),
    Row("outbox:index_results", OFFICE, event),
    Row("outbox:letter", OFFICE, of("letter")),
    Row("outbox:confirm", "LFFFXXXX", event, "without an action"),
    Row("outbox:confirm", "LFFFXXXX", event, "by post", method="post"),
]


def nominee(world: World) -> list[Any]:
    return [world.event.slug, world.delegation.pk, world.nomination.pk]


def of_kind(*kinds: str) -> Args:
    return lambda world: [world.event.slug, *kinds]


def list_of(kind: str) -> Args:
    return lambda world: [world.event.slug, kind, world.list_import.pk]


WAYS = [
    Row("ways:invitations", OFFICE, event),
    Row("ways:invitations_results", OFFICE, event),
    Row("ways:invite", OFFICE, event),
    Row("ways:invite", OFFICE, event, "sent empty", method="post"),
    Row("ways:act", "LFFFXXXX", event, "without an action"),
    Row("ways:act", "LFFFXXXX", event, "by post", method="post"),
    Row("ways:delegations", OFFICE, event),
    Row("ways:delegations_results", OFFICE, event),
    Row("ways:delegation_add", OFFICE, event),
    Row("ways:delegation_add", OFFICE, event, "sent empty", method="post"),
    Row("ways:delegations_add", OFFICE, event),
    Row("ways:write", "LFFFXGXG", event, method="post"),
    Row("ways:delegation", OFFICE, of("delegation")),
    Row("ways:decide", "LFFFXXXX", of("delegation"), "without an action"),
    Row("ways:on_behalf", OFFICE, event),
    Row("ways:list", OFFICE, of_kind("registrations")),
    Row("ways:list", OFFICE, of_kind("invitations"), "sent empty", method="post"),
    Row("ways:list_template", OFFICE, of_kind("delegations")),
    Row("ways:list_preview", OFFICE, list_of("registrations")),
    Row("ways:list_preview", "LFFFXXXX", list_of("invitations"), "of another kind"),
    Row("ways:list_preview", "LFFFXGXG", list_of("registrations"), "post", method="post"),
    Row("participants:invitation", "GGGGGGGG", lambda _world: ["a-token-of-nobody"], "nobody's"),
    Row("participants:invitation_answer", NOBODY, label="without a link"),
    Row("participants:invitation_answer", NOBODY, label="without a link, by post", method="post"),
    Row("participants:invitation_declined", EVERYBODY),
    Row("participants:delegations", "LXGXXXXX", event),
    Row("participants:delegation", "LXRXXXXX", of("delegation")),
    Row("participants:nomination_order", "LXGXXXXX", of("delegation"), method="post"),
    Row("participants:nomination_replace", "LXRXXXXX", nominee),
    Row("participants:nomination_withdraw", "LXRXXXXX", nominee),
]
#: What a rapporteur typed is given back with the refusal, so that it is not lost: hence F, not X.
DESK = []
DRAFT, COMPILE = "XXXXRRXR", "LFFFGGXG"
OUTPUTS = [
    Row("outputs:outputs", EVERYBODY, event),
    Row("outputs:outputs", "XXXXXXXR", hidden, "hidden event"),
    Row("outputs:programme_pdf", NOBODY, event, "not made yet"),
    Row("outputs:output", EVERYBODY, pk("report"), "adopted"),
    Row("outputs:output", DRAFT, pk("draft"), "draft"),
    Row("outputs:pdf", NOBODY, pk("report"), "not made yet"),
    Row("outputs:pdf", NOBODY, pk("draft"), "draft"),
    Row("outputs:archive", NOBODY, pk("report"), "not made yet"),
    Row("outputs:archive", NOBODY, pk("draft"), "draft"),
    Row("outputs:json", EVERYBODY, pk("report"), "adopted"),
    Row("outputs:json", DRAFT, pk("draft"), "draft"),
    Row("outputs:docx", EVERYBODY, pk("report"), "adopted"),
    Row("outputs:docx", DRAFT, pk("draft"), "draft"),
    Row("outputs:markdown", EVERYBODY, pk("report"), "adopted"),
    Row("outputs:markdown", DRAFT, pk("draft"), "draft"),
    Row("outputs:xml", EVERYBODY, pk("report"), "adopted"),
    Row("outputs:xml", DRAFT, pk("draft"), "draft"),
    Row("outputs:job", DRAFT, lambda world: [world.draft.pk, world.job.pk]),
    Row("outputs:file", DRAFT, lambda world: [world.event.slug, "programme_of_work"], "always current"),
    Row("outputs:file", "XXXXXRXR", lambda world: [world.event.slug, "name_plates"], "personal"),
    Row("outputs:file", NOBODY, lambda world: [world.event.slug, "final_report"], "written by people"),
    Row("outputs:file_pdf", "XXXXGGXG", lambda world: [world.event.slug, "programme_of_work"], "always current"),
    Row("outputs:file_pdf", "XXXXXGXG", lambda world: [world.event.slug, "name_plates"], "personal"),
    Row("outputs:file_job", NOBODY, lambda world: [world.event.slug, "door_signs", world.job.pk], "of another file"),
    Row("outputs:file", DRAFT, lambda world: [world.event.slug, "participants_list"], "for the desk, too"),
    Row("outputs:participants_xlsx", DRAFT, event),
    Row("outputs:certificates", EVERYBODY),
    Row("outputs:certificate", EVERYBODY, lambda world: [world.certificate.code]),
    Row("outputs:certificate", NOBODY, lambda _world: ["0000000000000000"], "unknown"),
    Row("outputs:letter_pdf", "LGXXXGXG", pk("official_letter"), "one's own; not made yet"),
    Row("outputs:certificate_pdf", "LGXXXGXG", pk("certificate"), "one's own; not made yet"),
    Row("outputs:run", "LXXXXRXR", pk("run"), "badges"),
    Row("outputs:run_progress", "LXXXXRXR", pk("run"), "badges"),
    Row("outputs:run_file", "LXXXXXXX", pk("run"), "not made yet"),
    Row("outputs_admin:papers", "LFFFXRXR", pk("event")),
    Row("outputs_admin:print_badges", "LFFFXGXG", pk("event"), method="post"),
    Row("outputs_admin:letters", "LFFFXRXR", pk("event")),
    Row("outputs_admin:issue_letters", "LFFFXGXG", pk("event"), method="post"),
    Row("outputs_admin:certificates", "LFFFXRXR", pk("event")),
    Row("outputs_admin:issue_certificates", "LFFFXGXG", pk("event"), method="post"),
    Row("outputs_admin:revoke_certificate", "LFFFXRXR", lambda world: [world.event.pk, world.certificate.pk]),
    Row(
        "outputs_admin:revoke_certificate",
        "LFFFXGXG",
        lambda world: [world.event.pk, world.certificate.pk],
        "confirmed",
        method="post",
    ),
    Row("outputs_admin:stationery", "LFFFXRXR", pk("event")),
    Row("outputs_admin:files", "LFFFRRXR", pk("event")),
    Row("outputs_admin:begin_file", COMPILE, lambda world: [world.event.pk, "aide_memoire"], method="post"),
    Row(
        "outputs_admin:begin_file",
        "LFFFXXXX",
        lambda world: [world.event.pk, "name_plates"],
        "always current",
        method="post",
    ),
    Row("outputs_admin:issue_file", "LFFFXGXG", lambda world: [world.event.pk, "programme_of_work"], method="post"),
    Row(
        "outputs_admin:issue_file", "LFFFXXXX", lambda world: [world.event.pk, "name_plates"], "personal", method="post"
    ),
    Row("outputs_admin:index", "LFFFRRXR", pk("event")),
    Row("outputs_admin:work", "LFFFRRXR", pk("draft")),
    Row("outputs_admin:edit", "LFFFRRXR", pk("draft")),
    Row("outputs_admin:board", "LFFFRRXR", pk("draft")),
    Row("outputs_admin:references", "LFFFRRXR", pk("draft")),
    Row("outputs_admin:state", COMPILE, pk("draft"), method="post"),
    Row("outputs_admin:compile", COMPILE, pk("draft"), method="post"),
    Row("outputs_admin:adopt", OFFICE, pk("draft")),
    Row("outputs_admin:issue", OFFICE, pk("report")),
    *KINDS,
]
OWN = [
    Row("participants:register", "RRGGGGGG", event, "a form in steps"),
    Row("participants:register", "XXXXXXXR", hidden, "hidden event"),
    Row("participants:register_step", SIGNED_IN, lambda world: [world.event.slug, "you"]),
    Row("participants:register_step", "LXXXXXXG", lambda world: [world.hidden.slug, "you"], "hidden event"),
    Row("participants:follow_up", "LGXXXXXX", event),
    Row("participants:follow_up_step", "LRXXXXXX", lambda world: [world.event.slug, world.answer.question.section_id]),
    Row("participants:answer_file", "LRXXXXXR", of("answer"), "sensitive"),
    Row("participants:change", "LGXXXXXX", event, "a form in steps"),
    Row("participants:withdraw", "LRXXXXXX", event),
    Row("participants:consent_withdraw", "LRXXXXXX", lambda world: [world.consent.pk]),
    Row("participants:copy_ask", "LGGGGGGG", method="post"),
    Row("participants:copy", "LRXXXXXX", lambda world: [world.copy.uid]),
    Row("participants:copy_state", "LRXXXXXX", lambda world: [world.copy.uid]),
    Row("participants:erase", SIGNED_IN, label="accounts without a password"),
    Row("participants:erase", SIGNED_IN, label="sent empty", method="post"),
    Row("participants:name_add", SIGNED_IN),
    Row("participants:name_change", "LXXXXXXX", pk("name"), "of another"),
    Row("participants:name_remove", "LXXXXXXX", pk("name"), "of another"),
    Row("participants:post_add", SIGNED_IN),
    Row("participants:post_change", "LXXXXXXX", lambda _world: [0]),
    Row("participants:post_remove", "LXXXXXXX", lambda _world: [0]),
    Row("participants:offer", "LRXXXXXX", event),
    Row("participants:offer", "LGXXXXXX", event, "to whom nothing is offered", method="post"),
    Row("participants:check_in", DOOR, event),
    Row("participants:check_in", "LXXXXXXR", hidden, "hidden event"),
    Row("participants:check_in_people", DOOR, event),
    Row("participants:check_in_state", DOOR, event),
    Row("participants:check_in_scans", "LXXXXRXR", event, "without readings", method="post"),
    Row("participants:check_in_worker", EVERYBODY, event, "a script without data"),
    Row("sessions:session_sign_up", "LGGGGGGG", of("session"), "who is told why not", method="post"),
    Row("sessions:session_sign_in", "LGGGGGGG", of("session"), "who is told why not", method="post"),
    Row("sessions:session_people", "LXXRRRXR", of("session")),
    Row("sessions:answer", "LXXXXXXX", pk("session"), "long over", method="post"),
]
ROWS = [
    *(*PUBLIC, *EVENTS, *TEMPLATES, *PROGRAMME, *REGISTRATIONS, *PRIVACY, *WAYS, *LETTERS),
    *(*EXPERTS, *NETWORKS, *LIFECYCLE, *PAPERS, *RECORDING, *REVIEWS, *DESK, *OUTPUTS, *OWN),
]

#: Lists that the secretariat keeps, and who may add to them: organisers choose from all, and add places and partners.
KEPT_LISTS = {
    "venues": "LFFFFRRR",
    "organizations": "LFFFFRRR",
    "themes": LISTS,
    "kinds": LISTS,
    "series": LISTS,
    "countries": "LFFFFFFF",
    "categories": LISTS,
    "addressees": LISTS,
    "mechanisms": LISTS,
}

#: Addresses of libraries, judged together: see `test_nobody_without_a_role_gets_into_the_back_office`.
FAMILIES = re.compile(r"^(account_|mfa_|usersessions_|wagtail|simple_translation:|django\.views|wagtail\.)")
#: What the back office shows to people who are not in: its way in and out, its texts for scripts, and the record,
#: which asks for itself, since the chair of one session need not have a role at the event.
OPEN_TO_ALL = {
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "record:index",
}


def is_of_a_family(name: str) -> bool:
    return bool(FAMILIES.match(name)) or name.partition(":")[0] in KEPT_LISTS
