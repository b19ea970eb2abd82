"""Full text in the library and the register: indexes of their own on PostgreSQL, which Django cannot name for SQLite."""

from django.db import migrations

TABLES = {"library_words": "event_sessions_libraryentry", "register_words": "event_sessions_registerentry"}
MAKE = """CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple'::regconfig, COALESCE("words", '')))"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, table in TABLES.items():
            schema_editor.execute(MAKE.format(name=name, table=table))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in TABLES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("event_sessions", "0001_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
