"""Figures, charts and timetables taken over as tables, and what the record says otherwise since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from outputs.beginning import new_body
from outputs.domain.documents import save_output
from outputs.domain.offers import decide_offers, table_offers, take_over
from outputs.editing import pasted
from outputs.editing.texts import data_of, texts_of
from outputs.models import Output
from outputs.resolve import document_of
from outputs.taken.tables import table_of
from outputs.tree import Bar, Chart, Figure, Figures, Programme, ProgrammeDay, ProgrammeEntry, Table, plain, walk
from sessions.models import Recommendation
from tests.factories.outputs import add_record, new_output
from tests.outputs.test_views import admin_url

pytestmark = pytest.mark.django_db
FEW = [["session", "1"], ["recommendation", "1"]]
MORE = [["sessions", "2"], ["recommendations", "2"]]


@pytest.fixture
def output(event):
    made = new_output(event)
    made.body = new_body([("statistics", {})])
    made.save()
    return fresh(made)


@pytest.fixture
def taken(output, rapporteur):
    return take_over(output, by=rapporteur, block=str(output.body[0].id))


def fresh(output):
    return Output.objects.get(pk=output.pk)


def rows(output):
    """Of the one table in the document."""
    (table,) = [node for node in walk(document_of(fresh(output))) if isinstance(node, Table)]
    return [[plain(cell.inlines) for cell in row] for row in table.rows]


def cells(value):
    return pasted.read(value["cells"])


def decide(output, by, choice):
    found = table_offers(fresh(output))
    return decide_offers(output, by=by, choices={one.key: (choice, one.digest) for one in found})


def write(output, by, text):
    texts = texts_of(fresh(output))
    texts["body"][0]["value"]["cells"] = text
    return save_output(output, by=by, data=data_of(texts))


def test_figures_become_a_table_that_says_the_same(taken):
    assert [block.block_type for block in taken.body] == ["taken_table"]
    assert (rows(taken), table_offers(taken)) == (FEW, [])


def test_what_the_record_says_since_is_offered_and_overwrites_nothing(event, taken):
    add_record(event, 2)
    (offer,) = table_offers(fresh(taken))
    said = (offer.label, offer.change, offer.before, offer.after)
    assert said == (
        "Table “The meeting in numbers”",
        "changed",
        "session\t1\nrecommendation\t1",
        "sessions\t2\nrecommendations\t2",
    )
    assert rows(taken) == FEW


@pytest.mark.parametrize(("choice", "expected"), [("accept", MORE), ("keep", FEW)])
def test_it_is_decided_once(event, rapporteur, taken, choice, expected):
    add_record(event, 2)
    assert (decide(taken, rapporteur, choice), rows(taken), table_offers(fresh(taken))) == (1, expected, [])


def test_a_table_changed_by_hand_stays(event, rapporteur, taken):
    write(taken, rapporteur, "by hand\t7")
    add_record(event, 2)
    decide(taken, rapporteur, "accept")
    assert (rows(taken), table_offers(fresh(taken))) == ([["by hand", "7"]], [])


def test_what_changed_again_meanwhile_stays_offered(event, rapporteur, taken):
    add_record(event, 2)
    shown = {one.key: ("accept", one.digest) for one in table_offers(fresh(taken))}
    add_record(event, 3)
    assert (decide_offers(taken, by=rapporteur, choices=shown), rows(taken)) == (0, FEW)
    assert len(table_offers(fresh(taken))) == 1


def test_what_the_record_has_no_more_is_said(event, rapporteur, taken):
    Recommendation.objects.filter(event=event).delete()
    event.sessions.all().delete()
    assert [(one.change, one.after) for one in table_offers(fresh(taken))] == [("gone", "")]
    decide(taken, rapporteur, "accept")
    assert (rows(taken), table_offers(fresh(taken))) == (FEW, [])


def test_the_page_shows_it_beside_the_table(client, event, taken):
    add_record(event, 2)
    page = client.get(admin_url("offers", taken))
    row = next(row for row in page.context["rows"] if row["offer"].key.startswith("table:"))
    assert [one["is_untouched"] for one in row["prose"]] == [True]
    assert "recommendation" in row["prose"][0]["html"]


def test_charts_are_told_apart_on_the_page(client, output):
    output.body = new_body(
        [("chapter", "Facts"), ("participation", {"by": "gender"}), ("participation", {"by": "theme"})]
    )
    output.save()
    offered = client.get(admin_url("offers", output)).context["live"]
    assert [(one["label"], one["heading"]) for one in offered] == [
        ("Participants by gender", "Facts"),
        ("Recommendations by theme", "Facts"),
    ]


@pytest.mark.parametrize("origin", ["", "x", "[]", '{"name": "nothing", "said": "a\\tb"}', '{"said": 1, "value": 2}'])
def test_a_forged_origin_is_a_table_of_ones_own(rapporteur, output, origin):
    value = {"caption": "Mine", "cells": "a\t1", "has_head": False, "head_column": False, "origin": origin}
    saved = save_output(output, by=rapporteur, data=data_of({"body": [{"type": "taken_table", "value": value}]}))
    assert (rows(saved), table_offers(fresh(saved))) == ([["a", "1"]], [])


def test_a_chart_becomes_the_table_of_its_numbers():
    bars = (Bar("Africa", 1200, "1,200", "60.0"), Bar("Asia", 800, "800", "40.0"))
    value = table_of(Chart("c", "By region", "Most", ("Region", "Participants", "Per cent"), bars), "en")
    assert (value["caption"], value["has_head"], value["head_column"]) == ("By region", True, False)
    assert cells(value) == [
        ["Region", "Participants", "Per cent"],
        ["Africa", "1,200", "60.0"],
        ["Asia", "800", "40.0"],
    ]


def test_a_timetable_becomes_a_table_without_people():
    entries = (
        ProgrammeEntry("1", "09:30", "10:00", "Opening", room="Hall", people=("Ann",), label="Session I"),
        ProgrammeEntry("2", "10:00", "10:30", "Tea\tand “talk”", cancelled=True),
    )
    with translation.override("fr"):
        value = table_of(Programme("p", (ProgrammeDay("2014-06-23", "Lundi 23 juin 2014", entries),)), "fr")
    assert value["caption"] == "Programme"
    assert cells(value) == [
        ["Date", "Heure", "Séance", "Salle"],
        ["Lundi 23 juin 2014", "09:30–10:00", "Session I: Opening", "Hall"],
        ["Lundi 23 juin 2014", "10:00–10:30", "Tea\tand “talk” (Annulé)", ""],
    ]


def test_the_words_are_those_of_the_document():
    with translation.override("fr"):
        value = table_of(Figures("f", (Figure("3", "séances"),)), "fr")
    assert (value["caption"], cells(value)) == ("La réunion en chiffres", [["séances", "3"]])


def test_documents_without_such_tables_cost_nothing_more(output):
    with CaptureQueriesContext(connection) as captured:
        assert table_offers(fresh(output)) == []
    assert len(captured) == 1


def test_many_tables_cost_what_two_cost(rapporteur, event, taken):
    def queries(count):
        texts = texts_of(fresh(taken))
        first = {name: value for name, value in texts["body"][0].items() if name != "id"}
        texts["body"] = [first] * count
        save_output(taken, by=rapporteur, data=data_of(texts))
        found = fresh(taken)
        with CaptureQueriesContext(connection) as captured:
            assert len(table_offers(found)) == count
        return len(captured)

    add_record(event, 2)
    assert queries(2) == queries(20)
