"""Akoma Ntoso: valid whatever is in the tree, and saying what the other formats say."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from outputs import tree
from outputs.akoma_ntoso import names
from outputs.domain.files import keep_current
from outputs.kinds import KINDS
from outputs.renderers import UnsuitedFormat, akn, html
from outputs.resolve import document_of
from outputs.tree import (
    Document,
    Identity,
    Item,
    Link,
    Note,
    Paragraph,
    Quote,
    Section,
    Source,
    Subheading,
    Table,
    Text,
    numbering,
)
from tests.factories.outputs import new_output, recorded_event
from tests.factories.sessions import released
from tests.outputs import samples
from tests.outputs.akn import find, parsed, said
from tests.outputs.tree.test_canonical import documents

FORUM = Identity("forum-2014", "2014-06-23", "2014-06-26", day="2014-07-03")
READ = [kind for kind in KINDS if KINDS[kind].is_text]
SHEETS = (tree.Signs, tree.Plates)
RECORD = {"r": names.RECORD}


def report(**changes):
    return replace(samples.report(), identity=FORUM, **changes)


def readable(language):
    """The sample in a language, without what is printed sheet by sheet."""
    document = samples.in_language(language)
    kept = [replace(s, blocks=tuple(b for b in s.blocks if not isinstance(b, SHEETS))) for s in document.sections]
    return replace(document, sections=tuple(kept))


def of(*blocks, **options):
    return numbering.number(Document("d", "final_report", "T", "en", sections=(Section("s", "S", blocks),), **options))


@pytest.mark.parametrize(
    "document", [report(), samples.report("adopted"), samples.communique(), *map(readable, samples.SENTENCES)]
)
def test_every_document_is_valid(document):
    assert parsed(document).tag == f"{{{names.AKN}}}akomaNtoso"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", READ)
def test_every_kind_is_valid_as_it_comes_from_the_record(kind):
    event = recorded_event(3)
    released(event)
    output = keep_current(event, kind) if KINDS[kind].is_current else new_output(event, kind)
    document = document_of(output)
    dates = {one.get("date") for one in find(parsed(document), "//FRBRWork/FRBRdate")}
    assert (document.identity.event, dates) == (event.slug, {event.start_date.isoformat()})


@pytest.mark.parametrize("kind", READ)
def test_every_kind_has_a_document_class(kind):
    (made,) = parsed(report(kind=kind))
    name = {"communique": "statement", "provisional_agenda": "debateReport", "annotated_agenda": "debateReport"}
    assert etree.QName(made).localname == name.get(kind, "doc")


def test_the_same_document_is_the_same_bytes():
    assert akn.render(report()) == akn.render(report())


def test_ids_are_those_of_the_screen_and_numbers_too():
    document = report()
    pattern = r'<p id="([^"]+)" class="paragraph[^>]*>(?:<span class="number">(\d+)\. </span>)?'
    shown = dict(re.findall(pattern, html.fragment(document)))
    made = {one.get("GUID"): said(one[0])[:-1] for one in find(parsed(document), "//paragraph")}
    assert made == {key: number for key, number in shown.items() if number}


def test_items_bear_the_marks_of_the_tree():
    document = report()
    marks = {node.id: node.marker for node in tree.walk(document) if isinstance(node, Item)}
    made = {one.get("GUID"): said(one[0]) for one in find(parsed(document), "//subparagraph|//point")}
    assert made == marks


def test_ids_follow_the_naming_convention():
    found = {one.get("GUID"): one.get("eId") for one in find(parsed(report()), "//*[@GUID]")}
    keys = ("background", "p-background", "rec-3-b-2-a", "theme-1", "annex-participants", "slot-4", "footnote-1")
    assert [found[key] for key in keys] == [
        "chp_I__sec_A",
        "chp_I__sec_A__para_1",
        "chp_IV__para_15__subpara_b__point_ii__point_i",
        "chp_IV__crossHeading_1",
        "att_2",
        "att_1__hcontainer_1__table_1__tr_4",
        "chp_I__sec_A__para_1__authorialNote_1",
    ]


def test_a_document_keeps_one_identity_from_draft_to_adoption():
    draft, adopted = (
        parsed(replace(samples.communique(state), identity=replace(FORUM, day=day)))
        for state, day in (("draft", "2014-06-25"), ("adopted", "2014-06-26"))
    )
    work = "/akn/un/statement/deliberation/rostrum-sample-secretariat/2014-06-23/forum-2014-communique"
    uris = [[one.get("value") for one in find(root, "//identification/*/FRBRuri")] for root in (draft, adopted)]
    assert uris == [
        [work, f"{work}/eng@{day}", f"{work}/eng@{day}.akn"] for day in ("2014-06-25", "2014-06-26")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "code"), [("ar", "ara"), ("zh-hans", "zho"), ("fr", "fra"), ("en-gb", "eng"), ("xx", "und")]
)
def test_languages_are_those_of_iso_639_2(language, code):
    root = parsed(report(language=language))
    assert {one.get("language") for one in find(root, "//FRBRlanguage")} == {code}
    assert find(root, "/akomaNtoso/doc/mainBody")[0].get(f"{{{names.XML}}}lang") == language


def test_the_masthead_stands_on_the_cover():
    lines = [said(line) for line in find(parsed(report()), "//coverPage/container/p")]
    assert lines == [
        "Rostrum sample secretariat",
        "Public Service Forum",
        "RS/PSF/2014/R.1",
        "Distr.: General",
        "3 July 2014",
        "Original: English",
        "Eleventh forum",
        "Goyang, Republic of Korea, 23–26 June 2014",
        "Report of the Rapporteur",
        "Rostrum sample secretariat, Goyang, 2014",
    ]
    assert find(parsed(report()), "//docDate")[0].get("date") == "2014-07-03"


def test_recommendations_keep_what_is_known_of_them():
    root = parsed(report())
    first, *_rest, last = root.xpath("//r:recommendation", namespaces=RECORD)
    assert dict(first.attrib) == {
        "for": "#chp_IV__para_13",
        "reference": "R-1",
        "verb": "recommend",
        "consensus": "General agreement",
    }
    shown = {one.get("eId"): one.get("showAs") for one in find(root, "//references/*")}
    assert [(etree.QName(one).localname, one.text, shown[one.get("href")[1:]]) for one in first] == [
        ("addressee", "Member States", "Member States"),
        ("theme", "Transparency", "Transparency"),
        ("sdgTarget", "16.6", "16.6"),
    ]
    assert find(root, f"//*[@eId='{last.get('for')[1:]}']")[0].get("GUID") == "rec-3-a"


def test_each_clause_keeps_its_sources():
    document, root = report(), parsed(report())
    keys = {one.get("eId"): one.get("GUID") for one in find(root, "//*[@GUID]")}
    made = [
        (keys[one.get("for")[1:]], one.get(f"{{{names.RECORD}}}id"), one.get("showAs"), one.get("href", ""))
        for one in find(root, "//implicitReference")
    ]
    expected = [(n.id, s.id, s.label, s.url) for n in tree.walk(document) for s in getattr(n, "sources", ())]
    assert sorted(made) == sorted(expected)


def test_references_lead_to_the_clause_and_others_are_text():
    links = (Link("#p", (Text("one"),)), Link("#gone", (Text("two"),)), Link("https://example.org/", (Text("three"),)))
    root = parsed(of(Paragraph("p", links)))
    assert [
        (etree.QName(one).localname, one.get("href"), one.text) for one in find(root, "//content/p/*")
    ] == [("ref", "#chp_I__para_1", "one"), ("span", None, "two"), ("a", "https://example.org/", "three")]  # fmt: skip


def test_notes_stand_where_they_are_called():
    root = parsed(of(Paragraph("p", (Text("a"), Note("n", (Text("why"),)), Text("b")))))
    (note,) = find(root, "//authorialNote")
    assert (note.get("marker"), note.get("GUID"), said(note), said(note.getparent())) == ("1", "n", "why", "awhyb")


def test_annexes_are_components_of_the_document():
    root = parsed(report())
    values = [one.get("value").rpartition("/")[2] for one in find(root, "//FRBRWork/FRBRthis")]
    heads = [" ".join(map(said, one[:2])) for one in find(root, "//attachment")]
    assert (values, heads) == (
        ["!main", "!annex_1", "!annex_2"],
        ["Annex I Programme", "Annex II List of participants"],
    )


def test_the_programme_and_the_participants_are_tables():
    tables = find(parsed(report()), "//attachment//table")
    assert [(said(one[0]), len(find(one, "tr"))) for one in tables] == [
        ("Monday, 23 June 2014", 6),
        ("Tuesday, 24 June 2014", 3),
        ("Member States", 25),
        ("Academia", 3),
    ]


def test_text_before_the_chapters_is_the_preamble_unless_it_is_numbered():
    plain, numbered = (Paragraph("p", (Text("We,"),), numbered=numbered) for numbered in (False, True))
    documents = [of(Paragraph("q", ()), opening=(opening,)) for opening in (plain, numbered)]
    found = [
        find(parsed(document), f"//{part}//*[@GUID='p']") for document in documents for part in ("preamble", "mainBody")
    ]
    assert list(map(len, found)) == [1, 0, 0, 1]


@pytest.mark.parametrize("layout", ["signs", "plates", "badges", "letters", "certificates"])
def test_sheets_are_not_made_as_xml(layout):
    with pytest.raises(UnsuitedFormat):
        akn.render(report(layout=layout))


HOSTILE = "]]>&<!--</p>\x00\x0b\ud800\ufffe\u202e\u2066<x a='\"'>\r\n"


def hostile(content):
    blocks = (
        Paragraph(f"p{content}", (Text(content), Link(f"https://[{content}", (Text(content),)), Note(f"n{content}", (Text(content),))),
                  sources=(Source(content, content, content, f"/{content}"), Source("", "", "", "javascript:alert(1)")),
                  recommendation=tree.Recommendation(content, content, (content, content), content, (content,), (content,), (content,))),
        Subheading(f"s{content}", (Link(f"#p{content}", (Text(content),)),)),
        Quote("q", ()),
        Table("t", (), ((),), caption=content),
        tree.KeyMessage("k", ()),
        tree.Figures("f", ()),
        tree.ParticipantList("l", (tree.ParticipantGroup(content, (tree.Participant(content),)),)),
        tree.Programme("g", (tree.ProgrammeDay(content, content, (tree.ProgrammeEntry(f"e{content}", content, "", content),)),)),
        tree.Attendance("a", (), ()),
        Paragraph("own", (), numbered=False, number="1"),
    )  # fmt: skip
    masthead = tree.Masthead(*(content for _ in range(12)))
    document = Document(content, content, content, content, masthead=masthead, summary=(Paragraph("sum", (Text(content),)),),
                        front=(Section("front", content, (Paragraph("in-front", (), (Item("i", ()),)),)),),
                        sections=(Section("c", content, blocks),), annexes=(Section("x", content), Section("y", "")))  # fmt: skip
    return numbering.number(document)


@pytest.mark.parametrize(
    "content",
    [HOSTILE, "", " ", "مشروع\u202e", "%", "%zz", "a" * 5000, "#", "//x", "http://a:b/"],
    ids=lambda content: ascii(content[:12]),
)
def test_hostile_text_is_valid_and_harmless(content):
    root = parsed(hostile(content))
    assert not re.search("[\x00\x0b\u202e\u2066]", "".join(root.itertext()))
    assert "javascript" not in etree.tostring(root).decode()


@given(documents)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_whatever_the_tree_says_is_valid(document):
    parsed(numbering.number(document))


@given(st.text())
def test_addresses_are_valid_or_none(rest):
    parsed(of(Paragraph("p", (Link(f"https://{rest}", (Text("x"),)), Link(f"mailto:{rest}", (Text("x"),))))))


def test_different_keys_never_become_the_same_guid():
    keys = ["a b", "a%20b", "a\tb", "a\u00a0b", "a\x00b", "ab"]
    assert len({names.guid(key) for key in keys}) == len(keys)


def test_a_report_of_many_people_takes_no_time():
    document = report(annexes=(Section("annex", "People", (samples.participants(2000),)),))
    begun = time.process_time()
    akn.render(document)
    assert time.process_time() - begun < 1
