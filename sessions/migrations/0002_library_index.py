"""Full text in the library and the register."""

from django.db import migrations

from cms.full_text import drop_index, make_index

TABLES = {"library_words": "event_sessions_libraryentry", "register_words": "event_sessions_registerentry"}


def make(apps, schema_editor):
    for name, table in TABLES.items():
        make_index(schema_editor, name, table)


def drop(apps, schema_editor):
    for name in TABLES:
        drop_index(schema_editor, name)


class Migration(migrations.Migration):
    dependencies = [("event_sessions", "0001_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
