"""The public register of recommendations."""

import csv
import io

import pytest
from django.urls import reverse

from cms.models import Event, SdgTarget
from sessions.register.data import safe_cell
from sessions.register.entries import index_all, index_changed
from tests.factories.cms import EventFactory, ThemeFactory, published_event
from tests.factories.record import AddresseeFactory, RecommendationFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
REGISTER = "/recommendations/"


def adopted(event: Event | None = None, **fields: object):
    return RecommendationFactory(session=SessionFactory(event=event or published_event()), status="adopted", **fields)


def shown(client, query: str = "") -> list[str]:
    index_all()
    return [row["text"] for row in client.get(REGISTER + query).context["rows"]]


def test_only_what_was_adopted_at_events_for_everybody_is_listed(client):
    adopted(text="act")
    RecommendationFactory(session=SessionFactory(event=published_event()))
    adopted(EventFactory())
    adopted(published_event(visibility="unlisted"))
    adopted(published_event(visibility="private"))
    assert shown(client) == ["Recommends that act"]
    assert client.get("/recommendations.json").json()["count"] == 1


def test_it_is_narrowed_by_event_subject_addressee_and_goal(client):
    one, two = adopted(text="one"), adopted(text="two", addressees=[AddresseeFactory(name="the Secretariat")])
    theme = ThemeFactory()
    one.themes.add(theme)
    one.sdg_targets.set(SdgTarget.objects.filter(code__in=["16.6", "16.7"]))
    only_one = ["Recommends that one"]
    assert shown(client, f"?event={one.event.slug}") == only_one
    assert shown(client, f"?theme={theme.slug}") == only_one
    assert shown(client, "?goal=16") == only_one
    assert shown(client, f"?addressee={two.addressees.get().pk}") == ["Recommends that the Secretariat two"]
    assert shown(client, f"?event={two.event.slug}&goal=16") == []
    assert shown(client, "?event=x&theme=%27&addressee=99999999999999999999&goal=abc") == []


def test_a_recommendation_has_its_page_once_it_is_adopted(client):
    done, captured = adopted(text="<b>act</b>"), RecommendationFactory(session=SessionFactory(event=published_event()))
    page = client.get(reverse("sessions:recommendation", args=[done.pk]))
    assert "&lt;b&gt;act" in page.content.decode()
    assert client.get(reverse("sessions:recommendation", args=[captured.pk])).status_code == 404
    client.force_login(make_user("rapporteur", captured.event))
    assert client.get(reverse("sessions:recommendation", args=[captured.pk])).status_code == 404


def test_a_private_events_recommendation_is_for_those_who_may_read_the_event(client):
    private = adopted(published_event(visibility="private"))
    address = reverse("sessions:recommendation", args=[private.pk])
    assert client.get(address).status_code == 404
    client.force_login(make_user("desk", private.event))
    assert client.get(address).status_code == 200


def test_the_table_for_spreadsheets_holds_no_formula(client):
    made = adopted(text='x";=1', addressees=[AddresseeFactory(name="=cmd|' /C calc'!A0")])
    made.themes.add(ThemeFactory(name="＝SUM(A1)"))
    index_all()
    content = client.get("/recommendations.csv").getvalue().decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content)))
    assert (row["sentence"], row["addressees"], row["themes"]) == (
        "Recommends that =cmd|' /C calc'!A0 x\";=1",
        "'=cmd|' /C calc'!A0",
        "'＝SUM(A1)",
    )


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", " =1", "\t1", "\r1", "＝1", "＠x"])
def test_cells_that_begin_like_a_formula_are_quoted(value):
    assert safe_cell(value) == f"'{value}"


def test_data_for_programs(client):
    made = adopted(text="act", consensus="general", addressees=[AddresseeFactory(name="the Secretariat")])
    index_all()
    assert client.get("/recommendations.json").json() == {
        "count": 1,
        "page": 1,
        "pages": 1,
        "results": [
            {
                "id": made.pk,
                "number": made.number,
                "event": made.event.slug,
                "session": made.session.title,
                "status": "adopted",
                "verb": "recommends",
                "text": "act",
                "wordings": {},
                "sentence": "Recommends that the Secretariat act",
                "addressees": [{"name": "the Secretariat", "part": "lead"}],
                "themes": [],
                "sdg_targets": [],
                "mechanisms": [],
                "groups": "",
                "resources": "",
                "indicator": "",
                "due": None,
                "dissent": "",
                "consensus": "general",
                "url": f"/recommendations/{made.pk}/",
            }
        ],
    }


@pytest.mark.parametrize("address", [REGISTER, "/recommendations.csv", "/recommendations.json"])
@pytest.mark.parametrize("count", [2, 20])
def test_it_takes_as_many_queries_for_twenty(client, address, count, django_assert_max_num_queries):
    event = published_event()
    for _ in range(count):
        adopted(event, addressees=[AddresseeFactory()]).themes.add(ThemeFactory())
    index_all()
    with django_assert_max_num_queries(13):
        client.get(address).getvalue()


def test_it_is_found_by_words_of_texts_addressees_and_subjects_in_any_script(client):
    adopted(text="publier les budgets")
    adopted(text="نشر الميزانيات").themes.add(ThemeFactory(name="Open data"))
    adopted(text="公布预算")
    assert shown(client, "?q=BUDGET") == ["Recommends that publier les budgets"]
    assert shown(client, "?q=الميزانيات") == shown(client, "?q=open data") == ["Recommends that نشر الميزانيات"]
    assert shown(client, "?q=预算") == ["Recommends that 公布预算"]


@pytest.mark.parametrize("query", ["'\"", "%_", "(((", "& | !", "x " * 500])
def test_no_words_fail(client, query):
    adopted(text="act")
    index_all()
    assert client.get(REGISTER, {"q": query}).status_code == 200


def test_each_facet_counts_what_it_would_leave(client):
    one = adopted(text="one", verb="urges", consensus="some")
    adopted(one.event, text="two", addressees=[AddresseeFactory(name="Member States", kind="states")])
    index_all()
    facets = {each["name"]: each["choices"] for each in client.get(REGISTER + "?verb=urges").context["facets"]}
    counts = {name: [(value["name"], value["count"]) for value in values] for name, values in facets.items()}
    assert counts == {"verb": [("recommends that", 1), ("urges", 1)]} | {
        name: counts[name] for name in counts if name != "verb"
    }


def test_what_was_written_in_bulk_or_renamed_is_found_within_the_hour(client):
    made = adopted(text="act")
    assert (index_changed(), index_changed()) == (1, 0)
    assert [row["text"] for row in client.get(REGISTER + "?q=act").context["rows"]] == ["Recommends that act"]
    assert made.register_terms.count() == 1


# --- The back office ----------------------------------------------------------------------------------------

OFFICE = "/admin/recommendations/"


def in_office(client, query: str = "") -> list[str]:
    index_all()
    return [row["recommendation"].text for row in client.get(OFFICE + query).context["rows"]]


def test_whoever_writes_a_record_finds_its_recommendations_and_the_secretariat_all(client):
    own, foreign = RecommendationFactory(text="own"), adopted(text="foreign")
    client.force_login(make_user("rapporteur", own.event))
    assert in_office(client) == ["own"]
    client.force_login(make_user("secretariat"))
    assert sorted(in_office(client)) == ["foreign", "own"]
    assert in_office(client, "?state=adopted") == ["foreign"]
    assert in_office(client, f"?event={foreign.event.slug}") == ["foreign"]
    table = client.get(OFFICE + "export.csv?state=captured").getvalue().decode("utf-8-sig")
    assert [row["sentence"] for row in csv.DictReader(io.StringIO(table))] == ["Recommends that own"]


def test_whoever_writes_no_record_is_not_let_in(client):
    client.force_login(make_user("desk", published_event()))
    assert client.get(OFFICE).status_code == 403


@pytest.mark.parametrize("count", [2, 20])
def test_the_office_takes_as_many_queries_for_twenty(client, count, django_assert_max_num_queries):
    made = RecommendationFactory()
    RecommendationFactory.create_batch(count, session=made.session, addressees=[AddresseeFactory()])
    index_all()
    client.force_login(make_user("rapporteur", made.event))
    client.get(OFFICE)
    with django_assert_max_num_queries(22):
        client.get(OFFICE)
