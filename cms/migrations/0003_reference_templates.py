"""A template for each usual kind of event, from the files beside the models."""

import tomllib
from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).resolve().parent.parent / "data" / "templates"


def load(apps, schema_editor):
    kinds = {kind.slug: kind for kind in apps.get_model("cms", "EventKind").objects.all()}
    EventTemplate = apps.get_model("cms", "EventTemplate")
    for file in sorted(FOLDER.glob("*.toml")):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        EventTemplate.objects.create(**facts | {"kind": kinds[facts["kind"]], "is_shared": True})


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_reference_data")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
