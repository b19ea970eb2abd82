"""Writing the record of a session.

Every change locks the session's row first: numbers and places stay in order, and a record that is cleared at this
moment is not changed behind the chair's back. A change names the `revision` it was made from; where a colleague saved
in between, nothing is written and `Conflict` carries what stands now. In a cleared record, and for an adopted
recommendation, every change needs a `reason`, which is logged. `by=None` is the operator at the command line.
"""

from .attribution import set_attribution
from .clearing import clear_record, hand_over, reopen_record, set_key_message
from .entries import capture_entry, change_entry, move, remove_entry, restore_entry
from .lines import discard_line, finish_line, keep_line
from .recommendations import (
    addressee_named,
    capture_recommendation,
    change_recommendation,
    set_wording,
)
from .suggestions import decline_suggestion, suggest, take_suggestion
from .trees import forward_recommendation, merge_recommendations, reword_recommendation, split_recommendation
from .writing import Conflict

__all__ = [
    "Conflict",
    "addressee_named",
    "capture_entry",
    "capture_recommendation",
    "change_entry",
    "change_recommendation",
    "clear_record",
    "decline_suggestion",
    "discard_line",
    "finish_line",
    "forward_recommendation",
    "hand_over",
    "keep_line",
    "merge_recommendations",
    "move",
    "remove_entry",
    "reopen_record",
    "restore_entry",
    "reword_recommendation",
    "set_attribution",
    "set_key_message",
    "set_wording",
    "split_recommendation",
    "suggest",
    "take_suggestion",
]
