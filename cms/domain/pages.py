"""The pages that publish events, and the few that every site has."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Site

from cms.models import Event, EventIndexPage, EventPage, ExpertGroupMeetingPage, ForumPage, HomePage, WorkshopPage
from cms.permissions import may_edit_event

WELCOME = "Find a meeting and its programme, register, send a paper, and read what was recommended and adopted."
PAGE_OF_KIND: dict[str, type[EventPage]] = {
    "expert-group-meeting": ExpertGroupMeetingPage,
    "forum": ForumPage,
    "workshop": WorkshopPage,
}


def ensure_site_pages() -> EventIndexPage:
    """The home page at the site's root and the index of events below it, made where they are missing."""
    index = EventIndexPage.objects.filter(locale=Locale.get_default(), slug="events").first()
    if index is None:
        with transaction.atomic():
            index = _add_index(_ensure_home())
    return index


def page_type_of(event: Event) -> type[EventPage]:
    return PAGE_OF_KIND.get(event.kind.slug, ExpertGroupMeetingPage)


def create_event_page(event: Event, *, by: AbstractUser | None, **fields: object) -> EventPage:
    """A draft that publishes `event` in the default language, of the type that its kind asks for.

    `fields` are values of that page type. Raises PermissionDenied, and ValidationError where the event has a page.
    """
    if by is not None and not may_edit_event(by, event):
        raise PermissionDenied
    index = ensure_site_pages()
    if event.pages.filter(locale=index.locale).exists():
        raise ValidationError({"event": _("This event has a page already.")})
    values = {"title": event.title, "live": False, "owner": by} | fields
    page = page_type_of(event)(event=event, slug=event.slug, locale=index.locale, **values)
    with transaction.atomic():
        index.add_child(instance=page)
        page.save_revision(user=by)
        log(instance=page, action="wagtail.create", user=by, content_changed=True)
    return page


def _ensure_home() -> HomePage:
    site = Site.objects.get(is_default_site=True)
    root = site.root_page.specific
    if isinstance(root, HomePage):
        return root
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="rostrum", lede=WELCOME, locale=Locale.get_default())
    Page.get_first_root_node().add_child(instance=home)
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.save()
    root.delete()
    return home


def _add_index(home: HomePage) -> EventIndexPage:
    index = EventIndexPage(title="Events", slug="events", locale=home.locale)
    home.add_child(instance=index)
    return index
