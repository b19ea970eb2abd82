"""PostgreSQL plans a prepared query once for each connection, unless a pooler hands connections on."""

import pytest
from django.db import connection

from cms.models import Event
from cms.prepared import prepared
from tests.factories.cms import EventFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its statements by itself"),
]


def planned(words: str) -> list[int]:
    """How many values each statement with `words` in it is given."""
    with connection.cursor() as cursor:
        asked = "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE statement LIKE %s"
        cursor.execute(asked, [f"%{words}%"])
        return [number for (number,) in cursor.fetchall()]


def finding(title: str):
    return prepared(lambda pk: Event.objects.filter(title=title, pk=pk).values_list("title", flat=True))


def test_a_query_is_planned_once_with_its_constants_in_it():
    title = """50 %s of '100 %%' "and" 5% \\"""
    event, find = EventFactory(title=title), finding(title)
    assert [find(event.pk) for _again in range(3)] == [[title]] * 3
    assert (find(0), planned("""and" 5%""")) == ([], [1])


def test_nothing_is_planned_where_connections_are_pooled(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    event = EventFactory(title="Pooled")
    assert (finding("Pooled")(event.pk), planned("Pooled")) == (["Pooled"], [])
