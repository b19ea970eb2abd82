"""What the meetings left: the forum its communiqué and certificates, the working group its report. Both reports stay
drafts, so that adopting one can be tried.
"""

from uuid import NAMESPACE_URL, uuid5

from wagtail.rich_text import RichText

from cms.models import Event, Series
from events_site.demo.accounts import FORUM
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.certificates import issue_certificates
from outputs.domain.documents import create_output
from outputs.domain.stationery import save_stationery
from outputs.editing.richtext import keyed
from outputs.models import ClearanceStep, Output, SymbolPattern
from participants.models import Certificate, Registration
from sessions.kinds import KINDS
from sessions.models import Session, SessionAttendance

Holder = ClearanceStep.Holder
KIND, FINAL = "communique", "final_report"
PAUSES = [kind.slug for kind in KINDS.values() if kind.is_pause]
GROUP, REPORT = "working-group-iii-2012", "working_group_report"
FUNCTIONS = (
    "advocacy and normative support",
    "research and analysis",
    "knowledge sharing and training",
    "advisory services",
)
IN_REPORT = "It is in the report of the workshop; the communiqué has four points."
EARLIER = (
    "Countries should be assisted in strengthening institutions of participatory governance, so that public "
    "administration becomes more open, transparent, accountable and responsive to citizens."
)


#: Named, since the text refers to them.
FACTS, BY_REGION, BY_GENDER, BY_THEME = (
    str(uuid5(NAMESPACE_URL, f"forum-{name}")) for name in ("facts", "r", "g", "t")
)
IN_FIGURES = (
    "What was counted\tNumber\tHow exactly\nParticipants\t1,800\tapproximately\nMember States\t129\tnearly\n"
    "Days\t4\texactly\nInstitutions awarded\t19\texactly\n"
    "Countries of those\t14\texactly\nCategories of awards\t5\texactly"
)
COUNTED = (
    "<p>The forum ended with the ceremony of the United Nations Public Service Awards (UNPSA). [#{facts}] gives the "
    "figures of the whole meeting; [#{region}] and [#{gender}] show who took part, and [#{theme}] what the "
    "recommendations are about. An Expert Group Meeting (EGM) had prepared the themes"
    "[^The figures are those of the organizers; charts count registrations, see [#{region}].].</p>"
)


#: By the series (none: everywhere). Invented as the meetings' people are: no organ's documents begin with DEMO.
SYMBOLS = {"public-service-forum": "DEMO/FORUM/{year}/{nature}", "": "DEMO/{year}/{number}"}


def add() -> None:
    set_clearance()
    set_symbols()
    add_report_of_group()
    add_report_of_forum()
    event = Event.objects.get(slug=FORUM)
    if Output.objects.filter(event=event, kind=KIND).exists():
        return
    output = create_output(event, KIND, by=None)
    output.body += [("annex", "Where each clause comes from"), ("clause_origins", {})]
    output.save()
    accept_suggestions(output, by=None)
    adopt_output(output, by=None)
    certify(event)


def set_clearance() -> None:
    """Documents go from the rapporteur by the chair to the secretariat."""
    for position, role in enumerate((Holder.RAPPORTEUR, Holder.CHAIR, Holder.SECRETARIAT), 1):
        ClearanceStep.objects.get_or_create(kind="", position=position, defaults={"role": role})


def set_symbols() -> None:
    for slug, pattern in SYMBOLS.items():
        series = Series.objects.get(slug=slug) if slug else None
        SymbolPattern.objects.get_or_create(event=None, series=series, kind="", defaults={"pattern": pattern})


def add_report_of_forum() -> None:
    """With what writers add to the record: a paragraph that refers to a table and charts, and the abbreviations."""
    event = Event.objects.get(slug=FORUM)
    if Output.objects.filter(event=event, kind=FINAL).exists():
        return
    output = create_output(event, FINAL, by=None)
    place = next(number for number, block in enumerate(output.body) if block.block_type == "statistics") + 1
    table = {"caption": "The forum in figures", "cells": IN_FIGURES, "has_head": True, "head_column": True}
    codes = {"facts": FACTS[:8], "region": f"{BY_REGION[:8]}-chart", "gender": f"{BY_GENDER[:8]}-chart"}
    text = COUNTED.format(**codes, theme=f"{BY_THEME[:8]}-chart")
    for block in (
        ("text", RichText(keyed(text))),
        ("table", table, FACTS),
        ("participation", {"by": "regional_group", "caption": ""}, BY_REGION),
        ("participation", {"by": "gender", "caption": ""}, BY_GENDER),
        ("participation", {"by": "theme", "caption": ""}, BY_THEME),
    ):
        output.body.insert(place, block)
        place += 1
    output.body.append(("abbreviations", {"entries": ""}))
    output.save()
    output.save_revision()


def certify(event: Event) -> None:
    """Certificates of those who came, and of those who spoke, signed by nobody who exists."""
    signed = {"signatory_name": "Paloma Irazábal", "signatory_title": "Director of an invented division"}
    save_stationery(event, by=None, data=signed)
    for kind in Certificate.Kind.values:
        issue_certificates(event, kind, by=None)


def add_report_of_group() -> None:
    """With what only people write: the functions that the discussion followed, an earlier recommendation in quotes."""
    event = Event.objects.get(slug=GROUP)
    if Output.objects.filter(event=event, kind=REPORT).exists():
        return
    output = create_output(event, REPORT, by=None)
    place = next(number for number, block in enumerate(output.body) if block.block_type == "sessions")
    items = "".join(f"<li>{function}{'.' if function == FUNCTIONS[-1] else ';'}</li>" for function in FUNCTIONS)
    lead = "The work of the Branch in 2011 was presented and discussed along its four functions:"
    output.body.insert(place, ("text", f"<p>{lead}</p><ul>{items}</ul>"))
    output.body.insert(place + 1, ("quote", {"text": EARLIER, "attribution": "Recommendation of the tenth session"}))
    output.save()
    output.save_revision()
    note_attendance(event)


def note_attendance(event: Event) -> None:
    """A group that sat on one day: whoever was registered was in every session."""
    people = Registration.objects.approved().filter(event=event).values_list("person", flat=True)
    sittings = Session.objects.filter(event=event).exclude(kind__in=PAUSES)
    SessionAttendance.objects.bulk_create(
        SessionAttendance(session=session, person_id=person, mode=SessionAttendance.Mode.ROLL_CALL, at=session.start)
        for session in sittings
        for person in people
    )
