"""What is our own of the way to PostgreSQL."""

import pytest
from django.db import connection

from events_site.env import database


def test_options_of_an_address_reach_the_driver(tmp_path):
    found = database("postgresql://u@h/name?prepare_threshold=none&connect_timeout=3", sqlite_path=tmp_path)
    assert found["OPTIONS"] == {"server_side_binding": True, "prepare_threshold": None, "connect_timeout": 3}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that goes away")
def test_a_connection_whose_server_went_away_is_made_again():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [old] = cursor.fetchone()
    assert connection.is_usable()
    killer = connection.copy()
    with killer.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [old])
    killer.close()
    assert not connection.is_usable()
    connection.health_check_enabled = True
    connection.health_check_done = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (old,)
