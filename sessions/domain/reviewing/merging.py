"""When two records become one person: of two rows that may not both be there, the heavier stays."""

from sessions.models import Conflict, Review, Reviewer

#: The further a review has come, the more there is to lose.
ORDER = [Review.State.TAKEN_BACK, Review.State.ASKED, Review.State.DECLINED, Review.State.DRAFT, Review.State.DONE]


def weight_of_reviewer(reviewer: Reviewer) -> tuple[bool, int]:
    return reviewer.is_active, reviewer.most


def weight_of_review(review: Review) -> int:
    return ORDER.index(Review.State(review.state))


def weight_of_conflict(conflict: Conflict) -> bool:
    """What somebody declared, rather than what was set aside."""
    return not conflict.is_set_aside
