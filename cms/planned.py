"""Queries that PostgreSQL parses and plans once for each connection: for the small ones behind public pages that takes
longer than answering them. https://www.postgresql.org/docs/current/sql-prepare.html
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

PLACEHOLDER = re.compile(r"(?<!%)%s")


def is_possible(connection: Any) -> bool:
    """Not where a pooler hands a connection on after each transaction, which sites say by this setting of Django's."""
    return bool(connection.vendor == "postgresql" and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


def with_constants(sql: str, params: Iterable[Any], is_bound: Callable[[Any], bool], connection: Any) -> str:
    """`sql` with all parameters written into it but those that are bound at each call."""
    from psycopg.sql import Literal

    connection.ensure_connection()
    first, *rest = PLACEHOLDER.split(sql)
    written = (
        "%s" if is_bound(param) else Literal(param).as_string(connection.connection).replace("%", "%%")
        for param in params
    )
    return first + "".join(text for pair in zip(written, rest, strict=True) for text in pair)


class Planning:
    """A connection of Django's whose cursors bind parameters at the server, and have what they execute planned once."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def cursor(self) -> Any:
        connection = self.connection
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        with connection.wrap_database_errors:
            return connection._prepare_cursor(_cursor()(connection.connection))  # noqa: SLF001


@cache
def _cursor() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor

    class Cursor(ServerBindingCursor):
        def execute(self, query: Any, params: Any = None) -> Any:
            return super().execute(query, params, prepare=True)

    return Cursor
