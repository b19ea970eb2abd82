"""Assembling again offers what is new, and overwrites nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.domain.team import grant_role
from outputs.domain.documents import save_output
from outputs.domain.offers import decide_offers, take_over, unpin
from outputs.editing.texts import data_of, texts_of
from outputs.models import Output
from outputs.record.news import items_of, last_reading, offers_of
from outputs.record.reading import Reading
from outputs.resolve import document_of
from outputs.tree import Item, Paragraph, plain, walk
from sessions.models import Recommendation, RecordEntry
from tests.factories.outputs import new_output, recorded_event
from tests.factories.record import RecordEntryFactory
from tests.outputs.test_views import admin_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def output(event):
    return new_output(event)


@pytest.fixture
def entry(event):
    return RecordEntry.objects.get(session__event=event, text="Summary 1.")


def offered(output):
    return offers_of(last_reading(output), items_of(Reading(output.event)))


def says(output):
    nodes = walk(document_of(Output.objects.get(pk=output.pk)))
    return [plain(node.inlines) for node in nodes if isinstance(node, Paragraph | Item)]


def choose(output, by, choice):
    return decide_offers(output, by=by, choices={one.key: (choice, one.digest) for one in offered(output)})


def live(output, name):
    return next(str(block.id) for block in output.body if block.block_type == name)


def reword(row, text):
    row.text = text
    row.save()


def test_nothing_is_new_when_a_document_is_begun(output):
    assert offered(output) == []


def test_what_is_new_changed_and_gone(event, output, entry):
    session = event.sessions.get()
    new = RecordEntryFactory(session=session, kind="summary", text="More.")
    reword(entry, "Summary one.")
    gone = RecordEntry.objects.get(text="Conclusion 1.")
    key = f"entry:{gone.pk}"
    gone.delete()
    assert [(one.key, one.change, one.before, one.after) for one in offered(output)] == [
        (f"entry:{entry.pk}", "changed", "Summary 1.", "Summary one."),
        (f"entry:{new.pk}", "new", "", "More."),
        (key, "gone", "Conclusion 1.", ""),
    ]


def test_accepted_it_says_what_the_record_says(output, rapporteur, entry):
    reword(entry, "Summary one.")
    assert choose(output, rapporteur, "accept") == 1
    assert (offered(output), "Summary one." in says(output)) == ([], True)


def test_kept_it_goes_on_saying_what_it_said(event, output, rapporteur, entry):
    RecordEntryFactory(session=event.sessions.get(), kind="summary", text="More.")
    reword(entry, "Summary one.")
    choose(output, rapporteur, "keep")
    assert offered(output) == []
    assert [text for text in says(output) if text in {"Summary 1.", "Summary one.", "More."}] == ["Summary 1."]
    unpin(output, by=rapporteur, key=f"entry:{entry.pk}")
    assert "Summary one." in says(output)


def test_what_changed_again_meanwhile_stays_offered(output, rapporteur, entry):
    reword(entry, "Summary one.")
    shown = {one.key: ("accept", one.digest) for one in offered(output)}
    reword(entry, "Summary, again.")
    assert decide_offers(output, by=rapporteur, choices=shown) == 0
    assert [one.after for one in offered(output)] == ["Summary, again."]


def test_text_taken_over_says_the_same_with_its_sources(output, rapporteur):
    before = document_of(output)
    taken = take_over(output, by=rapporteur, block=live(output, "sessions"))
    after = document_of(Output.objects.get(pk=taken.pk))
    assert "sessions" not in [block.block_type for block in taken.body]
    told = [
        [(plain(n.inlines), n.number, n.sources) for n in walk(one) if isinstance(n, Paragraph)]
        for one in (before, after)
    ]
    assert told[0] == told[1]


def test_recommendations_taken_over_stay_clauses(output, rapporteur):
    recommendation = Recommendation.objects.get(event=output.event)
    saved = take_over(output, by=rapporteur, block=live(output, "recommendations"))
    (clause,) = [n for n in walk(document_of(saved)) if isinstance(n, Paragraph) and n.recommendation]
    assert (clause.id, clause.recommendation.reference) == (f"recommendation-{recommendation.pk}", "R-1")


def test_a_taken_text_that_is_doubled_has_ids_of_its_own(output, rapporteur):
    saved = take_over(output, by=rapporteur, block=live(output, "recommendations"))
    texts = texts_of(saved)
    doubled = next(block for block in texts["body"] if block["type"] == "taken")
    texts["body"].append({**doubled, "id": "0b5e4a4e-7f8e-4c39-9c3c-5a1f8b2d3c4d"})
    again = save_output(saved, by=rapporteur, data=data_of(texts))
    keys = [n.id for n in walk(document_of(again)) if isinstance(n, Paragraph) and n.recommendation]
    assert len(keys) == len(set(keys)) == 2


def taken_text(saved, text):
    return next(b for b in texts_of(saved)["body"] if b["type"] == "taken" and text in b["value"]["text"])


def test_untouched_text_takes_the_new_words_and_what_was_changed_by_hand_stays(output, rapporteur, entry):
    saved = take_over(output, by=rapporteur, block=live(output, "sessions"))
    view = RecordEntry.objects.get(text="The view 1")
    texts = texts_of(saved)
    for block in texts["body"]:
        if block["type"] == "taken" and "view" in block["value"]["text"]:
            block["value"]["text"] = "<p>Written by hand.</p>"
    saved = save_output(saved, by=rapporteur, data=data_of(texts))
    reword(entry, "Summary one.")
    reword(view, "The view changed")
    assert "Summary 1." in says(saved)
    choose(saved, rapporteur, "accept")
    said = says(saved)
    assert ("Summary one." in said, "Written by hand." in said, "Summary 1." in said) == (True, True, False)


@pytest.mark.parametrize("name", ["participants", "chapter"])
def test_what_lists_people_is_not_taken_over(output, rapporteur, name):
    with pytest.raises(ValidationError):
        take_over(output, by=rapporteur, block=live(output, name))


@pytest.mark.parametrize("origin", ["", "x", "[]", '{"sources": [{"type": "Source", "kind": 1}], "clauses": [1]}'])
def test_a_forged_origin_makes_plain_text(output, rapporteur, origin):
    value = {"text": "<p>Forged.</p>", "origin": origin}
    saved = save_output(output, by=rapporteur, data=data_of({"body": [{"type": "taken", "value": value}]}))
    assert says(saved) == ["Forged."]
    assert decide_offers(saved, by=rapporteur, choices={}) == 0


def test_the_page_offers_and_settles(client, output, entry):
    reword(entry, "Summary one.")
    page = client.get(admin_url("offers", output))
    (row,) = page.context["rows"]
    assert row["html"] == 'Summary <span class="deletion">1.</span><span class="addition">one.</span>'
    client.post(admin_url("offers", output), {f"shown-{row['offer'].key}": row["offer"].digest, "all": "keep"})
    page = client.get(admin_url("offers", output))
    assert ([one["says"] for one in page.context["pinned"]], page.context["rows"]) == (["Summary 1."], [])
    block = live(output, "recommendations")
    led = client.post(reverse("outputs_admin:take_over", args=[output.pk, block]))
    assert led.url == admin_url("edit", output)


def test_offers_cost_the_same_for_two_and_twenty(client, rapporteur):
    def queries(count):
        made = new_output(recorded_event(count))
        grant_role(made.event, user=rapporteur, role="rapporteur", by=None)
        RecordEntry.objects.filter(session__event=made.event).update(text="Other")
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(admin_url("offers", made)).context["rows"]) == 3 * count
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)
