"""The record: written, cleared, what came of it. See `table`."""

from typing import Any

from tests.matrix.row import NOBODY, RECORD, SIGNED_IN, Args, Row, event
from tests.matrix.world import World


def in_record(*more: str) -> Args:
    """The event's slug, the session's id, and ids or words after them."""
    return lambda world: [
        world.event.slug,
        world.session.pk,
        *(getattr(world, name).pk if hasattr(world, name) else name for name in more),
    ]


def inviting(world: World) -> list[Any]:
    return [world.event.slug, world.inviting.pk]


RECORDING = [
    Row("record:index", SIGNED_IN),
    Row("record:sessions", RECORD, event),
    Row("record:desk", RECORD, in_record()),
    Row("record:key_message", "FFFGGGFG", in_record(), method="post"),
    Row("record:state", "FFFGFGFG", in_record("clear"), method="post"),
    Row("record:add_entry", "FFFRRRFR", in_record(), method="post"),
    Row("record:edit_entry", "FFFRRRFR", in_record("entry"), method="post"),
    Row("record:entry_standing", "FFFGGGFG", in_record("entry", "remove"), method="post"),
    Row("record:add_recommendation", "FFFRRRFR", in_record(), method="post"),
    Row("record:edit_recommendation", "FFFRRRFR", in_record("captured"), method="post"),
    Row("record:move_recommendation", "FFFGGGFG", in_record("captured", "up"), method="post"),
    Row("record:add_line", "FFFRRRFR", in_record(), method="post"),
    Row("record:keep", "LXXRRRXR", in_record(), method="post"),
    Row("record:finish", "LXXRRRXR", in_record(), method="post"),
    Row("record:look", "LXXRRRXR", in_record(), method="post"),
    Row("record:stream", RECORD, in_record()),
    Row("record:vocabulary", RECORD, in_record()),
    Row("record:beside", RECORD, in_record()),
    Row("record:attribution", "FFFGFGFG", in_record(), method="post"),
    Row(
        "record:suggest",
        "FFFGFGFG",
        lambda world: [world.event.slug, world.session.pk, "entry", world.entry.pk],
        method="post",
    ),
    Row("record:settle", "FFFGGGFG", in_record("suggestion", "decline"), method="post"),
    Row("record:more", RECORD, in_record("captured")),
    Row("record:more_change", "FFFRRRFR", in_record("captured", "reword"), method="post"),
    Row("register:index", "LFFRRRRR"),
    Row("register:export", "LFFRRRRR"),
    Row("outputs:session_report", "XXXRRRXR", in_record()),
    Row("outputs:session_report_pdf", "XXXGGGXG", in_record()),
    Row("outputs:session_report_job", NOBODY, lambda world: [*in_record()(world), 1], "without a job"),
    Row("record:submissions", RECORD, in_record()),
    Row("record:invite", "FFFGGGFG", in_record(), method="post"),
    Row("record:settle_submission", "FFFRRRFR", in_record("submission", "decline"), method="post"),
    Row("sessions:contribute", "LXXXXXXX", in_record(), "not invited"),
    Row("sessions:contribute", "LRXRXXXX", inviting, "invited"),
    Row("sessions:contribute_withdraw", "LXXXXXXX", in_record("submission"), "of somebody else", method="post"),
    Row("record:brainstorm", RECORD, in_record()),
    Row("record:start_board", "FFFRRRFR", in_record(), method="post"),
    Row("record:steer_board", "FFFGGGFG", in_record(), method="post"),
    Row("record:record_cards", "FFFGGGFG", in_record(), method="post"),
    Row("record:place_card", "FFFGGGFG", in_record("card"), method="post"),
    Row("record:remove_card", "FFFGGGFG", in_record("card"), method="post"),
    Row("sessions:brainstorm", "LRXRRRXR", in_record()),
    Row("sessions:brainstorm_card", "LGXGGGXG", in_record("card", "undot"), method="post"),
]
