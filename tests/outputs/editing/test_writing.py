"""Writing a document alone and with others."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.models import EventLogEntry
from outputs.domain.documents import save_output
from outputs.domain.editing import keep_copy, lock_output, mark, restore_revision, unlock_output
from outputs.editing.texts import data_of, texts_of
from outputs.models import Output, WorkingCopy
from tests.outputs.test_views import admin_url, form_data
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def fresh(output):
    return Output.objects.get(pk=output.pk)


def change(output, by, place, html):
    """As a colleague who saves another text of one block."""
    texts = texts_of(fresh(output))
    texts["body"][place]["value"] = html
    return save_output(output, by=by, data=data_of(texts))


def values(output):
    return [str(getattr(block.value, "source", block.value)) for block in fresh(output).body]


def typed(client, output, **changes):
    """What the browser sends for text blocks: what the editor made of them is taken as it is."""
    data = form_data(client, output, **changes)
    for name, value in data.items():
        if hasattr(value, "source"):
            data[name] = contents(value.source)
    return data


def join_url(output):
    """Of the one text that is kept."""
    return admin_url("join", output) + f"?copy={WorkingCopy.objects.get().pk}"


def contents(html):
    return ContentstateConverter(features=["bold"]).from_database_format(html)


def log_of(event):
    entries = EventLogEntry.objects.filter(event=event, action__startswith="outputs.")
    return list(entries.order_by("pk").values_list("action", flat=True))


# --- What is typed is kept ----------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_taken_up_again(client, rapporteur, output):
    answer = client.post(admin_url("keep", output), typed(client, output, title="Half a ti")).json()
    copy = WorkingCopy.objects.get(output=output, user=rapporteur)
    assert (QueryDict(copy.data)["title"], copy.base) == ("Half a ti", output.latest_revision_id)
    assert [answer[name] for name in ("kept", "others", "newer", "locked")] == [copy.kept_at.isoformat(), [], "", ""]
    assert fresh(output).title == output.title
    page = client.get(admin_url("edit", output))
    ((_copy, _mark, found),) = page.context["copies"]
    assert ([(one.label, one.change) for one in found], "form" in page.context) == ([("Title", "changed")], False)
    again = client.get(admin_url("edit", output) + f"?copy={copy.pk}").context["form"]
    assert (again["title"].value(), next(block.value for block in again["body"].value())) == ("Half a ti", "One")


def test_what_a_form_would_refuse_is_kept_all_the_same(client, output):
    refused = client.post(admin_url("keep", output), {"title": "", "body-count": "x"})
    assert (refused.status_code, refused.json()) == (400, {"error": "This is no text of a document."})
    client.post(admin_url("keep", output), {"title": "", "body-count": "1", "seen": "9" * 40})
    assert WorkingCopy.objects.get().base is None
    assert client.get(admin_url("edit", output)).status_code == 200


def test_a_copy_goes_when_it_is_saved_or_thrown_away(client, output):
    data = typed(client, output, title="New")
    client.post(admin_url("keep", output), data)
    client.post(admin_url("edit", output), data)
    assert (fresh(output).title, WorkingCopy.objects.count()) == ("New", 0)
    client.post(admin_url("keep", output), data)
    client.post(admin_url("discard", output), {"copy": mark(WorkingCopy.objects.get())})
    assert WorkingCopy.objects.count() == 0


def test_who_else_is_here_and_who_saved(client, rapporteur, organiser, output):
    colleague = Client()
    colleague.force_login(organiser)
    seen = output.latest_revision_id
    presence = {"only": "presence", "seen": seen}
    session = client.post(admin_url("keep", output), presence).json()["session"]
    assert client.post(admin_url("keep", output), presence | {"session": session}).json()["others"] == []
    answer = colleague.post(admin_url("keep", output), {"only": "presence", "seen": seen}).json()
    assert answer["others"] == [{"name": str(rapporteur), "writes": False, "is_me": False}]
    change(output, organiser, 1, "<p>Theirs.</p>")
    newer = client.post(admin_url("keep", output), {"only": "presence", "seen": seen}).json()["newer"]
    assert newer.startswith(f"{organiser} saved at ")
    assert WorkingCopy.objects.count() == 0


def test_keeping_costs_the_same_for_two_and_twenty_blocks(client, output):
    def queries(count):
        output.body = [("chapter", f"Chapter {number}") for number in range(count)]
        output.save()
        WorkingCopy.objects.all().delete()
        data = typed(client, fresh(output), title=f"T{count}")
        with CaptureQueriesContext(connection) as captured:
            client.post(admin_url("keep", output), data)
        return len(captured)

    queries(2)
    assert queries(2) == queries(20)


# --- Two at once --------------------------------------------------------------------------------------------


def test_what_only_one_changed_is_joined(client, organiser, output):
    data = typed(client, output, title="Mine")
    change(output, organiser, 1, "<p>Theirs.</p>")
    response = client.post(admin_url("edit", output), data)
    assert (response.url, fresh(output).title) == (admin_url("work", output), "Mine")
    assert values(output) == ["One", "<p>Theirs.</p>", "Two", values(output)[3]]
    assert "Second." in values(output)[3]
    told = str(next(iter(get_messages(response.wsgi_request)))).strip()
    assert told == "A colleague had saved meanwhile: 1 change of theirs stands beside yours."


def test_what_both_changed_is_shown_side_by_side_and_never_lost(client, organiser, output):
    data = typed(client, output) | {"body-1-value": contents("<p>Mine.</p>")}
    change(output, organiser, 1, "<p>Theirs.</p>")
    response = client.post(admin_url("edit", output), data)
    assert (response.url, values(output)[1]) == (join_url(output), "<p>Theirs.</p>")
    page = client.get(response.url)
    (clash,) = page.context["clashes"]
    assert [side for side, _html in clash["sides"]] == ["Theirs", "Mine"]
    assert '<span class="deletion">First.</span><span class="addition">Mine.</span>' in clash["sides"][1][1]
    undecided = client.post(response.url, {"against": fresh(output).latest_revision_id})
    assert (undecided.status_code, values(output)[1]) == (200, "<p>Theirs.</p>")
    picks = {"against": fresh(output).latest_revision_id, f"pick-{clash['key']}": "both"}
    assert client.post(response.url, picks).url == admin_url("work", output)
    assert [value for value in values(output)[1:3] if "Theirs." in value or "Mine." in value] == values(output)[1:3]
    assert WorkingCopy.objects.count() == 0


def test_a_word_on_a_text_that_changed_again_does_not_count(client, organiser, output):
    data = typed(client, output) | {"body-1-value": contents("<p>Mine.</p>")}
    change(output, organiser, 1, "<p>Theirs.</p>")
    client.post(admin_url("edit", output), data)
    shown, key = fresh(output).latest_revision_id, output.body[1].id
    change(output, organiser, 1, "<p>Theirs again.</p>")
    client.post(join_url(output), {"against": shown, f"pick-{key}": "mine"})
    assert (values(output)[1], WorkingCopy.objects.count()) == ("<p>Theirs again.</p>", 1)


def test_nobody_joins_anothers_text(rapporteur, organiser, output):
    keep_copy(output, by=rapporteur, data="title=x", base=None)
    colleague = Client()
    colleague.force_login(organiser)
    assert colleague.get(join_url(output)).status_code == 404
    with pytest.raises(PermissionDenied):
        keep_copy(output, by=make_user(), data="title=x", base=None)


# --- Locks --------------------------------------------------------------------------------------------------


def test_a_lock_keeps_colleagues_from_saving_and_their_text(client, event, organiser, output):
    data = typed(client, output, title="Mine")
    lock_output(output, by=organiser)
    page = client.post(admin_url("edit", output), data)
    assert "A colleague has locked this document" in page.content.decode()
    assert (fresh(output).title, QueryDict(WorkingCopy.objects.get().data)["title"]) == (output.title, "Mine")
    with pytest.raises(ValidationError):
        lock_output(output, by=make_user("rapporteur", event))
    unlock_output(output, by=organiser)
    assert client.post(admin_url("edit", output), data).status_code == 302
    assert log_of(event)[-3:] == ["outputs.lock", "outputs.unlock", "outputs.edit"]


def test_a_lock_is_broken_by_those_who_publish(client, event, rapporteur, organiser, output):
    client.post(admin_url("lock", output))
    assert (fresh(output).locked_by, fresh(output).locked) == (rapporteur, True)
    with pytest.raises(PermissionDenied):
        unlock_output(output, by=make_user("rapporteur", event))
    unlock_output(output, by=organiser)
    entry = EventLogEntry.objects.filter(event=event, action="outputs.break_lock").get()
    assert (fresh(output).locked, entry.data["changes"]["locked_by"]) == (False, [str(rapporteur), ""])


# --- History ------------------------------------------------------------------------------------------------


def test_two_revisions_are_compared_block_by_block(client, organiser, output):
    before = output.latest_revision_id
    texts = texts_of(output)
    first, rest = texts["body"][0], texts["body"][2:]
    new = {"type": "text", "value": "<p>New.</p>", "id": "0b5e4a4e-7f8e-4c39-9c3c-5a1f8b2d3c4d"}
    rest[1]["value"] = "<p>Second and last.</p>"
    saved = save_output(output, by=organiser, data=data_of({"title": "Other", "body": [first, new, *rest]}))
    page = client.get(admin_url("compare", output), {"a": saved.latest_revision_id, "b": before})
    assert [(one.label, one.change) for one in page.context["differences"]] == [
        ("Title", "changed"),
        ("Text", "added"),
        ("Text", "changed"),
        ("Text", "removed"),
    ]
    assert '<span class="addition"> and last.</span>' in page.context["differences"][2].html
    alone = client.get(admin_url("compare", output), {"b": saved.latest_revision_id})
    assert alone.context["differences"] == page.context["differences"]


@pytest.mark.parametrize("query", [{}, {"b": "x"}, {"b": "9" * 30}, {"b": "0"}])
def test_what_is_no_revision_is_not_found(client, output, query):
    assert client.get(admin_url("compare", output), query).status_code == 404


def test_an_older_text_becomes_the_newest(client, event, organiser, output):
    older, count = output.latest_revision_id, output.revisions.count()
    change(output, organiser, 1, "<p>Theirs.</p>")
    client.post(reverse("outputs_admin:restore", args=[output.pk, older]))
    assert (values(output)[1], output.revisions.count()) == ("<p>First.</p>", count + 2)
    assert log_of(event)[-2:] == ["outputs.edit", "outputs.restore"]
    with pytest.raises(ValidationError):
        restore_revision(output, by=organiser, revision=0)


def test_history_costs_the_same_for_two_and_twenty(client, organiser, output):
    def queries(count):
        while output.revisions.count() < count:
            output.save_revision(user=organiser)
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(admin_url("history", output)).context["page"].object_list) == count
        return len(captured)

    queries(3)
    assert queries(3) == queries(20)
