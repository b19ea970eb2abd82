"""Badges, letters, certificates and lists: for whom, what they say, and that long runs are made part by part."""

import re
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cms.alphabet import sort_key
from cms.domain.team import set_reader
from cms.models import EventLogEntry
from cms.roles import forget
from outputs import tree
from outputs.domain import runs
from outputs.domain.certificates import entitled_to, issue_certificates, revoke_certificate
from outputs.domain.official_letters import issue_letters
from outputs.domain.runs import fresh_run, perform_run, request_run
from outputs.domain.stationery import save_stationery
from outputs.editing.placeholders import filled, unknown
from outputs.models import PrintRun
from outputs.renderers import fitting, pdf
from outputs.runs import RUNS, badges
from outputs.sheets import batches
from outputs.sheets.certificates import documents_of
from outputs.sheets.participants_xlsx import workbook
from outputs.tree import Badge, Badges, Document, Plate, Plates, canonical
from participants.models import Answer, Certificate, OfficialLetter, Registration
from participants.models.certificates import new_code, plain_code
from tests.factories.cms import CountryFactory, EventFactory, publish
from tests.factories.participants import (
    CategoryFactory,
    FormSectionFactory,
    PersonFactory,
    QuestionFactory,
    RegistrationFactory,
)
from tests.factories.sessions import full_session, released
from tests.outputs.event_files import current, seat
from tests.outputs.renderers.test_renderers import assert_valid
from tests.roles import make_user

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)
NAMES = (
    "Noor Adeyemi", "شيرين عبد الرحمن", "王小明", "अदिति कल्पना", "Bo",
    "María de los Ángeles Fernández-Villanueva y Gutiérrez de la Concha", "Wolfeschlegelsteinhausenbergerdorff",
)  # fmt: skip


@pytest.fixture
def event():
    return EventFactory(slug="meeting", title="Meeting on Trust", start_date=YESTERDAY, end_date=YESTERDAY)


def ids_of(rows):
    return list(rows.values_list("pk", flat=True))


def badges_of(event, **options):
    (document,) = RUNS["badges"].documents(event, {"ids": ids_of(badges.wanted(event)), **options})
    return document.opening[0]


# --- Badges -------------------------------------------------------------------------------------------------


def test_a_badge_says_who_it_is_and_what_check_in_reads(event):
    registration = seat(event, "Ada", "KR")
    (badge,) = badges_of(event).badges
    assert badge == Badge(
        id=f"badge-{registration.uid.hex}",
        name="Ada",
        code=f"rostrum:{registration.uid.hex}",
        category="Expert",
        band=badge.band,
        lines=("Director", "Institute", registration.person.country.name_en),
    )


def test_badges_by_filter_and_in_the_order_of_names(event):
    second, first = seat(event, "Öz", None), seat(event, "Ada", None)
    guest = seat(event, "Zoe", None, category=CategoryFactory(slug="guest"), badge_printed_at=timezone.now())
    seat(event, "Waits", None, status=Registration.Status.SUBMITTED)
    seat(EventFactory(), "Elsewhere", None)
    assert [badge.name for badge in badges_of(event).badges] == ["Ada", "Öz", "Zoe"]
    assert set(ids_of(badges.wanted(event, only_new=True))) == {first.pk, second.pk}
    assert ids_of(badges.wanted(event, category="guest")) == ids_of(badges.wanted(event, ids=[guest.pk])) == [guest.pk]


def test_the_back_outlines_the_released_programme(event):
    full_session(event)
    seat(event, "Ada", None)
    assert (badges_of(event).has_backs, badges_of(event, back="blank").outline) == (False, ())
    (day,) = badges_of(event, back="programme").outline
    assert re.fullmatch(r"\d\d:\d\d  .+", day.lines[0])


@pytest.mark.parametrize(
    ("name", "step"), [(NAMES[0], 1), (NAMES[1], 1), (NAMES[2], 1), (NAMES[5], 4), (NAMES[6], 6), ("x" * 150, 7)]
)
def test_long_names_are_smaller_and_no_word_is_broken_where_it_fits(name, step):
    assert fitting.badge_name_step(Badge("b", name, "c", "Expert")) == step


def test_a_run_prints_once_is_noted_and_kept(event, monkeypatch):
    seat(event, "Ada", None)
    monkeypatch.setattr(pdf, "set_pages", lambda document, on_progress: one_page())
    by = make_user("desk", event)
    ids = ids_of(badges.wanted(event))
    run = request_run(event, "badges", by=by, ids=ids, back="")
    assert request_run(event, "badges", by=by, ids=ids, back="") == run
    perform_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.total, run.pages, run.percent) == ("done", 1, 1, 1, 100)
    assert fresh_run(event, "badges", ids=ids, back="") == run
    assert not badges.wanted(event, only_new=True).exists()
    PrintRun.objects.update(created_at=timezone.now() - timedelta(days=31))
    name, storage = run.file.name, run.file.storage
    runs.forget_old_runs()
    assert (PrintRun.objects.count(), storage.exists(name)) == (0, False)


def one_page():
    target = BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(target)
    return target.getvalue()


def test_a_run_that_lost_its_worker_says_so(event):
    run = request_run(event, "badges", by=None, ids=[1])
    PrintRun.objects.update(state="running", heartbeat=timezone.now() - timedelta(minutes=2))
    assert runs.end_lost_runs() == 1
    run.refresh_from_db()
    assert (run.state, run.message) == ("failed", "The worker stopped before the file was ready. Start again.")


def test_nobody_is_printed_for_nobody_and_by_nobody_else(event):
    with pytest.raises(ValidationError):
        request_run(event, "badges", by=make_user("desk", event), ids=[])
    for kind, role in (("badges", "rapporteur"), ("letters", "desk"), ("certificates", "desk")):
        with pytest.raises(PermissionDenied):
            request_run(event, kind, by=make_user(role, event), ids=[1])


# --- Part by part -------------------------------------------------------------------------------------------


def sheets(number):
    return tuple(Plate(f"p{place}", f"Name {place}") for place in range(number))


def test_long_runs_are_set_in_parts_of_sixty():
    document = Document("d", "name_plates", "T", "en", layout="plates", opening=(Plates("p", sheets(130)),))
    parts = list(batches.batches(document))
    assert [batches.count(part) for part in parts] == [60, 60, 10]
    assert sum((part.opening[0].plates for part in parts), ()) == document.opening[0].plates
    short = Document("d", "report", "T", "en")
    assert list(batches.batches(short)) == [short]


@pytest.mark.slow
def test_parts_make_one_valid_file_with_all_their_tags(tmp_path):
    people = tuple(
        Badge(f"b{n}", name, f"rostrum:{n:032x}", "Expert", n + 1, ("Director", "Institute"))
        for n, name in enumerate(NAMES)
    )
    block = Badges(
        "badges", "Meeting on Trust", "Goyang", people, True, (tree.OutlineDay("Monday", ("09:30  Opening",)),)
    )
    document = Document("badges", "badges", "Badges", "en", layout="badges", contents=False, opening=(block,))
    heard = []
    data = pdf.render_parts(list(batches.batches(document, 4)), on_progress=lambda part, percent: heard.append(part))
    assert_valid(data, tmp_path / "badges.pdf")
    with pikepdf.open(BytesIO(data)) as file:
        assert (len(file.pages), len(file.Root.StructTreeRoot.K[0].K), sorted(set(heard))) == (4, 4, [0, 1])
        assert file.pages[0].mediabox[2:] == file.pages[3].mediabox[2:]


# --- The list -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Cabo Verde", "Côte d'Ivoire", "Croatia", "Egypt"]),
        ("fr", ["Écosse", "Égypte", "Espagne", "Éthiopie", "Fidji"]),
        ("es", ["Nicaragua", "Níger", "Nueva Zelandia", "Ñuflo", "Omán"]),
        ("ru", ["Израиль", "Индия", "Йемен", "Катар"]),
        ("ar", ["أذربيجان", "الأردن", "إسبانيا", "بلجيكا"]),
        ("zh-hans", ["阿富汗", "巴西", "法国", "中国"]),
    ],
)
def test_names_sort_in_the_alphabet_of_the_language(language, names):
    assert sorted(set(names), key=lambda name: sort_key(name, language)) == names


def test_the_list_is_in_protocol_order_and_obeys_rules_and_consent(event):
    CountryFactory(code="EG")
    seat(event, "Second", "EG", protocol_rank=9)
    seat(event, "=Head", "EG", protocol_rank=1)
    seat(event, "Hidden", "EG", list_consent=False)
    seat(
        event,
        "Observer",
        None,
        category=CategoryFactory(slug="zz", plural="Observers", position=9999, print_rule="by_number"),
    )
    (block,) = (
        node for node in tree.walk(current(event, "participants_list")) if isinstance(node, tree.ParticipantList)
    )
    assert [(group.heading, [one.name for one in group.participants]) for group in block.groups] == [
        ("Experts", ["=Head", "Second", "1 other participant"]),
        ("Observers", ["1 participant"]),
    ]
    sheet = load_workbook(BytesIO(workbook(event))).active
    assert [row[2] for row in sheet.iter_rows(values_only=True)] == [
        "Name", "'=Head", "Second", "1 participant not named", "1 participant not named",
    ]  # fmt: skip


# --- Letters ------------------------------------------------------------------------------------------------


def sign(event, **data):
    save_stationery(event, by=None, data={"signatory_name": "Paloma Invented", **data})


def letter_of(letter):
    return canonical.loads(letter.frozen.encode()).opening[0].letters[0]


def test_a_letter_is_numbered_and_stays_as_it_was_issued(event):
    registration = seat(event, "Ada", "KR")
    sign(event, invitation_text="Come to {event}, {name}.\n\nAs {category}.", letter_pattern="L-{number}")
    (letter,) = issue_letters(event, "invitation", by=make_user("organiser", event), ids=[registration.pk])
    assert issue_letters(event, "invitation", by=None, ids=[registration.pk]) == []
    registration.person.name = "Eve"
    registration.person.save()
    assert (letter.reference, letter.sha256) == ("L-0001", canonical.digest(letter.frozen.encode()))
    said = letter_of(OfficialLetter.objects.get())
    assert said.paragraphs == ("Dear Ada,", "Come to Meeting on Trust, Ada.", "As Expert.")
    assert said.signatory == ("Paloma Invented",)


def test_placeholders_are_replaced_once_and_nothing_else_is_read():
    assert filled("{name} {{x}} {event.id} {% load %}", {"name": "{event}", "event": "E"}) == (
        "{event} {{x}} {event.id} {% load %}"
    )
    assert unknown("{name} {nam} {event.id}") == ["nam", "event.id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("invitation_text", "{password}"),
        ("letter_pattern", "none"),
        ("visa_text", "x" * 8001),
        ("sessions_percent", 101),
    ],
)
def test_what_cannot_be_said_is_refused_beside_its_field(event, field, value):
    with pytest.raises(ValidationError) as refused:
        save_stationery(event, by=None, data={field: value})
    assert list(refused.value.message_dict) == [field]


def test_a_letter_for_a_visa_shows_the_answers_chosen_and_logs_the_reading(event):
    registration = seat(event, "Ada", "KR")
    section = FormSectionFactory(event=event, stage="follow_up")
    passport, other = QuestionFactory(section=section, label="Passport"), QuestionFactory(section=section)
    for question in (passport, other):
        Answer.objects.create(registration=registration, question=question, value="X123")
    sign(event, visa_questions=[passport])
    organiser = make_user("organiser", event)
    with pytest.raises(PermissionDenied):
        issue_letters(event, "visa", by=make_user("desk", event), ids=[registration.pk])
    with pytest.raises(ValidationError, match="names to read needs"):
        issue_letters(event, "visa", by=organiser, ids=[registration.pk])
    set_reader(organiser.team_roles.get(), by=None, reads_needs=True)
    forget(organiser)
    (letter,) = issue_letters(event, "visa", by=organiser, ids=[registration.pk])
    assert letter_of(letter).particulars == (("Passport", "X123"),)
    assert EventLogEntry.objects.filter(action="participants.read_private", user=organiser).count() == 1


def test_letters_are_for_the_approved_of_this_event_alone(event):
    sign(event)
    others = [seat(EventFactory(), "Elsewhere", None), seat(event, "Waits", None, status="submitted")]
    assert issue_letters(event, "invitation", by=None, ids=[one.pk for one in others]) == []


# --- Certificates -------------------------------------------------------------------------------------------


def test_certificates_are_for_those_who_came_and_are_issued_once(event):
    seat(event, "Ada", None, attended=True)
    seat(event, "Bea", None, checked_in_at=timezone.now())
    seat(event, "Absent", None)
    by = make_user("organiser", event)
    made = issue_certificates(event, "participation", by=by)
    assert [(one.snapshot["name"], one.serial) for one in made] == [
        ("Ada", "meeting/C/0001"),
        ("Bea", "meeting/C/0002"),
    ]
    assert issue_certificates(event, "participation", by=by) == []
    revoke_certificate(made[0], by=by)
    assert [one.name for one in entitled_to(event, "participation")] == ["Ada"]
    with pytest.raises(PermissionDenied):
        issue_certificates(event, "participation", by=make_user("desk", event))


def test_nothing_is_certified_before_the_last_day():
    with pytest.raises(ValidationError):
        issue_certificates(EventFactory(start_date=date(2100, 1, 1), end_date=date(2100, 1, 2)), "speaker", by=None)


def test_speakers_are_those_of_the_released_programme(event):
    session = full_session(event)
    assert entitled_to(event, "speaker") == []
    released(event)
    speaker = session.contributions.first().speakers.first()
    (one,) = (one for one in entitled_to(event, "speaker") if one.person == speaker.pk)
    assert one.roles == (f"Speaker: {session.contributions.first().title}",)


def certificate(event, name="Ada"):
    seat(event, name, None, attended=True)
    return issue_certificates(event, "participation", by=None)[0]


def test_anybody_verifies_a_certificate_and_learns_nothing_else(event, client):
    made = certificate(event)
    url = reverse("outputs:certificate", args=[made.code])
    response = client.get(reverse("outputs:certificates"), {"code": made.shown_code.lower()})
    assert response.url == url
    page = client.get(url)
    text = page.content.decode()
    assert all(word in text for word in ("This certificate is valid", "Ada", "Meeting on Trust"))
    assert "Director" not in text
    assert page["Cache-Control"] == "private, no-store"
    revoke_certificate(made, by=None)
    assert "This certificate is not valid" in client.get(url).content.decode()


@pytest.mark.parametrize("typed", ["x", "é" * 16, "9" * 10_000, "0" * 15, "U" * 16, "-1"])
def test_what_is_no_code_is_told_in_words(client, typed):
    assert client.get(reverse("outputs:certificates"), {"code": typed}).status_code == 200
    assert plain_code(typed) == ""


def test_codes_cannot_be_guessed():
    codes = {new_code() for _number in range(500)}
    assert len(codes) == 500
    assert {plain_code(code) for code in codes} == codes


def test_what_was_issued_stands_at_the_registration_and_is_one_s_own(event, client):
    publish(event)
    user = make_user()
    registration = RegistrationFactory(event=event, person=PersonFactory(user=user), attended=True)
    sign(event)
    (letter,) = issue_letters(event, "invitation", by=None, ids=[registration.pk])
    (made,) = issue_certificates(event, "participation", by=None)
    urls = [reverse("outputs:letter_pdf", args=[letter.pk]), reverse("outputs:certificate_pdf", args=[made.pk])]
    client.force_login(user)
    for page in (reverse("participants:register", args=[event.slug]), reverse("participants:me")):
        assert all(url in client.get(page).content.decode() for url in urls)
    run = client.get(client.get(urls[0]).url)
    assert (run.status_code, PrintRun.objects.get().options) == (200, {"ids": [letter.pk]})
    client.force_login(make_user())
    assert [
        client.get(url).status_code for url in (*urls, reverse("outputs:run", args=[PrintRun.objects.get().pk]))
    ] == [404] * 3


@pytest.mark.slow
def test_letters_and_certificates_are_valid(event, tmp_path):
    event.language = "ar"
    event.save()
    made = certificate(event, "شيرين عبد الرحمن")
    sign(event, address="1 Invented Street\nGoyang", place="Goyang")
    letters = issue_letters(event, "invitation", by=None, ids=ids_of(event.registrations))
    assert_valid(pdf.render(documents_of([made])[0]), tmp_path / "certificate.pdf")
    assert_valid(pdf.render(canonical.loads(letters[0].frozen.encode())), tmp_path / "letter.pdf")


# --- However many -------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow(event, client):
    sign(event)
    client.force_login(make_user("organiser", event))

    def grow(number):
        for _one in range(number):
            seat(event, "Ada", None, attended=True)
        issue_letters(event, "invitation", by=None, ids=ids_of(event.registrations))
        issue_certificates(event, "participation", by=None)

    def queries():
        found = []
        rows = {
            "badges": ids_of(event.registrations),
            "letters": ids_of(OfficialLetter.objects),
            "certificates": ids_of(Certificate.objects),
        }
        actions = [lambda kind=kind, ids=ids: RUNS[kind].documents(event, {"ids": ids}) for kind, ids in rows.items()]
        actions += [
            lambda page=page: client.get(reverse(f"outputs_admin:{page}", args=[event.pk]))
            for page in ("papers", "letters", "certificates")
        ]
        for action in (*actions, lambda: workbook(event)):
            with CaptureQueriesContext(connection) as captured:
                action()
            found.append(len(captured))
        return found

    grow(2)
    queries()
    few = queries()
    grow(18)
    assert queries() == few
