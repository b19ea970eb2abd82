"""What each file of an event says, from present data, and on how large a sheet."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import Event, PracticalNote
from outputs import tree
from outputs.domain.documents import create_output
from outputs.kinds import KINDS
from outputs.models import Job, Output
from outputs.renderers import fitting, html, pdf
from outputs.resolve import current_of, resolve
from outputs.tree import canonical
from participants.models import Registration
from sessions.models import Session
from tests.factories.cms import (
    ContactFactory,
    EventFactory,
    EventKindFactory,
    ObjectiveFactory,
    OrganizationFactory,
    OrganizerFactory,
    ThemeFactory,
    VenueFactory,
    publish,
)
from tests.factories.participants import (
    CategoryFactory,
    RegistrationSetupFactory,
)
from tests.factories.sessions import FIRST, RoomFactory, SessionFactory, event_with_programme, full_session
from tests.outputs.event_files import add_items, current, said, seat, written
from tests.outputs.renderers.test_renderers import assert_valid
from tests.roles import make_user

pytestmark = pytest.mark.django_db

CURRENT = [kind.slug for kind in KINDS.values() if kind.is_current]
WRITTEN = ["aide_memoire", "annotated_agenda", "information_note"]


@pytest.fixture
def event():
    return EventFactory(slug="meeting", title="Meeting on Trust")


def chapters(document):
    return {f"{one.number}. {one.heading}": [text for _mark, text in said(one)] for one in document.sections}


# --- What they say ------------------------------------------------------------------------------------------


def test_the_provisional_agenda_lists_its_items(event):
    event.symbol = "E/C.16/2014"
    add_items(event, "Opening of the meeting", "Other matters")
    found = current(event, "provisional_agenda")
    assert said(found) == [("1", "Opening of the meeting"), ("2", "Other matters")]
    assert (found.title, found.masthead.session, found.masthead.symbol, found.masthead.date, found.version) == (
        "Provisional agenda",
        "Meeting on Trust",
        "E/C.16/2014/1",
        "",
        "",
    )


def test_the_annotated_agenda_keeps_the_numbers_of_the_items(event):
    add_items(event, "Opening", annotation="By the host.\n\nAt ten.", documents="E/1 Note\n\nE/2 Report")
    add_items(event, "Other matters")
    output = create_output(event, "annotated_agenda", by=None)
    output.body = [("text", "<p>Before.</p>"), *((b.block_type, b.value) for b in output.body)]
    output.save()
    agenda, annotations = resolve(Output.objects.get(pk=output.pk)).sections
    assert (agenda.number, said(agenda)) == ("I", [("1", "Opening"), ("2", "Other matters")])
    assert [(one.number, one.heading, said(one)) for one in annotations.sections] == [
        (
            "1",
            "Opening",
            [("", "By the host."), ("", "At ten."), ("", "Documentation"), ("•", "E/1 Note"), ("•", "E/2 Report")],
        ),
        ("2", "Other matters", [("", "No advance documentation is foreseen.")]),
    ]


def test_the_programme_of_work_is_the_working_programme_with_items_and_languages(event):
    (item,) = add_items(event, "Trust")
    session = full_session(event, title="Standards", agenda_item=item, interpretation=["fr", "xx"])
    SessionFactory(event=event, title="Coffee", kind="pause", start=FIRST + timedelta(hours=24))
    found = current(event, "programme_of_work")
    assert [(day.number, day.heading) for day in found.sections] == [
        ("", "Monday, 23 June 2014"),
        ("", "Tuesday, 24 June 2014"),
    ]
    entries = [node for node in tree.walk(found) if isinstance(node, tree.ProgrammeEntry)]
    assert [(e.start, e.title, e.agenda_item, e.room, e.languages, len(e.people)) for e in entries] == [
        ("09:00", "Standards", "1", session.room.name, "Interpretation: French, xx", 3),
        ("09:00", "Coffee", "", "", "", 0),
    ]
    assert said(found.opening) == [("", "The meeting will be conducted in English.")]


def test_door_signs_have_a_page_for_each_room_and_day(event):
    hall, attic = RoomFactory(event=event, name="Hall", floor="2", building="East"), RoomFactory(event=event)
    SessionFactory(event=event, room=hall, title="One", number="I")
    SessionFactory(event=event, room=attic, title="Elsewhere")
    SessionFactory(event=event, room=hall, title="Two", start=FIRST + timedelta(hours=3), status="cancelled")
    SessionFactory(event=event, room=hall, title="Later", start=FIRST + timedelta(hours=24))
    SessionFactory(event=event, title="Nowhere")
    signs = [node for node in tree.walk(current(event, "door_signs")) if isinstance(node, tree.Sign)]
    assert [(s.room, s.place, s.day, [(n.start, n.label, n.title, n.cancelled) for n in s.lines]) for s in signs] == [
        (
            "Hall",
            "2, East",
            "Monday, 23 June 2014",
            [("09:00", "Session I", "One", False), ("12:00", "", "Two", True)],
        ),
        ("Hall", "2, East", "Tuesday, 24 June 2014", [("09:00", "", "Later", False)]),
        (attic.name, "", "Monday, 23 June 2014", [("09:00", "", "Elsewhere", False)]),
    ]


def plates(event):
    found = tree.walk(current(event, "name_plates"))
    return [(node.name, node.lines) for node in found if isinstance(node, tree.Plate)]


def test_name_plates_stand_in_the_order_of_countries_in_the_language_of_the_event(event):
    event.language = "fr"
    seat(event, "Ada", "ET", role_in_list="Chair")
    seat(event, "Ben", "DE", list_consent=False)
    seat(event, "Cleo", "")
    seat(event, "Dan", "FJ", status=Registration.Status.SUBMITTED)
    chair = full_session(event).roles.get().person
    assert plates(event)[:3] == [
        ("Ben", ("Director, Institute", "Allemagne")),
        ("Ada", ("Chair", "Director, Institute", "Éthiopie")),
        ("Cleo", ("Director, Institute",)),
    ]
    others = [name for name, _lines in plates(event)[3:]]
    assert (len(others), chair.name in others, "Dan" in others) == (5, True, False)


def test_a_person_and_a_country_have_one_plate_each():
    event = EventFactory(kind=EventKindFactory(slug="committee-session"))
    delegates, members = CategoryFactory(slug="member-state"), CategoryFactory(slug="member")
    registration = seat(event, "Ada", "KR", category=delegates)
    seat(event, "Ben", "KR", category=delegates)
    seat(event, "Cleo", "FR", category=members)
    session = SessionFactory(event=event)
    session.roles.create(person=registration.person, role="chair")
    assert plates(event) == [("Cleo", ("Director, Institute", "France")), ("Republic of Korea", ())]


def test_an_aide_memoire_tells_all_that_is_known(event):
    event.venue = VenueFactory(room="Hall 4", address="1 Road\nGoyang", access_note="Gate 2.")
    event.goal, event.theme, event.outside_parent = "To learn.", "Trust", "Tenth Conference"
    event.expected_participants, event.working_languages, event.interpretation = "about 60", ["en"], ["fr", "ar"]
    event.save()
    publish(event, expected_output="<p>A report.</p>")
    ObjectiveFactory(event=event, text="compare notes.", position=1)
    ObjectiveFactory(event=event, text="agree", position=2)
    event.themes.add(ThemeFactory(name="Openness"))
    OrganizerFactory(event=event, organization=OrganizationFactory(name="Division"), position=1)
    OrganizerFactory(event=event, organization=OrganizationFactory(name="City"), role="host", position=2)
    ContactFactory(event=event, name="Noor Adeyemi", title="Chief", unit="Branch", email="noor@example.org")
    SessionFactory(event=event, title="Standards", number="I")
    SessionFactory(event=event, title="Opening", kind="ceremony")
    RegistrationSetupFactory(event=event, categories=[CategoryFactory(slug="expert", name="Expert", plural="Experts")])
    found = written(event, "aide_memoire")
    assert (found.title, found.subtitle, found.masthead.session, found.dated[:10]) == (
        "Aide-memoire",
        "Meeting on Trust",
        "",
        "(Draft of ",
    )
    told = chapters(found)
    address = told["G. Organization, language and documentation"].pop()
    assert address.startswith(
        "The programme, the papers and the documents of the meeting are published on its page: http"
    )
    assert told == {
        "A. Background and context": [
            "To be confirmed.",
            "[Mandate: the resolutions and decisions that ask for the meeting, to be confirmed.]",
            "The organizers of the meeting are:",
            "Division",
            "City (host)",
            "It takes place in the margins of the Tenth Conference.",
        ],
        "B. Objectives": [
            "The goal of the meeting is to learn.",
            "The objectives of the meeting are to:",
            "Compare notes;",
            "Agree.",
        ],
        "C. Theme and sub-themes": [
            "The theme of the meeting is “Trust”.",
            "It has the following sub-themes:",
            "Openness",
        ],
        "D. Expected outputs": ["A report."],
        "E. Methodology and proposed programme": [
            "The proposed programme has the following sessions:",
            "Session I: Standards (23 June 2014)",
        ],
        "F. Participants": [
            "About 60 participants are expected.",
            "Registration is open to the following categories of participants:",
            "Experts",
        ],
        "G. Organization, language and documentation": [
            "The meeting will be conducted in English. Interpretation will be provided into French and Arabic.",
        ],
        "H. Date and venue": [
            (
                "The workshop will be held in Goyang, Republic of Korea, from 23 to 24 June 2014. "
                "It will begin on Monday, 23 June 2014, at 09:00. Times are those of the time zone Asia/Seoul."
            ),
            "The venue is: Exhibition Centre, Hall 4. The address is: 1 Road, Goyang.",
            "Gate 2.",
        ],
        "I. Contacts": [
            "For additional information, please contact:",
            "Noor Adeyemi Chief Branch noor@example.org",
        ],
    }


def test_an_information_note_has_a_chapter_for_each_topic_and_says_what_is_open(event):
    event.venue = VenueFactory(name="")
    event.save()
    setup = RegistrationSetupFactory(event=event, capacity=75)
    PracticalNote.objects.create(event=event, topic="visa", text="Apply early.\r\n\r\nBring the letter.")
    told = chapters(written(event, "information_note"))
    topics = [str(topic.label) for topic in PracticalNote.Topic]
    assert list(told) == [
        f"{letter}. {heading}"
        for letter, heading in zip("ABCDEFGHIJKLMNOP", ["Dates and venue", *topics, "Contacts"], strict=True)
    ]
    assert told["A. Dates and venue"][1:] == ["The venue is to be confirmed."]
    address, *rules = told["B. Registration and accreditation"]
    closing = setup.closes_at.astimezone(event.tz)
    assert address.endswith("/events/meeting/register/.")
    assert rules == [
        f"Registration closes on {closing.day} {closing:%B %Y}, at {closing:%H:%M} (Asia/Seoul).",
        "The number of places is limited to 75.",
        "Each registration is looked at by the organizers, and the answer is sent by e-mail.",
    ]
    assert (told["J. Visa"], told["L. Allowances"]) == (["Apply early.", "Bring the letter."], ["To be confirmed."])


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_document_of_an_empty_event_can_be_read(kind, event):
    document = written(event, kind)
    assert canonical.loads(canonical.dumps(document)) == document
    assert html.fragment(document)


@pytest.mark.parametrize("kind", CURRENT)
def test_an_empty_file_says_what_is_missing(kind, event, client):
    publish(event)
    assert len(KINDS[kind].gaps(current(event, kind))) == 1
    client.force_login(make_user("organiser", event))
    page = client.get(reverse("outputs:file", args=[event.slug, kind])).content.decode()
    assert KINDS[kind].gaps(current(event, kind))[0] in page
    response = client.get(reverse("outputs:file_pdf", args=[event.slug, kind]))
    assert (response.status_code, Job.objects.count()) == (302, 0)


def test_the_number_of_queries_does_not_grow():
    def queries(size):
        event = event_with_programme(size)
        items = add_items(event, *(f"Item {n}" for n in range(size)), annotation="Text.", documents="E/1")
        for session, item in zip(event.sessions.all(), items, strict=True):
            Session.objects.filter(pk=session.pk).update(agenda_item=item)
            ObjectiveFactory(event=event)
            ContactFactory(event=event)
            OrganizerFactory(event=event)
            event.themes.add(ThemeFactory())
            seat(event, "Ada", "KR")
        return {kind: queries_of(kind, Event.objects.get(pk=event.pk)) for kind in (*CURRENT, *WRITTEN)}

    def queries_of(kind, event):
        output = current_of(event, kind) if KINDS[kind].is_current else create_output(event, kind, by=None)
        if output.pk:
            output = Output.objects.select_related("event__kind").get(pk=output.pk)
        with CaptureQueriesContext(connection) as captured:
            resolve(output)
        return len(captured)

    assert queries(2) == queries(20)


# --- On paper -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titles", "step"),
    [([10], 1), ([10] * 4, 1), ([40] * 6, 3), ([90] * 8, 6), ([200] * 40, 7)],
)
def test_the_type_of_a_sign_is_as_large_as_its_sessions_allow(titles, step):
    lines = tuple(tree.SignLine("09:00", "10:00", "x" * length) for length in titles)
    assert fitting.sign_step(tree.Sign("s", "Hall", "", "2014-06-23", "Monday", lines)) == step


@pytest.mark.parametrize(("name", "step"), [("Li", 1), ("欧阳明月欧阳明月欧阳", 2), ("x" * 30, 4), ("x" * 60, 5)])
def test_the_type_of_a_plate_is_as_large_as_its_name_allows(name, step):
    assert fitting.name_step(tree.Plate("p", name)) == step


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "pages"), [("door_signs", 2), ("name_plates", 10)])
def test_a_sheet_for_each_door_and_each_seat(kind, pages, tmp_path):
    event = event_with_programme(2, language="ar")
    data = pdf.render(current(event, kind))
    assert_valid(data, tmp_path / "file.pdf")
    with pikepdf.open(BytesIO(data)) as file:
        sizes = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in file.pages}
        assert (len(file.pages), sizes) == (pages, {(842, 595)})
