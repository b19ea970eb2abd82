"""Symbols: by pattern, one for all languages of a document, none twice in the installation."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from cms.models import Event
from outputs.domain.adoption import adopt_output
from outputs.domain.assembling import accept_suggestions
from outputs.domain.documents import create_output, save_output
from outputs.domain.files import issue_file
from outputs.domain.symbols import save_pattern
from outputs.models import DocumentSymbol, Output
from tests.factories.cms import EventFactory, OrganizerFactory, SeriesFactory
from tests.factories.outputs import new_output, recorded_event
from tests.outputs.event_files import add_items
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat():
    return make_user("secretariat", None)


def symbols(event, *kinds):
    found = Event.objects.get(pk=event.pk)
    return [create_output(found, kind, by=None).symbol for kind in kinds]


def test_a_document_has_the_symbol_of_its_event_and_nature():
    event = EventFactory(symbol="ST/PSF/2014")
    assert symbols(event, "final_report", "communique", "aide_memoire") == ["ST/PSF/2014/R.1", "ST/PSF/2014/L.1", ""]


def test_the_rule_that_says_more_precisely_where_it_applies_comes_first(secretariat):
    series = SeriesFactory(slug="forum")
    event = EventFactory(symbol="E/1", series=series, edition=8)
    save_pattern("A/{number}", by=secretariat)
    save_pattern("{series}/{year}/{nature}", by=secretariat, series=series)
    save_pattern("{series}/{session}/CRP.{number}", by=secretariat, series=series, kind="communique")
    year = event.start_date.year
    assert symbols(event, "final_report", "communique", "aide_memoire") == [f"FORUM/{year}/R.1", "FORUM/8/CRP.1", ""]
    assert symbols(EventFactory(), "final_report", "aide_memoire") == ["A/1", "A/2"]


def test_the_body_is_the_acronym_of_the_first_organizer(secretariat):
    event = EventFactory()
    OrganizerFactory(event=event, organization__acronym="DPI")
    save_pattern("{body}/{year}/WP.{number}", by=secretariat, event=event)
    assert symbols(event, "final_report") == [f"DPI/{event.start_date.year}/WP.1"]


def test_all_languages_share_one_symbol():
    event = EventFactory(symbol="E/1")
    english, french = (create_output(event, "final_report", by=None, language=code) for code in ("en", "fr"))
    assert (english.symbol, french.symbol, DocumentSymbol.objects.count()) == ("E/1/R.1", "E/1/R.1", 1)
    save_output(french, by=make_user("organiser", event), data={"symbol": "E/1/R.7"})
    assert list(Output.objects.values_list("symbol", flat=True)) == ["E/1/R.7", "E/1/R.7"]


def test_a_symbol_that_is_taken_is_refused_beside_its_field():
    event, other = EventFactory(symbol="E/1"), EventFactory(symbol="E/2")
    report, communique = create_output(event, "final_report", by=None), create_output(event, "communique", by=None)
    create_output(other, "final_report", by=None)
    organiser = make_user("organiser", event)
    for symbol, words in [
        ("E/1/R.1", f"“E/1/R.1” is the symbol of “{report.title}”."),
        ("E/2/R.1", "“E/2/R.1” is the symbol of another document."),
        ("<b>", "Capitals, digits, full stops and oblique strokes, as in ST/DPI/2014/R.1."),
    ]:
        with pytest.raises(ValidationError) as refused:
            save_output(communique, by=organiser, data={"symbol": symbol})
        assert refused.value.message_dict == {"symbol": [words]}
    assert Output.objects.get(pk=communique.pk).symbol == "E/1/L.1"


def test_a_symbol_given_up_is_free_again():
    event = EventFactory(symbol="E/1")
    report, communique = create_output(event, "final_report", by=None), create_output(event, "communique", by=None)
    organiser = make_user("organiser", event)
    save_output(report, by=organiser, data={"symbol": ""})
    assert save_output(communique, by=organiser, data={"symbol": "E/1/R.1"}).symbol == "E/1/R.1"


def test_what_is_adopted_in_one_language_keeps_its_symbol_in_all():
    event = recorded_event(1, symbol="E/1")
    english = new_output(event)
    french = create_output(event, "final_report", by=None, language="fr")
    accept_suggestions(english, by=None)
    adopt_output(english, by=None)
    with pytest.raises(ValidationError, match="adopted in another language"):
        save_output(french, by=make_user("organiser", event), data={"symbol": "E/1/R.9"})


def test_two_events_with_one_symbol_do_not_have_one_document():
    first, second = EventFactory(symbol="E/1"), EventFactory(symbol="E/1")
    assert (symbols(first, "final_report"), symbols(second, "final_report")) == (["E/1/R.1"], [""])


def test_the_database_refuses_it_too():
    event = EventFactory(symbol="E/1")
    create_output(event, "final_report", by=None)
    other = create_output(event, "communique", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Output.objects.filter(pk=other.pk).update(symbol="E/1/R.1")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentSymbol.objects.create(text="E/1/R.1", work="another")


def test_what_is_always_current_is_issued_again_as_a_revision():
    event = recorded_event(1, symbol="E/1")
    add_items(event, "Opening")
    issued = [issue_file(event, "provisional_agenda", by=None).symbol for _ in range(2)]
    assert issued == ["E/1/1", "E/1/1/Rev.1"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("{event}/{colour}", "There is no placeholder {colour}."), ("{event/R", "A brace is missing.")],
)
def test_a_pattern_is_looked_at_when_it_is_set(secretariat, pattern, words):
    with pytest.raises(ValidationError) as refused:
        save_pattern(pattern, by=secretariat)
    assert refused.value.message_dict == {"pattern": [words]}


def test_patterns_are_set_by_the_secretariat_alone():
    event = EventFactory()
    with pytest.raises(PermissionDenied):
        save_pattern("{event}/{nature}", by=make_user("organiser", event), event=event)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("are_together", [True, False])
def test_two_who_ask_at_the_same_moment_get_two_symbols(secretariat, are_together):
    """One after the other is the control: the same symbols come of it."""
    save_pattern("A/{number}", by=secretariat)
    events = [EventFactory() for _ in range(4)]
    start = threading.Barrier(len(events) if are_together else 1)

    def begin(event):
        start.wait()
        create_output(event, "final_report", by=None)
        connection.close()

    threads = [threading.Thread(target=begin, args=[event]) for event in events]
    for thread in threads:
        thread.start()
        if not are_together:
            thread.join()
    for thread in threads:
        thread.join()
    assert sorted(Output.objects.values_list("symbol", flat=True)) == ["A/1", "A/2", "A/3", "A/4"]
