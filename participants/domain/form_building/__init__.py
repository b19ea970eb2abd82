"""How an organiser builds the form of an event: sections, their questions, the order, and when each is shown.

Every function asks who it is for, works under the lock of the event, and leaves a form that `check.check_form` accepts
or nothing changed. `seen` is what `reading.stamp_of` gave to whoever decides; Stale says that it is so no longer.
"""

from .check import MOST_QUESTIONS, MOST_SECTIONS
from .choices import choices_of, condition_in_words
from .conditions import possible_deciders, set_condition
from .copying import add_ready_section, copy_form, plan_of, write_plan
from .order import move_question, move_section, step_question, step_section
from .questions import add_question, change_question, duplicate_question, remove_question, restore_question
from .reading import Stale, built_form, removed_questions, stamp_of
from .sections import add_section, change_section, remove_section

__all__ = [
    "MOST_QUESTIONS",
    "MOST_SECTIONS",
    "Stale",
    "add_question",
    "add_ready_section",
    "add_section",
    "built_form",
    "change_question",
    "change_section",
    "choices_of",
    "condition_in_words",
    "copy_form",
    "duplicate_question",
    "move_question",
    "move_section",
    "plan_of",
    "possible_deciders",
    "remove_question",
    "remove_section",
    "removed_questions",
    "restore_question",
    "set_condition",
    "stamp_of",
    "step_question",
    "step_section",
    "write_plan",
]
