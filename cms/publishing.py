"""Scheduled publishing: pages and other drafts that are due."""

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision


def is_anything_due() -> bool:
    """Whether a scheduled revision has come due, or a page has expired; two cheap queries."""
    now = timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    return due.exists() or Page.objects.filter(live=True, expire_at__lte=now).exists()


def publish_due() -> None:
    """To be called once a minute or so, by the worker or a timer; late is better than never, and twice does no harm."""
    if is_anything_due():
        call_command("publish_scheduled", verbosity=0)
