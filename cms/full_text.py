"""Full text in any script, on both databases: rows keep comparable words, and are found by the beginnings of words.

PostgreSQL needs the function `rostrum_words` and an index over what it makes of the table's words, by `make_index` in a
migration. The function says that it is dear: else plans read all rows for a word that many have.
"""

import re
import unicodedata
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection
from django.db.models import Func, Q, QuerySet

from cms.search_words import words_of

#: Scripts written without spaces: each character is a word.
UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
MOST_LETTERS = 60_000
FUNCTION = """CREATE OR REPLACE FUNCTION rostrum_words(words text) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000
  AS $$ BEGIN RETURN to_tsvector('simple'::regconfig, COALESCE(words, '')); END $$"""


def comparable(text: str) -> str:
    """Small letters without accents, one space before each word; at most 60,000 letters are looked at."""
    letters = unicodedata.normalize("NFKD", text[:MOST_LETTERS].casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " " + " ".join(re.findall(r"[^\W_]+", UNSPACED.sub(r" \1 ", plain)))


def asked(text: str) -> list[str]:
    """What somebody looks for, each as rows must have it: a phrase where the script has no spaces."""
    return [" ".join(comparable(word).split()) for word in words_of(text) if comparable(word).strip()]


def having(rows: QuerySet, words: list[str]) -> QuerySet:
    """Those of `rows`, whose model has a field `words`, that have all of `words`, which `asked` made."""
    if not words:
        return rows
    if connection.vendor == "postgresql":
        vector = Func("words", function="rostrum_words", output_field=SearchVectorField())
        return rows.annotate(vector=vector).filter(vector=_query(words))
    return rows.filter(contains("words", words))


def contains(field: str, words: list[str]) -> Q:
    """All of `words`, in a short comparable field."""
    condition = Q()
    for word in words:
        condition &= Q(**{f"{field}__contains": f" {word}"})
    return condition


def make_index(schema_editor: Any, name: str, table: str) -> None:
    """For a migration; nothing but on PostgreSQL, since Django cannot name such an index for SQLite too."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin (rostrum_words(words))")


def drop_index(schema_editor: Any, name: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {name}")


def _query(words: list[str]) -> SearchQuery:
    """Each word as a beginning, characters of a phrase next to each other; no operators are left in words."""
    parts = [" <-> ".join(f"{token}:*" for token in word.split()) for word in words]
    return SearchQuery(" & ".join(parts), config="simple", search_type="raw")
