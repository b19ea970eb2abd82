"""A communiqué: its preamble, counts, thanks, operative clauses and adoption note, in the languages of documents."""

from datetime import date, timedelta

import pytest

from cms.models.events import Precision
from outputs import tree
from outputs.beginning import new_body
from outputs.domain.dispositions import record_disposition
from outputs.domain.documents import create_output
from outputs.models import Output
from outputs.record import counting
from outputs.record.counting import Count
from outputs.resolve import resolve
from sessions.models import Lineage, Wording
from tests.factories.cms import CountryFactory, OrganizationFactory, OrganizerFactory, VenueFactory
from tests.factories.outputs import new_output, recorded_event
from tests.factories.participants import AffiliationFactory, PersonFactory, RegistrationFactory
from tests.factories.record import AddresseeFactory, RecommendationFactory
from tests.factories.sessions import FIRST, SessionFactory, SessionRoleFactory

pytestmark = pytest.mark.django_db

THANKS = "The participants express their sincere gratitude to the host, City of Trust, for its hospitality."
ADOPTED = (
    "Adopted in Goyang, Republic of Korea, on 24 June 2014. "
    "Presiding officer: Ms. Ada Nwosu, Minister, Ministry of Invented Affairs."
)


@pytest.fixture
def event():
    """Two sessions whose recommendations are merged into one, four people of three States, a host, and a chair who
    held another post later.
    """
    event = recorded_event(2, theme="Trust", venue=VenueFactory(), title="Forum 2014")
    point = RecommendationFactory(event=event, session=None, number=9, text="act together")
    for one in event.recommendations.exclude(pk=point.pk):
        Lineage.objects.create(child=point, parent=one, kind=Lineage.Kind.MERGED_FROM)
    for code in ("KR", "FJ", "KE", "KE"):
        RegistrationFactory(event=event, person=PersonFactory(country=CountryFactory(code=code)))
    OrganizerFactory(event=event, organization=OrganizationFactory(name="City of Trust"), role="host")
    closing = SessionFactory(event=event, kind="plenary", title="Closing", start=FIRST + timedelta(days=1))
    chair = PersonFactory(name="Ada Nwosu", honorific="Ms.")
    AffiliationFactory(person=chair, title="Minister", end=date(2014, 12, 31))
    AffiliationFactory(person=chair, title="Ambassador", start=date(2015, 1, 1))
    SessionRoleFactory(session=closing, person=chair)
    return event


def communique(event, *blocks, language="en"):
    output = create_output(event, "communique", by=None, language=language)
    point = event.recommendations.get(number=9)
    record_disposition(output, point, by=None, verdict="included")
    if blocks:
        output.body = new_body(list(blocks))
        output.save()
    return resolve(Output.objects.get(pk=output.pk))


def said(found):
    nodes = (node for node in tree.walk(found) if isinstance(node, tree.Paragraph | tree.Item))
    return [(getattr(n, "number", "") or getattr(n, "marker", ""), marked(n.inlines)) for n in nodes]


def marked(inlines):
    """The text with what is in italics between asterisks."""
    return "".join(f"*{tree.plain(n.inlines)}*" if isinstance(n, tree.Span) else n.text for n in inlines)


def test_a_new_communique_has_its_parts_in_order(event):
    found = communique(event)
    assert said(found.opening) == [
        ("", "We, the participants of the Forum 2014, gathered in Goyang, Republic of Korea, from 23 to 24 June 2014,"),
        ("", "*Having considered* the theme “Trust”,"),
        ("", "*Drawing on* the recommendations and conclusions of all sessions of the meeting,"),
    ]
    assert [(s.number, s.heading, said(s)) for s in found.sections] == [
        (
            "I",
            "Participation",
            [("1", "The workshop was attended by four participants from three Member States."), ("2", THANKS)],
        ),
        (
            "II",
            "Conclusions and recommendations",
            [("3", "We, the participants:"), ("(i)", "*Recommend* that act together.")],
        ),
    ]
    assert said(found.closing) == [("", ADOPTED)]


def test_each_part_can_be_traced(event):
    found = communique(event)
    nodes = (n for n in tree.walk(found) if isinstance(n, tree.Paragraph | tree.Item) and n.sources)
    assert [[(s.kind, s.label) for s in node.sources] for node in nodes] == [
        [("registrations", "Registrations: 4"), ("registrations", "Registrations: 3")],
        [("event", "Organizers and venue")],
        [("session", "Session 1"), ("session", "Session 2")],
        [("session", "Closing")],
    ]


def test_a_preamble_takes_any_beginning_and_ends_its_clauses_with_commas(event):
    clauses = [
        {"verb": "recalling", "text": "resolution 57/277,"},
        {"verb": "noting", "other": "encouraged by", "text": "what was learned."},
    ]
    found = communique(event, ("preamble", {"clauses": clauses}))
    assert said(found) == [("", "*Recalling* resolution 57/277,"), ("", "*Encouraged by* what was learned,")]


def test_operative_clauses_end_with_semicolons_and_the_last_with_a_full_stop(event):
    second = RecommendationFactory(event=event, session=None, number=10, verb="calls_upon", text="share.")
    output = new_output(event, "communique")
    for one in (event.recommendations.get(number=9), second):
        record_disposition(output, one, by=None, verdict="included")
    output.body = new_body([("operative_clauses", {"form": "paragraphs", "voice": "meeting"})])
    output.save()
    assert said(resolve(output)) == [
        ("", "The workshop:"),
        ("1", "*Recommends* that act together;"),
        ("2", "*Calls upon* share."),
    ]


def test_highlights_are_the_messages_of_the_sessions(event):
    assert said(communique(event, ("highlights", {}))) == [
        ("1", "The participants highlighted the following:"),
        ("(i)", "Message 1;"),
        ("(ii)", "Message 2."),
    ]


def test_who_presided_and_when_can_be_said_otherwise(event):
    note = {"officer": "Mr. Deputy", "day": date(2014, 6, 27)}
    found = communique(event, ("adoption_note", note))
    assert said(found.closing) == [
        ("", "Adopted in Goyang, Republic of Korea, on 27 June 2014. Presiding officer: Mr. Deputy.")
    ]


def test_a_draft_says_that_nobody_is_known_to_have_presided():
    event = recorded_event(1, venue=None)
    output = new_output(event, "communique")
    assert [said(resolve(output, state=state).closing) for state in ("draft", "adopted")] == [
        [("", "Adopted on 24 June 2014. Presiding officer: [to be confirmed].")],
        [("", "Adopted on 24 June 2014.")],
    ]


@pytest.mark.parametrize(
    ("entered", "value", "text", "sources"),
    [
        ({}, {"people_precision": "nearly", "people_step": "10"}, "nearly 10 participants from three Member States",
         ["Registrations: 4, to the next 10", "Registrations: 3"]),
        ({"participant_count": 1800, "participant_precision": "approximate", "state_count": 129,
          "state_precision": "nearly"}, {}, "approximately 1,800 participants from nearly 129 Member States",
         ["Entered: 1,800", "Entered: 129"]),
        ({"participant_count": 1, "state_count": 0}, {}, "one participant", ["Entered: 1"]),
    ],
)  # fmt: skip
def test_counts_are_said_as_the_writer_wants_and_kept_as_they_were_counted(event, entered, value, text, sources):
    type(event).objects.filter(pk=event.pk).update(**entered)
    event.refresh_from_db()
    (node,) = communique(event, ("counts", value)).opening
    assert tree.plain(node.inlines) == f"The workshop was attended by {text}."
    assert [source.label for source in node.sources] == sources


@pytest.mark.parametrize(
    ("number", "step", "precision", "rounded"),
    [
        (1787, 100, "approximate", (1800, "approximate")),
        (1787, 100, "nearly", (1800, "nearly")),
        (1712, 100, "nearly", (1800, "nearly")),
        (1787, 100, "over", (1700, "over")),
        (1800, 100, "over", (1800, "exact")),
        (1787, 1, "nearly", (1787, "exact")),
        (1787, 1, "", (1787, "exact")),
    ],
)
def test_rounding_stays_true(number, step, precision, rounded):
    found = counting.round_to(Count(number, Precision.EXACT, is_entered=False), step, precision)
    assert (found.number, found.precision) == rounded


SPOKEN = {
    "fr": ("L’atelier a réuni quatre participants (trois États Membres).", "Nous, participants :", "*Recommandons* que act together."),
    "es": ("Asistencia: cuatro participantes (tres Estados Miembros).", "Nosotros, los participantes:", "*Recomendamos* que act together."),
    "ru": ("Число участников: четыре участника (три государства-члена).", "Мы, участники:", "*Рекомендуем,* чтобы act together."),
    "ar": ("الحضور: أربعة مشاركين (ثلاث دول أعضاء).", "نحن المشاركين:", "*نوصي* بأن act together."),
    "zh-hans": ("来自三个会员国的四名与会者出席了会议。", "我们，与会者：", "*建议*act together。"),
}  # fmt: skip


@pytest.mark.parametrize("language", SPOKEN)
def test_what_the_document_says_by_itself_is_in_its_language(event, language):
    (counts, _thanks), (clauses,) = (section.blocks for section in communique(event, language=language).sections)
    assert tuple(text for _number, text in [*said(counts), *said(clauses)]) == SPOKEN[language]


def test_a_recommendation_is_told_in_the_words_of_the_language_where_there_are_some(event):
    point = event.recommendations.get(number=9)
    point.addressee_links.create(addressee=AddresseeFactory(name="Member States"))
    point.addressee_links.create(addressee=AddresseeFactory(name="Kenya", country_id="KE"))
    Wording.objects.create(recommendation=point, language="fr", text="agissent ensemble")
    told = [said(communique(event, ("operative_clauses", {}), language=one))[1] for one in ("fr", "en")]
    assert told == [
        ("i)", "*Recommandons* que les États Membres et Kenya agissent ensemble."),
        ("(i)", "*Recommend* that Member States and Kenya act together."),
    ]
