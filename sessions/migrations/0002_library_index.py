"""Full text in the library: an index of its own on PostgreSQL, which Django cannot name for SQLite too."""

from django.db import migrations

MAKE = """CREATE INDEX library_words ON event_sessions_libraryentry
  USING gin (to_tsvector('simple'::regconfig, COALESCE("words", '')))"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX library_words")


class Migration(migrations.Migration):
    dependencies = [("event_sessions", "0001_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
