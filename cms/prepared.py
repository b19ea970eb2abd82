"""Queries whose SQL is made once: Django takes ten times as long to make a small one as a database to answer it."""

import re
from collections.abc import Callable
from copy import copy
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.db.models import Expression, QuerySet
from django.utils.translation import get_language

from cms import planned

MOMENT = re.compile(r"\d{4}-\d\d-\d\d")


class Parameter(Expression):
    """Stands where the value of an argument will stand."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


def is_parameter(param: Any) -> bool:
    return isinstance(param, Parameter)


class Statement:
    planned_sql = ""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.sql, self.params = self.compiler.as_sql()
        columns = self.compiler.select[: self.compiler.col_count]
        self.converters = self.compiler.get_converters([expression for expression, *_rest in columns])
        if any(MOMENT.match(str(param)) for param in self.params if not is_parameter(param)):
            raise TypeError("A prepared query would keep this moment for ever: give it as an argument.")

    def rows(self, values: tuple[Any, ...]) -> list[Any]:
        """What the queryset finds for `values`; its compiler is told what it would say of itself."""
        compiler, queryset = copy(self.compiler), self.queryset.all()
        connection = connections[queryset.db]
        is_planned = planned.is_possible(connection)
        sql = self._planned_sql(connection) if is_planned else self.sql
        given = filter(is_parameter, self.params) if is_planned else self.params
        bound = tuple(self._bound(param, values, connection) for param in given)
        compiler.connection = planned.Planning(connection) if is_planned else connection
        compiler.get_converters = lambda _columns: self.converters
        compiler.as_sql = lambda *_args, **_kwargs: (sql, bound)
        queryset.query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(queryset)

    def _planned_sql(self, connection: Any) -> str:
        if not self.planned_sql:
            constants = (param if is_parameter(param) else self._bound(param, (), connection) for param in self.params)
            self.planned_sql = planned.with_constants(self.sql, constants, is_parameter, connection)
        return self.planned_sql

    @staticmethod
    def _bound(param: Any, values: tuple[Any, ...], connection: Any) -> Any:
        value = values[param.position] if is_parameter(param) else param
        return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def first(rows: list[Any]) -> Any:
    return rows[0] if rows else None


def prepared(make: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """Makes of a function that returns a queryset one that returns its rows.

    `make` is called once for each language, with parameters in place of its arguments: numbers, words and moments,
    which it may hand to filters and must not look at.
    """
    made: dict[str | None, Statement] = {}

    @wraps(make)
    def rows(*values: Any) -> list[Any]:
        if (language := get_language()) not in made:
            made[language] = Statement(make(*map(Parameter, range(len(values)))))
        return made[language].rows(values)

    return rows


def prepared_for_visitors(make: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """The same for functions whose first argument is a user: all visitors may read the same, so theirs is prepared."""
    of_visitors = prepared(lambda *values: make(AnonymousUser(), *values))

    @wraps(make)
    def rows(user: Any, *values: Any) -> list[Any]:
        return list(make(user, *values)) if user.is_authenticated else of_visitors(*values)

    return rows
