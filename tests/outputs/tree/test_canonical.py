import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outputs import tree
from outputs.tree import Document, Item, Link, Paragraph, Section, Source, Span, Text, canonical, numbering
from tests.outputs import samples

keys = st.uuids().map(str)
inlines = st.recursive(
    st.builds(Text, st.text()),
    lambda inner: (
        st.builds(Span, st.just("strong"), st.tuples(inner))
        | st.builds(Link, st.just("https://example.org/"), st.tuples(inner))
    ),
    max_leaves=4,
)
items = st.builds(Item, keys, st.tuples(inlines), sources=st.tuples(st.builds(Source, st.text(), st.text(), st.text())))
paragraphs = st.builds(Paragraph, keys, st.tuples(inlines), items=st.lists(items, max_size=3).map(tuple))
sections = st.builds(Section, keys, st.text(), st.lists(paragraphs, max_size=3).map(tuple))
documents = st.builds(
    Document, keys, st.just("final_report"), st.text(), st.sampled_from(["en", "ar"]),
    sections=st.lists(sections, max_size=3).map(tuple),
)  # fmt: skip


@given(documents)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_round_trip_loses_nothing(document):
    numbered = numbering.number(document)
    assert canonical.loads(canonical.dumps(numbered)) == numbered


@pytest.mark.parametrize("document", [samples.report(), samples.communique(), samples.in_language("ar")])
def test_round_trip_of_whole_documents(document):
    assert canonical.loads(canonical.dumps(document)) == document


def test_bytes_are_sorted_utf8_without_blanks():
    data = canonical.dumps(Document("d", "final_report", "Türkiye 中文", "en"))
    expected = '{"document":{"id":"d","kind":"final_report","language":"en","title":"Türkiye 中文","type":"Document"},"schema":1}'
    assert data == expected.encode()
    assert canonical.digest(data) == "8f0be79d6d3891c8f059645d30c1ecc5f670f9dceca2ce6cc1b6cecc368ed1f9"


def test_each_change_of_text_changes_the_digest():
    report = samples.report()
    changed = replace(report, title=f"{report.title}.")
    assert canonical.digest(canonical.dumps(report)) != canonical.digest(canonical.dumps(changed))


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[1]", b'{"schema":2,"document":{}}', b'{"schema":1,"document":{"type":"Path"}}', b"\xff",
     b'{"schema":1,"document":{"type":"Text","text":"x"}}', b'{"schema":1,"document":' + b"[" * 100_000],
)  # fmt: skip
def test_other_bytes_are_refused(data):
    with pytest.raises(canonical.NotADocument):
        canonical.loads(data)


def test_plain_json_reads_it():
    assert json.loads(canonical.dumps(samples.communique()))["document"]["title"] == "Final communiqué"


def test_every_dataclass_of_the_tree_can_be_read_back():
    assert {type(node).__name__ for node in tree.walk(samples.report())} <= set(canonical.TYPES)
