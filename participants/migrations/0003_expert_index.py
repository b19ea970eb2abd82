"""Full text in the directory."""

from django.db import migrations

from cms.full_text import drop_index, make_index


def make(apps, schema_editor):
    make_index(schema_editor, "expert_words", "participants_expertentry")


def drop(apps, schema_editor):
    drop_index(schema_editor, "expert_words")


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
