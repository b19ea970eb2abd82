from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Objective, SdgTarget, Theme

from .base import Part

PLAIN = ("goal", "expected_participants")


def take(event: Event, options: frozenset[str]) -> dict[str, Any]:
    data = {
        **{name: getattr(event, name) for name in PLAIN},
        "objectives": list(Objective.objects.filter(event=event).values_list("text", flat=True)),
        "themes": list(event.themes.values_list("slug", flat=True)),
        "sdg_targets": list(event.sdg_targets.values_list("code", flat=True)),
    }
    return data if any(data.values()) else {}


def give(event: Event, data: dict[str, Any], by: AbstractUser) -> list[str]:
    for name in PLAIN:
        setattr(event, name, data.get(name, ""))
    event.save(update_fields=[*PLAIN, "updated_at"])
    Objective.objects.bulk_create(
        Objective(event=event, text=text, position=position) for position, text in enumerate(data.get("objectives", []))
    )
    event.themes.set(Theme.objects.filter(slug__in=data.get("themes", [])))
    event.sdg_targets.set(SdgTarget.objects.filter(code__in=data.get("sdg_targets", [])))
    return []


def tell(data: dict[str, Any], event: Event) -> str:
    objectives, themes = len(data.get("objectives", [])), len(data.get("themes", []))
    targets = len(data.get("sdg_targets", []))
    words = [
        gettext("goal") if data.get("goal") else "",
        ngettext("%(count)d objective", "%(count)d objectives", objectives) % {"count": objectives},
        ngettext("%(count)d subject", "%(count)d subjects", themes) % {"count": themes} if themes else "",
        ngettext("%(count)d SDG target", "%(count)d SDG targets", targets) % {"count": targets} if targets else "",
    ]
    return ", ".join(filter(None, words))


PART = Part("aims", _("Goal, objectives and subjects"), 20, take, give, tell)
