"""Networks. The author moderates the one of the world, the chair is a member. See `table`."""

from tests.matrix.row import EVERYBODY, NOBODY, OFFICE, Args, Row, event
from tests.matrix.world import World

INSIDE, READ, MODERATOR = "LXRRXXXX", "XXRRXXXR", "LXRXXXXR"


def slug(world: World) -> list[object]:
    return [world.network.slug]


def in_network(relation: str) -> Args:
    return lambda world: [world.network.slug, getattr(world.network, relation).first().pk]


def post(world: World) -> list[object]:
    return [world.network.slug, world.network.topics.get().posts.get().pk]


def reader(world: World) -> list[object]:
    return [world.network.slug, world.network.members.get(role="member").pk]


NETWORKS = [
    Row("participants:networks", EVERYBODY),
    Row("participants:network", EVERYBODY, slug),
    Row("participants:network_join", "LGGGGGGG", slug, method="post"),
    Row("participants:network_settings", INSIDE, slug),
    Row("participants:network_leave", INSIDE, slug),
    Row("participants:network_change", MODERATOR, slug),
    Row("participants:network_members", READ, slug),
    Row("participants:network_invite", MODERATOR, slug),
    Row("participants:network_decide", "LXXXXXXX", reader, "without saying what", method="post"),
    Row("participants:network_topics", READ, slug),
    Row("participants:network_topic_new", INSIDE, slug),
    Row("participants:network_topic", "LXRRXXXR", in_network("topics")),
    Row("participants:network_pin", "LXGXXXXG", in_network("topics"), method="post"),
    Row("participants:network_post_edit", "LXRXXXXX", post, "who wrote it"),
    Row("participants:network_post_moderate", "LXGXXXXG", post, method="post"),
    Row("participants:network_share", INSIDE, slug),
    Row("participants:network_file", READ, in_network("files")),
    Row("participants:network_file_remove", "LXGFXXXG", in_network("files"), method="post"),
    Row("participants:network_answer", NOBODY, label="without a link"),
    Row("participants:network_asked", "GGGGGGGG", lambda _world: ["nonsense"]),
    Row("participants:network_stop", NOBODY, lambda _world: ["nonsense"]),
    Row("participants:network_answer_own", "LXXXXXXX", lambda _world: [0], method="post"),
    Row("networks:new", OFFICE, event),
    Row("networks:all", "LFFFXXXR"),
    Row("networks:moderator", "LFFFXXXR", lambda world: [world.network.pk]),
]
