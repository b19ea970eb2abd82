"""What must follow when a page appears, whoever made it."""

from typing import Any

from django.db.models.signals import post_save

from cms import kept
from cms.domain.groups import keep_page_rights
from cms.models import EventPage


def give_organisers_their_page(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw and isinstance(instance, EventPage) and sender is type(instance):
        keep_page_rights(instance.event)


def connect() -> None:
    post_save.connect(give_organisers_their_page, dispatch_uid="cms.give_organisers_their_page")
    kept.STAMP.watch()
