"""What must follow when a page appears, whoever made it."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate, post_save
from wagtail.log_actions import log
from wagtail.signals import page_published, page_unpublished

from cms.domain.groups import keep_page_rights
from cms.domain.pages import ensure_site_pages
from cms.models import EventPage


def give_organisers_their_page(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw and isinstance(instance, EventPage) and sender is type(instance):
        keep_page_rights(instance.event)


def give_the_site_its_pages(**kwargs: Any) -> None:
    """A home page and an index of events, instead of Wagtail's welcome, as soon as there are tables for them."""
    ensure_site_pages()


def log_published(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, EventPage):
        revision = kwargs.get("revision")
        log(instance=instance.event, action="cms.publish_page", user=revision.user if revision else None)


def log_unpublished(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, EventPage):
        log(instance=instance.event, action="cms.unpublish_page")


def connect() -> None:
    page_published.connect(log_published, dispatch_uid="cms.log_published")
    page_unpublished.connect(log_unpublished, dispatch_uid="cms.log_unpublished")
    post_migrate.connect(give_the_site_its_pages, apps.get_app_config("cms"), dispatch_uid="cms.site_pages")
    post_save.connect(give_organisers_their_page, dispatch_uid="cms.give_organisers_their_page")
