"""What house style found is kept by the text it was found in: long texts are read by the worker, and only what changed."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_tasks_db.models import DBTaskResult
from wagtail.rich_text import RichText

from outputs.beginning import new_body
from outputs.checks.style import LIGHT, rules_for, style_at_hand, style_for_page, style_report
from outputs.domain.house_style import fix_finding, silence_rule
from outputs.house_style import check, manuscript_of
from outputs.house_style.facts import facts_for
from outputs.house_style.notes import Notes, forget
from outputs.models import Output
from outputs.resolve import document_of
from outputs.tasks import read_style
from tests.factories.outputs import new_output, recorded_event
from tests.outputs.test_views import admin_url
from tests.roles import make_user

pytestmark = pytest.mark.django_db

WRONG = "The organisation met. "


@pytest.fixture
def event():
    return recorded_event(0, slug="meeting")


@pytest.fixture
def output(event):
    return new_output(event, "communique")


@pytest.fixture
def writer(event):
    return make_user("rapporteur", event)


def write(output, *texts):
    output.body = new_body([("text", f"<p>{text}</p>") for text in texts])
    output.save()
    return Output.objects.get(pk=output.pk)


def write_long(output):
    """Ten texts that are together longer than what is read at once, with something wrong in the first."""
    return write(output, WRONG, *(f"Part {letter}. {'Work goes on. ' * (LIGHT // 120)}" for letter in "ABCDEFGHIJ"))


def asked():
    return list(DBTaskResult.objects.filter(task_path="outputs.tasks.read_style").order_by("enqueued_at"))


def work():
    for waiting in asked():
        read_style.func(*waiting.args_kwargs["args"])


def notes_on(output):
    document = document_of(output)
    return Notes(output.pk, rules_for(output)), manuscript_of(document, facts_for(document.language))


def test_a_short_text_is_read_at_once(output):
    assert [one.found for one in style_for_page(write(output, WRONG)).open] == ["organisation"]
    assert asked() == []


def test_a_long_text_is_read_by_the_worker_which_is_asked_once(output):
    output = write_long(output)
    assert [style_for_page(output), style_for_page(output), len(asked())] == [None, None, 1]
    work()
    assert [one.found for one in style_at_hand(output).open] == ["organisation"]


def test_pages_say_that_it_is_read_and_then_what_is_found(client, output, writer):
    client.force_login(writer)
    output = write_long(output)
    addresses = [admin_url("style", output) + query for query in ("", "?part=panel", "?part=list", "?part=count")]
    assert [client.get(address).status_code for address in addresses] == [200, 202, 202, 202]
    assert "House style: the text is being read …" in client.get(admin_url("work", output)).content.decode()
    work()
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200, 200]
    for address in (addresses[3], admin_url("work", output)):
        assert "House style: 1 finding" in client.get(address).content.decode()


def test_who_waits_does_not_have_the_text_assembled_each_time(client, output, writer):
    client.force_login(writer)
    output = write_long(output)
    page, part = admin_url("style", output), admin_url("style", output) + "?part=count"
    assert [reads_the_text(client, address) for address in (page, part)] == [True, False]
    work()
    assert reads_the_text(client, part)


def reads_the_text(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return any('FROM "cms_organization"' in query["sql"] for query in captured)


def test_what_is_not_read_is_not_written(output, writer):
    output = write_long(output)
    key = style_report(output).open[0].key
    cache.clear()
    with pytest.raises(ValidationError, match="being read again"):
        fix_finding(output, by=writer, key=key)
    style_for_page(output)
    work()
    assert "organization" in str(fix_finding(output, by=writer, key=key).body[0].value)


def test_after_a_change_only_what_changed_is_read(output):
    write_long(output)
    style_report(output)
    output.body[1].value = RichText("<p>Another organisation.</p>")
    output.save()
    notes, manuscript = notes_on(output)
    assert notes.unread(manuscript) == len("Another organisation.")
    expected = [(one.rule, one.node, one.start) for one in check(document_of(output)).findings]
    assert [(one.rule, one.node, one.start) for one in style_at_hand(output).open] == expected != []
    assert asked() == []


def test_what_one_text_says_counts_in_another(output):
    """An acronym that is spelled out earlier is known later, though that text was read before."""
    write(output, "Introduction.", "The UNCTAD met.")
    assert [one.rule for one in style_at_hand(output).open] == ["acronym-first-use"]
    write(output, "The United Nations Conference on Trade and Development (UNCTAD) met.", "The UNCTAD met.")
    assert [one.rule for one in style_at_hand(output).open] == []


def test_notes_are_those_of_the_rules_that_are_on_and_of_a_language(output):
    output = write(output, WRONG)
    style_report(output)
    with translation.override("fr"):
        assert notes_on(output)[0].found == ()
    silence_rule("spelling-ize", by=make_user("secretariat"), series=None, kind="", reason="")
    assert style_at_hand(output).open == ()


def test_notes_are_forgotten(output):
    output = write(output, WRONG)
    style_report(output)
    assert notes_on(output)[0].found != ()
    forget([output.pk])
    assert notes_on(output)[0].found == ()
