"""The board of an output: acts, their order in the document, undoing, two people at once, and what it costs."""

import contextlib
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outputs import tree
from outputs.domain import assembling
from outputs.domain.adoption import NotAllDisposed, adopt_output
from outputs.models import Disposition, Output
from outputs.record.alike import alike
from outputs.record.board import clauses_of, groups_of, open_rows, rows_of
from outputs.resolve import document_of
from sessions.models import Lineage, Recommendation
from tests.factories.cms import EventFactory
from tests.factories.outputs import add_record, new_output, recorded_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return recorded_event(3)


@pytest.fixture
def output(event):
    return new_output(event)


@pytest.fixture
def ids(event):
    return list(event.recommendations.order_by("number").values_list("pk", flat=True))


def stands(output):
    """Number, verdict and number of the one in whose words it stands, of each decision."""
    rows = output.dispositions.order_by("recommendation__event_id", "recommendation__number")
    return list(rows.values_list("recommendation__number", "verdict", "into__number"))


def arranged(output):
    groups = groups_of(clauses_of(rows_of(output)))
    return [(group.heading, [clause.row.recommendation.number for clause in group.clauses]) for group in groups]


def printed(output):
    nodes = tree.walk(document_of(Output.objects.get(pk=output.pk)))
    return [node.recommendation.reference for node in nodes if getattr(node, "recommendation", None)]


def inner_event(event, count=1):
    """A workshop inside, whose report adopted `count` recommendations."""
    inner = EventFactory(parent=event)
    for number in range(1, count + 1):
        add_record(inner, number)
    inner.recommendations.update(status="adopted")
    return inner


def test_what_is_taken_up_stands_under_its_heading_in_the_order_of_the_board(output, ids):
    assembling.take_up(output, ids, by=None)
    assembling.place(output, ids[2], by=None, heading="First of all", before=ids[0])
    assembling.place(output, ids[0], by=None, heading="Later", before=0)
    assert arranged(output) == [("First of all", [3]), ("", [2]), ("Later", [1])]
    assert printed(output) == ["R-3", "R-2", "R-1"]


def test_headings_of_the_board_are_those_of_the_document(output, ids):
    assembling.take_up(output, ids[:1], by=None, heading="Audits")
    headings = [n.inlines[0].text for n in tree.walk(document_of(output)) if isinstance(n, tree.Subheading)]
    assert "Audits" in headings


def test_several_become_one_clause_and_stay_as_they_were_said(output, ids, event):
    before = list(event.recommendations.order_by("number").values_list("text", flat=True))
    assembling.take_up(output, ids[:1], by=None, heading="Standards")
    merged = assembling.merge(output, ids[:2], by=None, data={"text": "publish both", "verb": "urges"})
    assert stands(output) == [(1, "merged", 4), (2, "merged", 4), (4, "included", None)]
    assert arranged(output) == [("Standards", [4])]
    assert (merged.text, merged.verb, merged.ancestry.count()) == ("publish both", "urges", 2)
    assert list(event.recommendations.exclude(pk=merged.pk).order_by("number").values_list("text", flat=True)) == before


def test_a_merged_clause_that_is_reworded_carries_all_with_it(output, ids):
    merged = assembling.merge(output, ids[:2], by=None, data={"text": "publish both", "verb": "urges"})
    assembling.reword(output, merged.pk, by=None, data={"text": "publish them", "verb": "urges"})
    assert stands(output) == [(1, "merged", 5), (2, "merged", 5), (4, "reworded", 5), (5, "included", None)]


def test_leaving_out_needs_a_reason_and_leaves_nothing_half_done(output, ids):
    with pytest.raises(ValidationError) as refused:
        assembling.leave_out(output, ids[:2], by=None, verdict="deferred", reason=" ")
    assert refused.value.message_dict == {"reason": ["Say why it is deferred or not taken."]}
    assert (stands(output), output.board_acts.count()) == ([], 0)
    assembling.leave_out(output, ids[:2], by=None, verdict="deferred", reason="Next year.")
    assert stands(output) == [(1, "deferred", None), (2, "deferred", None)]


# --- Events inside ------------------------------------------------------------------------------------------


def test_what_a_workshop_adopted_keeps_the_report_from_being_adopted(event, output, ids):
    inner = inner_event(event)
    assembling.take_up(output, ids, by=None)
    with pytest.raises(NotAllDisposed) as refused:
        adopt_output(output, by=None)
    assert [row.recommendation.event for row in refused.value.rows] == [inner]


def test_taking_up_what_a_workshop_adopted_forwards_it(event, output):
    theirs = inner_event(event).recommendations.get()
    assembling.take_up(output, [theirs.pk], by=None)
    link = Lineage.objects.get(parent=theirs)
    assert (link.kind, link.child.event, link.child.text) == ("forwarded_from", event, theirs.text)
    assert stands(output) == [(4, "included", None), (1, "included", 4)]
    assert [row.recommendation.number for row in rows_of(output)] == [1, 2, 3, 4]


def test_what_a_workshop_did_not_adopt_is_offered_to_its_writers_and_asked_of_nobody(event, output):
    inner = inner_event(event)
    inner.recommendations.update(status="captured")
    writer = make_user("organiser", event)
    both = make_user("organiser", inner)
    event.team.create(user=both, role="organiser")
    seen = [[row.recommendation.event == inner for row in rows_of(output, user)] for user in (None, writer, both)]
    assert seen == [[False] * 3, [False] * 3, [False, False, False, True]]
    assert len(open_rows(output)) == 3


def test_what_a_workshop_merged_itself_is_not_asked_for_twice(event, output):
    inner = inner_event(event, 2)
    merged = assembling.merge(
        new_output(inner), list(inner.recommendations.values_list("pk", flat=True)), by=None, data={"text": "do both"}
    )
    Recommendation.objects.filter(pk=merged.pk).update(status="adopted")
    assert [row.recommendation.pk for row in rows_of(output) if not row.is_own] == [merged.pk]


def test_all_that_is_open_is_decided_as_suggested_workshops_too(event, output):
    inner_event(event)
    assert assembling.accept_suggestions(output, by=None) == 4
    assert (open_rows(output), printed(output)) == ([], ["R-1", "R-2", "R-3", "R-4"])


# --- Undoing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["merge", "reword", "leave_out", "put_back", "take_up", "place", "accept", "forward"])
def test_each_act_can_be_undone(event, output, ids, name):
    theirs = inner_event(event).recommendations.get()
    assembling.take_up(output, ids[:2], by=None, heading="Standards")
    before = (stands(output), arranged(output), Recommendation.objects.count(), Lineage.objects.count())
    words = {"text": "publish both", "verb": "urges"}
    acts = {
        "merge": lambda: assembling.merge(output, [ids[0], theirs.pk], by=None, data=words),
        "reword": lambda: assembling.reword(output, ids[0], by=None, data=words),
        "leave_out": lambda: assembling.leave_out(output, ids, by=None, verdict="not_taken", reason="Said before."),
        "put_back": lambda: assembling.put_back(output, ids[0], by=None),
        "take_up": lambda: assembling.take_up(output, ids[2:], by=None, before=ids[0]),
        "place": lambda: assembling.place(output, ids[0], by=None),
        "accept": lambda: assembling.accept_suggestions(output, by=None),
        "forward": lambda: assembling.take_up(output, [theirs.pk], by=None),
    }
    acts[name]()
    assert (stands(output), arranged(output)) != before[:2]
    assembling.undo(output, by=None)
    assert (stands(output), arranged(output), Recommendation.objects.count(), Lineage.objects.count()) == before


def test_an_act_whose_outcome_others_built_on_is_not_undone(event, output, ids):
    merged = assembling.merge(output, ids[:2], by=None, data={"text": "publish both", "verb": "urges"})
    assembling.take_up(new_output(event, "communique"), [merged.pk], by=None)
    with pytest.raises(ValidationError, match="Others refer to recommendation 4"):
        assembling.undo(output, by=None)
    assert stands(output) == [(1, "merged", 4), (2, "merged", 4), (4, "included", None)]


def test_there_may_be_nothing_to_undo(output):
    with pytest.raises(ValidationError, match="nothing to undo"):
        assembling.undo(output, by=None)


# --- Two people ---------------------------------------------------------------------------------------------


def test_who_looked_at_an_older_board_is_told_and_nothing_is_done(output, ids):
    seen = {row.recommendation.pk: row.token for row in rows_of(output)}
    assembling.take_up(output, ids[:1], by=None, seen=seen)
    with pytest.raises(assembling.ChangedMeanwhile, match="number 1 meanwhile"):
        assembling.leave_out(output, ids[:2], by=None, verdict="deferred", reason="Later.", seen=seen)
    assert stands(output) == [(1, "included", None)]


@pytest.mark.parametrize(
    ("role", "allowed"), [("organiser", True), ("rapporteur", True), ("chair", False), ("desk", False), (None, False)]
)
def test_who_may_assemble(event, output, ids, role, allowed):
    user = make_user(role, event)
    if allowed:
        assembling.take_up(output, ids, by=user)
    else:
        with pytest.raises(PermissionDenied):
            assembling.take_up(output, ids, by=user)
    assert Disposition.objects.exists() is allowed


def test_what_is_of_another_event_is_not_on_the_board(output):
    stranger = recorded_event(1).recommendations.get()
    with pytest.raises(assembling.ChangedMeanwhile, match="no longer on the board"):
        assembling.take_up(output, [stranger.pk], by=None)


# --- Those alike --------------------------------------------------------------------------------------------


def test_those_alike_are_shown_with_what_they_share(event):
    first, second, third = event.recommendations.order_by("number")
    first.text, second.text = "publish audit reports in plain language", "publish the reports of audits for citizens"
    third.text = "train people who run the services"
    likes = alike([first, second, third])
    assert {pk: [(like.recommendation.pk, like.words) for like in found] for pk, found in likes.items()} == {
        first.pk: [(second.pk, ("publish", "reports"))],
        second.pk: [(first.pk, ("publish", "reports"))],
    }


# --- The page -----------------------------------------------------------------------------------------------


@pytest.fixture
def page(client, event, output):
    client.force_login(make_user("rapporteur", event))
    return reverse("outputs_admin:board", args=[output.pk])


def seen(output):
    return {f"seen-{row.recommendation.pk}": row.token for row in rows_of(output)}


def test_without_scripts_each_form_leads_back_to_the_board(client, page, output, ids):
    client.post(page, {"act": f"take:{ids[0]}", "heading": "Audits"} | seen(output))
    client.post(page, {"act": "defer", "chosen": ids[1:], "reason": "Next year."} | seen(output))
    client.post(page, {"act": f"back:{ids[2]}"} | seen(output))
    answer = client.post(page, {"act": "undo"}, follow=True)
    assert "Undone: 3 put back" in answer.content.decode()
    assert stands(output) == [(1, "included", None), (2, "deferred", None), (3, "deferred", None)]


def test_a_missing_reason_is_told_and_the_choice_kept(client, page, output, ids):
    answer = client.post(page, {"act": "leave", "chosen": ids[:2], "reason": ""} | seen(output))
    text = answer.content.decode()
    assert (answer.status_code, answer.context["chosen"]) == (422, set(ids[:2]))
    assert "Say why it is deferred or not taken." in text
    assert f'value="{ids[0]}" id="chosen-{ids[0]}" checked' in text


@pytest.mark.parametrize("data", [{"act": "take"}, {"act": "merge", "chosen": "x"}, {"act": "take:99999999"}, {}])
def test_nonsense_is_told_in_words(client, page, output, data):
    answer = client.post(page, data)
    assert (answer.status_code, answer.context["errors"] != [], stands(output)) == (422, True, [])


def test_two_are_merged_on_a_page_that_shows_both(client, page, output, ids):
    answer = client.post(page, {"act": "merge", "chosen": ids[:2]}, follow=True)
    assert [row.recommendation.pk for row in answer.context["rows"]] == ids[:2]
    words = reverse("outputs_admin:board_words", args=[output.pk])
    data = {"chosen": ids[:2], "verb": "urges"} | seen(output)
    assert "This field is required." in client.post(words, data | {"text": ""}).content.decode()
    client.post(words, data | {"text": "publish both"})
    assert stands(output) == [(1, "merged", 4), (2, "merged", 4), (4, "included", None)]


def test_clauses_move_by_their_buttons_and_by_dropping(client, page, output, ids):
    assembling.take_up(output, ids, by=None)
    client.post(page, {"act": f"up:{ids[1]}"} | seen(output))
    client.post(page, {"act": f"put:{ids[0]}", "before": "", "under": "Last"} | seen(output))
    assert arranged(output) == [("", [2, 3]), ("Last", [1])]
    client.post(page, {"act": f"down:{ids[2]}"} | seen(output))
    assert arranged(output) == [("", [2]), ("Last", [1, 3])]
    client.post(page, {"act": f"head:{ids[1]}", f"heading-{ids[1]}": "First"} | seen(output))
    assert arranged(output) == [("First", [2]), ("Last", [1, 3])]


def test_the_script_is_sent_the_board_alone(client, page, ids, output):
    answer = client.post(page, {"act": f"take:{ids[0]}"} | seen(output), headers={"X-Requested-With": "XMLHttpRequest"})
    text = answer.content.decode()
    assert (answer.status_code, "<html" in text, "Done: 1 taken up" in text) == (200, False, True)


def test_the_board_costs_the_same_for_two_and_twenty(client):
    client.force_login(make_user("secretariat"))

    def queries(count):
        event = recorded_event(count)
        inner_event(event, count)
        made = new_output(event)
        assembling.take_up(made, list(event.recommendations.values_list("pk", flat=True)[: count // 2]), by=None)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("outputs_admin:board", args=[made.pk]), {"show": "all"})
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)


def wait_before_writing(both_have_read):
    def wait(execute, sql, *rest):
        if sql.startswith('INSERT INTO "event_sessions_recommendation" '):
            with contextlib.suppress(threading.BrokenBarrierError):
                both_have_read.wait()
        return execute(sql, *rest)

    return connection.execute_wrapper(wait)


class TestRace:
    """Two merge the same recommendations at once: each waits for the other before it writes, as long as it can."""

    pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

    def merge_at_once(self, *, is_locked):
        event = recorded_event(2)
        output, ids = new_output(event), list(event.recommendations.values_list("pk", flat=True))
        seen = {row.recommendation.pk: row.token for row in rows_of(output)}
        refused, both_have_read = [], threading.Barrier(2, timeout=1)

        def run():
            connection.ensure_connection()
            if not is_locked:
                connection.transaction_mode = "DEFERRED"  # of SQLite; PostgreSQL's lock is taken away by the test
            try:
                with wait_before_writing(both_have_read):
                    assembling.merge(output, ids, by=None, data={"text": "publish both"}, seen=seen)
            except (assembling.ChangedMeanwhile, IntegrityError, OperationalError) as error:
                refused.append(isinstance(error, assembling.ChangedMeanwhile))
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return refused, event.recommendations.count()

    def test_the_second_is_told(self):
        assert self.merge_at_once(is_locked=True) == ([True], 3)

    def test_control_without_the_lock_nobody_is_told(self, monkeypatch):
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
        assert self.merge_at_once(is_locked=False) == ([False], 3)
