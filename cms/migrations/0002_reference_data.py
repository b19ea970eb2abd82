"""Countries, targets, subjects and kinds of event, from the files beside the models; and a site with its home page."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = [
    ("expert-group-meeting", "Expert group meeting"),
    ("forum", "Forum"),
    ("workshop", "Workshop"),
    ("committee-session", "Committee session"),
    ("working-group", "Working group"),
    ("learning-conference", "Learning conference"),
    ("seminar", "Seminar"),
    ("side-event", "Side event"),
]


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_countries(apps):
    Country = apps.get_model("cms", "Country")
    texts = ["iso3", "m49", "region", "subregion", "regional_group"]
    names = [f"name_{language}" for language in ("en", "fr", "es", "ru", "zh", "ar")]
    orders = [name.replace("name", "order") for name in names]
    flags = ["member", "sids", "ldc", "lldc"]
    Country.objects.bulk_create(
        Country(
            code=row["iso2"],
            formal_name=row["formal_en"],
            **{key: row[key] for key in texts + names + orders},
            **{key: row[key] == "1" for key in flags},
        )
        for row in rows("countries")
    )


def load_targets(apps):
    SdgTarget = apps.get_model("cms", "SdgTarget")
    SdgTarget.objects.bulk_create(
        SdgTarget(code=row["code"], goal=row["goal"], text=row["text_en"], position=position)
        for position, row in enumerate(rows("sdg_targets"), start=1)
    )


def load_themes(apps):
    Theme = apps.get_model("cms", "Theme")
    made = {}
    for row in rows("themes"):  # parents stand before their children
        parent = made.get(row["parent"])
        made[row["slug"]] = Theme.objects.create(slug=row["slug"], name=row["name_en"], parent=parent)


def load(apps, schema_editor):
    load_countries(apps)
    load_targets(apps)
    load_themes(apps)
    EventKind = apps.get_model("cms", "EventKind")
    EventKind.objects.bulk_create(
        EventKind(slug=slug, name=name, position=position) for position, (slug, name) in enumerate(KINDS)
    )


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
