"""Who clears documents, in which order: set by the secretariat."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from cms.admin.policies import SecretariatPolicy
from cms.admin.viewsets import ScopedViewSet
from outputs.kinds import KINDS
from outputs.models import ClearanceStep

ALL = gettext_lazy("all documents that have no steps of their own")


def kinds() -> list[tuple[str, Any]]:
    return [("", ALL), *((kind.slug, kind.label) for kind in KINDS.values() if kind.is_written)]


class ClearanceStepViewSet(ScopedViewSet):
    model = ClearanceStep
    policy = SecretariatPolicy(ClearanceStep)
    name = "clearance_steps"
    icon = "tasks"
    menu_label = gettext_lazy("Clearance")
    menu_order = 850
    add_to_admin_menu = True
    list_display = ["__str__", "kind", "position", "role"]
    panels = [FieldPanel("kind", widget=forms.Select(choices=kinds())), FieldPanel("position"), FieldPanel("role")]
