"""The review of papers. The expert is the reviewer of the paper, the chair reviews another one. See `table`."""

from typing import Any

from tests.matrix.row import LED, NOBODY_IN_OFFICE, OFFICE, SIGNED_IN, Row, event, exported, of
from tests.matrix.world import World

ITS_REVIEWER = "LRXXXXXX"


def review(world: World) -> list[Any]:
    return [world.review.pk]


def file_of_review(world: World) -> list[Any]:
    return [world.review.pk, world.judged.versions.get().pk]


REVIEWS = [
    Row("sessions:paper", "XRRXRRXR", of("judged"), "judged by the expert"),
    Row("sessions:paper_file", "XRRXRRXR", of("judged"), "judged by the expert"),
    Row("sessions:my_reviews", SIGNED_IN),
    Row("sessions:review", ITS_REVIEWER, review),
    Row("sessions:review", ITS_REVIEWER, review, "sent empty", method="post"),
    Row("sessions:review_decline", ITS_REVIEWER, review),
    Row("sessions:review_file", ITS_REVIEWER, file_of_review),
    Row("paper_reviews:index", OFFICE, event),
    Row("paper_reviews:decide", LED, event),
    Row("paper_reviews:decide", LED, event, "nothing chosen", method="post"),
    Row("paper_reviews:export", OFFICE, exported("csv")),
    Row("paper_reviews:export", NOBODY_IN_OFFICE, exported("exe"), "in no such format"),
    Row("paper_reviews:propose", OFFICE, event),
    Row("paper_reviews:propose", LED, event, "nothing ticked", method="post"),
    Row("paper_reviews:reviewers", OFFICE, event),
    Row("paper_reviews:reviewer", OFFICE, of("reviewer")),
    Row("paper_reviews:criteria", OFFICE, event),
    Row("paper_reviews:paper", OFFICE, of("judged")),
    Row("paper_reviews:assign", NOBODY_IN_OFFICE, of("judged"), "nobody named", method="post"),
    Row("paper_reviews:take_back", NOBODY_IN_OFFICE, of("judged"), "no review named", method="post"),
    Row("paper_reviews:set_aside", NOBODY_IN_OFFICE, of("judged"), "nobody named", method="post"),
    Row("paper_reviews:count_again", NOBODY_IN_OFFICE, of("judged"), "nobody named", method="post"),
    Row("paper_reviews:undo", NOBODY_IN_OFFICE, of("judged"), "no decision named", method="post"),
    Row("paper_reviews:tell", NOBODY_IN_OFFICE, of("judged"), "no decision named", method="post"),
]
