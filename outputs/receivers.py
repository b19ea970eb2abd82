"""What other apps' signals set off here."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from sessions.models import Release
from sessions.signals import programme_released


@receiver(programme_released, dispatch_uid="outputs.publish_programme")
def make_programme_document(sender: Any, release: Release, **kwargs: Any) -> None:
    from outputs.domain.programme import publish_programme

    publish_programme(release)
