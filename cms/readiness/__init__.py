"""What an event still lacks before it is published, and before each of its milestones.

Each app registers its checks under the hook `readiness_check`: a function that takes the event and yields Checks, in a
number of statements that does not grow with the event.
"""

from wagtail import hooks

from cms.models import Event

from .base import Check, Milestone, Stage

__all__ = ["Check", "Milestone", "Stage", "stages_of"]


def stages_of(event: Event) -> list[Stage]:
    """The milestones in their order, each with its checks. `event` should come from `Event.objects.with_place()`."""
    found = [check for register in hooks.get_hooks("readiness_check") for check in register(event)]
    return [Stage(event, one, [check for check in found if check.milestone == one]) for one in Milestone]
