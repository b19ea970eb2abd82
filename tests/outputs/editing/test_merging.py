"""Two texts over one: plain data, no database."""

import pytest

from outputs.editing.merging import Clash, join, meaning


def block(key, value, kind="text"):
    return {"type": kind, "value": value, "id": key}


def body(*blocks):
    return {"body": list(blocks)}


def said(joined):
    return [one["value"] for one in joined.texts["body"]]


A, B, C = block("a", "<p>One</p>"), block("b", "<p>Two</p>"), block("c", "<p>Three</p>")


def changed(one, value):
    return one | {"value": value}


def test_what_one_changed_is_taken():
    theirs, mine = body(changed(A, "<p>Theirs</p>"), B, C), body(A, B, changed(C, "<p>Mine</p>"))
    joined = join(body(A, B, C), theirs, mine)
    assert (said(joined), joined.open, joined.taken) == (["<p>Theirs</p>", "<p>Two</p>", "<p>Mine</p>"], [], ["a"])


def test_what_both_changed_waits_for_a_word():
    theirs, mine = body(changed(A, "<p>Theirs</p>")), body(changed(A, "<p>Mine</p>"))
    joined = join(body(A), theirs, mine)
    assert joined.open == [Clash("a", "text", "<p>One</p>", "<p>Theirs</p>", "<p>Mine</p>")]
    assert joined.open[0].picks == ("theirs", "mine", "both")


@pytest.mark.parametrize(
    ("pick", "values"),
    [
        ("theirs", ["<p>Theirs</p>"]),
        ("mine", ["<p>Mine</p>"]),
        ("both", ["<p>Theirs</p>", "<p>Mine</p>"]),
    ],
)
def test_a_word_decides(pick, values):
    joined = join(body(A), body(changed(A, "<p>Theirs</p>")), body(changed(A, "<p>Mine</p>")), {"a": pick})
    assert (said(joined), joined.open) == (values, [])
    assert len({one["id"] for one in joined.texts["body"]}) == len(values)


def test_added_moved_and_left_out():
    new, other = block("n", "<p>New</p>"), block("o", "<p>Other</p>")
    joined = join(body(A, B, C), body(A, new, B, C), body(C, A, other))
    assert (said(joined), joined.open) == (["<p>Three</p>", "<p>One</p>", "<p>New</p>", "<p>Other</p>"], [])


@pytest.mark.parametrize(("pick", "values"), [("theirs", ["<p>Theirs</p>"]), ("mine", [])])
def test_left_out_by_one_and_changed_by_the_other(pick, values):
    base, theirs, mine = body(A), body(changed(A, "<p>Theirs</p>")), body()
    assert join(base, theirs, mine).open == [Clash("a", "text", "<p>One</p>", "<p>Theirs</p>", None)]
    assert said(join(base, theirs, mine, {"a": pick})) == values


def test_fields_are_joined_alike():
    base = {"title": "T", "symbol": "S", "summary": "U"}
    joined = join(base, base | {"title": "Theirs", "summary": "x"}, base | {"symbol": "Mine", "summary": "y"})
    assert joined.texts == {"title": "Theirs", "symbol": "Mine", "summary": "y"}
    assert (joined.open, joined.taken) == ([Clash("summary", "", "U", "x", "y")], ["title"])


def test_marks_of_the_editor_say_nothing():
    assert meaning('<p data-block-key="x1">It’s &amp; so</p>') == meaning("<p>It’s &amp; so</p>")
    assert meaning({"by": "", "all": False, "text": "a\r\nb"}) == meaning({"text": "a\nb"})
    assert meaning('<p><a href="/a/">x</a></p>') != meaning('<p><a href="/b/">x</a></p>')
