"""Experts: the directory, profiles, shortlists. See `table`."""

from tests.matrix.row import EVERYBODY, NOBODY, OFFICE, SIGNED_IN, Row, event, of, pk
from tests.matrix.world import World


def entry(world: World) -> list[object]:
    return [world.event.slug, world.shortlist.pk, world.shortlist.entries.get().pk]


EXPERTS = [
    Row("participants:directory", EVERYBODY),
    Row("participants:expert", EVERYBODY, pk("listed")),
    Row("participants:expert", "XRXXXXXR", pk("unlisted"), "not listed, the expert's own"),
    Row("participants:expert_photo", NOBODY, pk("listed"), "without a photo"),
    Row("participants:expert_edit", SIGNED_IN),
    Row("participants:expert_confirm", "LGGGGGGG", method="post"),
    Row("participants:shortlist_add", "LXXXXXXX", label="without saying which", method="post"),
    Row("shortlists:index", OFFICE, event),
    Row("shortlists:shortlist", OFFICE, of("shortlist")),
    Row("shortlists:entry", "LFFFXXXX", entry, "without saying what", method="post"),
]
