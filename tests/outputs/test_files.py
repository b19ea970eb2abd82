"""The files of an event: what each says, from present data; who may have them; never stale, never made twice."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import PracticalNote
from outputs import canonical, tree
from outputs.domain.compilation import compile_now
from outputs.domain.documents import create_output
from outputs.domain.files import fresh_file, issue_file, keep_current, request_file
from outputs.kinds import KINDS
from outputs.models import Job, Output, Rendition
from outputs.renderers import fitting, html, ignore, pdf
from outputs.resolve import current_of, resolve
from participants.models import Registration
from sessions.models import AgendaItem, Session
from tests.factories.cms import (
    ContactFactory,
    CountryFactory,
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
    PersonFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
)
from tests.factories.sessions import FIRST, RoomFactory, SessionFactory, event_with_programme, full_session
from tests.outputs.test_renderers import assert_valid
from tests.roles import make_user

pytestmark = pytest.mark.django_db

CURRENT = [kind.slug for kind in KINDS.values() if kind.is_current]
WRITTEN = ["aide_memoire", "annotated_agenda", "information_note"]


@pytest.fixture
def event():
    return EventFactory(slug="meeting", title="Meeting on Trust")


def current(event, kind):
    return resolve(current_of(event, kind))


def written(event, kind):
    return resolve(Output.objects.get(pk=create_output(event, kind, by=None).pk))


def said(node):
    """Number or mark, and text, of all paragraphs and items."""
    found = (one for one in tree.walk(node) if isinstance(one, tree.Paragraph | tree.Item))
    return [(getattr(one, "number", "") or getattr(one, "marker", ""), tree.plain(one.inlines)) for one in found]


def chapters(document):
    return {f"{one.number}. {one.heading}": [text for _mark, text in said(one)] for one in document.sections}


def add_items(event, *titles, **fields):
    return [AgendaItem.objects.create(event=event, title=t, position=n, **fields) for n, t in enumerate(titles)]


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


def seat(event, name, code, **fields):
    person = PersonFactory(name=name, country=CountryFactory(code=code) if code else None)
    return RegistrationFactory(event=event, person=person, title="Director", institution="Institute", **fields)


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
            "The workshop will be held in Goyang, Republic of Korea, on 23–24 June 2014.",
            "It will begin on Monday, 23 June 2014, at 09:00. Times are those of the time zone Asia/Seoul.",
            "The venue is: Exhibition Centre, Hall 4.",
            "The address is: 1 Road, Goyang.",
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


@pytest.mark.parametrize("kind", [*CURRENT, *WRITTEN])
def test_the_number_of_queries_does_not_grow(kind):
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
        output = current_of(event, kind) if KINDS[kind].is_current else create_output(event, kind, by=None)
        if output.pk:
            output = Output.objects.select_related("event__kind").get(pk=output.pk)
        with CaptureQueriesContext(connection) as captured:
            resolve(output)
        return len(captured)

    assert queries(2) == queries(20)


# --- Never stale, never twice -------------------------------------------------------------------------------


def make(event, kind):
    """The file as the worker leaves it, without the cost of a PDF."""
    rendition = compile_now(Output.objects.get(pk=keep_current(event, kind).pk), "json", on_progress=ignore)
    Rendition.objects.filter(output=rendition.output, format="pdf").delete()
    rendition.format, rendition.pages = "pdf", 1
    rendition.save()
    return rendition


def test_a_file_is_fresh_until_the_data_changes(event):
    (item,) = add_items(event, "Opening")
    by = make_user("organiser", event)
    assert request_file(event, "provisional_agenda", by=by) is None
    assert request_file(event, "provisional_agenda", by=by) is None
    assert Job.objects.count() == 1
    made = make(event, "provisional_agenda")
    assert request_file(event, "provisional_agenda", by=by) == made
    item.title = "Opening of the meeting"
    item.save()
    assert fresh_file(event, "provisional_agenda") is None
    item.title = "Opening"
    item.save()
    assert fresh_file(event, "provisional_agenda") == made
    made.file.delete(save=False)
    assert fresh_file(event, "provisional_agenda") is None


def test_issuing_freezes_the_file_and_it_goes_on(event):
    add_items(event, "Opening")
    issued = issue_file(event, "provisional_agenda", by=make_user("organiser", event))
    add_items(event, "Other matters")
    again = issue_file(event, "provisional_agenda", by=None)
    assert [(one.version, one.state, one.title) for one in (issued, again)] == [
        (1, "issued", "Provisional agenda"),
        (2, "issued", "Provisional agenda"),
    ]
    assert said(canonical.loads(issued.frozen.encode())) == [("1", "Opening")]
    assert (len(said(current(event, "provisional_agenda"))), current_of(event, "provisional_agenda").version) == (2, 3)


def test_who_may_issue_what(event):
    add_items(event, "Opening")
    SessionFactory(event=event, room=RoomFactory(event=event))
    with pytest.raises(PermissionDenied):
        issue_file(event, "provisional_agenda", by=make_user("rapporteur", event))
    for kind in ("door_signs", "name_plates"):
        with pytest.raises(ValidationError):
            issue_file(event, kind, by=None)
    assert not Output.objects.filter(state="issued").exists()


# --- Who may have them --------------------------------------------------------------------------------------


def test_a_name_plate_is_never_read_as_an_output(event, client):
    publish(event)
    seat(event, "Ada", "KR", list_consent=False)
    output = make(event, "name_plates").output
    for role in ("organiser", "rapporteur", "secretariat", "desk"):
        user = make_user(role, event)
        assert list(Output.objects.visible_to(user)) == []
        client.force_login(user)
        assert client.get(reverse("outputs:pdf", args=[output.pk])).status_code == 404
        status = client.get(reverse("outputs:file", args=[event.slug, "name_plates"])).status_code
        assert status == (200 if role in {"organiser", "secretariat"} else 404), role
    with pytest.raises(PermissionDenied):
        request_file(event, "name_plates", by=make_user("rapporteur", event))


def test_an_issued_agenda_stands_among_the_documents_of_the_event(event, client):
    publish(event)
    add_items(event, "Opening")
    url = reverse("outputs:outputs", args=[event.slug])
    keep_current(event, "provisional_agenda")
    assert client.get(url).context["rows"] == []
    issued = issue_file(event, "provisional_agenda", by=None)
    cache.clear()
    assert [row["output"] for row in client.get(url).context["rows"]] == [issued]
    assert client.get(issued.get_absolute_url()).status_code == 200


def test_the_page_lists_the_files_in_their_order(event, client):
    publish(event)
    add_items(event, "Opening")
    make(event, "provisional_agenda")
    issue_file(event, "provisional_agenda", by=None)
    client.force_login(make_user("rapporteur", event))
    url = reverse("outputs_admin:files", args=[event.pk])
    rows = client.get(url).context["rows"]
    assert [(row.kind.slug, len(row.documents), row.may_issue) for row in rows] == [
        ("aide_memoire", 0, False),
        ("provisional_agenda", 1, False),
        ("annotated_agenda", 0, False),
        ("programme_of_work", 0, False),
        ("information_note", 0, False),
        ("door_signs", 0, False),
    ]
    client.post(reverse("outputs_admin:begin_file", args=[event.pk, "aide_memoire"]))
    assert [one.kind for one in event.outputs.filter(frozen="")] == ["aide_memoire"]
    assert (
        client.post(reverse("outputs_admin:begin_file", args=[event.pk, "aide_memoire"])).url == f"{url}#aide_memoire"
    )


def test_the_page_asks_no_more_for_more_versions(event, client):
    client.force_login(make_user("organiser", event))
    url = reverse("outputs_admin:files", args=[event.pk])

    def queries(size):
        event.outputs.all().delete()
        for version in range(1, size + 1):
            fields = {"title": "Agenda", "version": version, "state": "issued", "frozen": "{}"}
            Output.objects.create(event=event, kind="provisional_agenda", **fields)
            Output.objects.create(event=event, kind="aide_memoire", **fields)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    queries(1)
    assert queries(2) == queries(20)


def test_the_page_shows_how_far_a_file_is(event, client):
    publish(event)
    add_items(event, "Opening")
    client.force_login(make_user("organiser", event))
    response = client.get(reverse("outputs:file_pdf", args=[event.slug, "provisional_agenda"]))
    assert response.url == f"{reverse('outputs_admin:files', args=[event.pk])}#provisional_agenda"
    (row,) = (row for row in client.get(response.url).context["rows"] if row.kind.slug == "provisional_agenda")
    assert client.get(row.running_url).json() == {"state": "queued", "percent": 0, "text": "Waiting for its turn"}
    Job.objects.update(state="failed", message="No ink.")
    assert "No ink." in client.get(response.url).content.decode()


def test_the_command_writes_present_data(event, tmp_path):
    SessionFactory(event=event, room=RoomFactory(event=event), title="Standards")
    call_command("compile_output", "meeting", "door_signs", format="json,html", to=tmp_path)
    assert "Standards" in (tmp_path / "meeting-door_signs.html").read_text()


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
