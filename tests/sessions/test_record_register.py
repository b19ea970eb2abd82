"""The public register of recommendations."""

import csv
import io

import pytest
from django.urls import reverse

from cms.models import Event, SdgTarget
from sessions.views.recommendations import safe_cell
from tests.factories.cms import EventFactory, ThemeFactory, published_event
from tests.factories.record import AddresseeFactory, RecommendationFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
REGISTER = "/recommendations/"


def adopted(event: Event | None = None, **fields: object):
    return RecommendationFactory(session=SessionFactory(event=event or published_event()), status="adopted", **fields)


def shown(client, query: str = "") -> list[str]:
    return [row["text"] for row in client.get(REGISTER + query).context["rows"]]


def test_only_what_was_adopted_at_events_for_everybody_is_listed(client):
    adopted(text="act")
    RecommendationFactory(session=SessionFactory(event=published_event()))
    adopted(EventFactory())
    adopted(published_event(visibility="unlisted"))
    adopted(published_event(visibility="private"))
    assert shown(client) == ["Recommends that act"]
    assert client.get("/recommendations.json").json()["count"] == 1


def test_it_is_filtered_by_event_subject_addressee_and_goal(client):
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
    assert len(shown(client, "?event=x&theme=%27&addressee=99999999999999999999&goal=abc")) == 2


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
    content = client.get("/recommendations.csv").content.decode("utf-8-sig")
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
                "verb": "recommends",
                "text": "act",
                "sentence": "Recommends that the Secretariat act",
                "addressees": [{"name": "the Secretariat", "part": "lead"}],
                "themes": [],
                "sdg_targets": [],
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
    with django_assert_max_num_queries(10):
        client.get(address)
