"""Kinds of documents: for the secretariat alone."""

from tests.matrix.row import Args, Row

SECRETARIAT, LED = "LFFFXXXR", "LFFFXXXG"


def kind(slug: str) -> Args:
    return lambda _world: [slug]


KINDS = [
    Row("outputs_admin:kinds", SECRETARIAT),
    Row("outputs_admin:add_kind", SECRETARIAT),
    Row("outputs_admin:add_kind", SECRETARIAT, label="sent empty", method="post"),
    Row("outputs_admin:kind", SECRETARIAT, kind("final_report")),
    Row("outputs_admin:kind", SECRETARIAT, kind("final_report"), "sent empty", method="post"),
    Row("outputs_admin:kind", "LFFFXXXX", kind("name_plates"), "no text"),
    Row("outputs_admin:preview_kind", SECRETARIAT, kind("final_report")),
    Row("outputs_admin:preview_kind", SECRETARIAT, kind("programme_of_work"), "always current"),
    Row("outputs_admin:paper_text", SECRETARIAT, kind("visa")),
    Row("outputs_admin:paper_text", SECRETARIAT, kind("speaker"), "sent empty", method="post"),
    Row("outputs_admin:restore_kind", LED, kind("final_report"), method="post"),
    Row("outputs_admin:retire_kind", LED, kind("final_report"), method="post"),
]
