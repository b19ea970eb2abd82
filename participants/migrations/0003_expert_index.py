"""Full text in the directory: an index of its own on PostgreSQL, which Django cannot name for SQLite too."""

from django.db import migrations

MAKE = """CREATE INDEX expert_words ON participants_expertentry
  USING gin (to_tsvector('simple'::regconfig, COALESCE("words", '')))"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX expert_words")


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
