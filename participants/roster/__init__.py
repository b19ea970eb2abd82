"""The registrations of an event as a table: which of them, in which columns and order, as somebody may see them.

The list in the back office, its files and its letters to groups all read from here.
"""

from .roster import Roster
from .selection import Selection

__all__ = ["Roster", "Selection"]
