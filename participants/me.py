"""The sections of /me/. Each app adds its own under the hook `me_section`, as the places of an event are added.

A registered function takes the person and the request, and returns a MeSection, or None where it has nothing to show.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from participants.models import Person


@dataclass(frozen=True, slots=True)
class MeSection:
    """`template` with `context` is drawn under the heading `label`."""

    slug: str
    label: str
    order: int
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


def of(person: Person, request: HttpRequest) -> list[MeSection]:
    """The sections of this person's own area, in order."""
    found = [register(person, request) for register in hooks.get_hooks("me_section")]
    return sorted((section for section in found if section), key=lambda section: section.order)
