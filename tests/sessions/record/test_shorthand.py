from datetime import date

import pytest

from cms.models import SdgTarget
from sessions.models import RecordEntry
from sessions.shorthand import Parsed, Vocabulary, parse
from tests.factories.cms import ThemeFactory
from tests.factories.participants import PersonFactory
from tests.factories.record import AddresseeFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory()


@pytest.fixture
def states():
    return AddresseeFactory(name="Member States")


@pytest.fixture
def openness(session):
    theme = ThemeFactory(name="Open government", slug="open-government")
    session.event.themes.add(theme)
    return theme


@pytest.fixture
def speaker(session):
    person = PersonFactory(name="Amara Okonjo-Diallo", sort_name="Okonjo-Diallo, Amara")
    return SessionRoleFactory(session=session, person=person).person


def read(session, line, **options) -> Parsed:
    return parse(line, Vocabulary.of(session), **options)


def test_a_recommendation_with_every_sign(session, states, openness):
    line = "rec: urges @MemberStates to publish budgets, #open sdg16.6 !agreed due:2027-06-30."
    assert read(session, line) == Parsed(
        kind="recommendation",
        text="to publish budgets.",
        verb="urges",
        consensus="agreed",
        addressees=(states,),
        themes=(openness,),
        targets=(SdgTarget.objects.get(code="16.6"),),
        due=date(2027, 6, 30),
    )


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("sum: What was shown", "summary", "What was shown"),
        ("VIEW: What was held", "view", "What was held"),
        ("con:What follows", "conclusion", "What follows"),
        ("act: Send it", "action", "Send it"),
        ("key: It matters", "key_message", "It matters"),
        ("res: Not so", "reservation", "Not so"),
        ("  No kind at all", "view", "No kind at all"),
        ("https://example.org is a page", "view", "https://example.org is a page"),
        ("Write to a@example.org or b#c", "view", "Write to a@example.org or b#c"),
    ],
)
def test_each_kind_and_what_is_none(session, line, kind, text):
    assert read(session, line) == Parsed(kind=kind, text=text)


def test_a_line_without_kind_takes_the_one_that_was_chosen(session):
    assert read(session, "Trust is earned", kind="conclusion").kind == "conclusion"
    assert read(session, "view: Trust is earned", kind="conclusion").kind == "view"


@pytest.mark.parametrize(
    "name", ["@Okonjo-Diallo", '@"Amara Okonjo-Diallo"', "@OKONJODIALLO", "@AmaraOkonjoDiallo", "@Amara", "@okon"]
)
def test_whoever_said_it_is_found_by_name(session, speaker, name):
    assert read(session, f"view: {name} budgets matter") == Parsed(
        kind="view", text="budgets matter", people=(speaker,)
    )


def test_a_family_name_of_two_words_and_one_that_two_have(session, speaker):
    other = PersonFactory(name="Ximena Ballivián Quispe")
    for person in (other, PersonFactory(name="Bako Okonjo-Diallo")):
        SessionRoleFactory(session=session, person=person)
    assert read(session, "view: @BalliviánQuispe no").people == read(session, "view: @quispe no").people == (other,)
    assert read(session, "view: @Okonjo-Diallo no").unread == ("@Okonjo-Diallo",)
    assert read(session, "view: @Amara no").people == (speaker,)


def test_a_name_of_several_words_needs_no_quotes(session, states, openness, speaker):
    AddresseeFactory(name="the Ministry of Finance")
    found = read(session, "rec: @member states @Ministry of Finance #Open government publish it")
    assert ([str(one) for one in found.addressees], found.themes, found.text, found.unread) == (
        ["Member States", "the Ministry of Finance"],
        (openness,),
        "publish it",
        (),
    )
    assert read(session, "view: @Amara Okonjo-Diallo no") == Parsed(kind="view", text="no", people=(speaker,))
    assert read(session, "view: @Amara I think").text == "I think"
    assert read(session, "view: @Member States say").institution == "Member States"


def test_an_institution_is_named_in_quotes_or_known(session, states):
    assert read(session, 'view: @"Ministry of Tides" it is late') == Parsed(
        kind="view", text="it is late", institution="Ministry of Tides"
    )
    assert read(session, "view: @memberstates it is late").institution == "Member States"


def test_what_cannot_be_read_stays_as_typed_and_is_told(session):
    line = "xyz: @nobody should #never say !perhaps sdg99.9 due:soon"
    assert read(session, line) == Parsed(
        kind="view", text=line, unread=("xyz:", "@nobody", "#never", "!perhaps", "sdg99.9", "due:soon")
    )


def test_no_sign_with_a_name_stays_where_nobody_is_named(session):
    found = read(session, "rec: @Unknowable to publish more", keeps_names=False)
    assert (found.text, found.institution, found.unread) == ("to publish more", "Unknowable", ())


def test_a_beginning_that_two_have_is_nobodys(session):
    AddresseeFactory(name="the Ministry of Finance")
    AddresseeFactory(name="the Ministry of Health")
    assert read(session, "rec: @ministry to open up").unread == ("@ministry",)
    assert len(read(session, "rec: @ministryoff to open up").addressees) == 1


@pytest.mark.parametrize(
    ("verb", "words"), [("recommends", "recommends that"), ("recommends", "recommends"), ("calls_upon", "calls upon")]
)
def test_verbs_of_several_words(session, verb, words):
    assert read(session, f"rec: {words} all be open") == Parsed(kind="recommendation", text="all be open", verb=verb)


def test_controls_go_and_directions_and_markup_stay_text(session):
    text = "con: <b>كل</b> \u202eabc\u202c\x00 #"
    assert read(session, text) == Parsed(kind="conclusion", text="<b>كل</b> \u202eabc\u202c #")


@pytest.mark.parametrize(
    "line", ["", ":", "@", "#", "!", 'rec: @"', "sdg", "due:", "a" * 5000, "@" * 5000, '@"' * 2500]
)
def test_nothing_that_is_typed_fails(session, line):
    assert read(session, line).kind in {*RecordEntry.Kind.values, "recommendation"}


def test_lists_are_read_when_a_sign_asks_for_them(session, django_assert_num_queries):
    with django_assert_num_queries(0):
        read(session, "con: no signs at all")
    with django_assert_num_queries(1):
        read(session, "con: sdg16.6")
