from django.db import models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel

from events_site.management.commands.makemigrations import folded

ONCE = models.UniqueConstraint(fields=["room"], name="room_once")
BY_ROOM = models.Index(fields=["room"], name="by_room")


def created() -> CreateModel:
    return CreateModel("Session", [("room", models.IntegerField())])


def test_a_table_is_created_with_its_constraints_and_indexes():
    (operation,) = folded([created(), AddConstraint("session", ONCE), AddIndex("session", BY_ROOM)])
    assert operation.options == {"constraints": [ONCE], "indexes": [BY_ROOM]}


def test_what_is_added_after_a_field_stays_where_it_is():
    added = AddField("session", "start", models.DateTimeField())
    later = AddConstraint("session", ONCE)
    assert [type(one) for one in folded([created(), added, later])] == [CreateModel, AddField, AddConstraint]
