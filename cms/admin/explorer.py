"""What Wagtail's own screens show of pages: to an organiser, what is public and what is theirs."""

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.models import Event, EventPage
from cms.permissions import is_secretariat


def only_choosable(pages, request):
    """For choosers, which would list the drafts of all events: one's own pages, and what anybody may read."""
    if is_secretariat(request.user):
        return pages
    own = page_permission_policy.explorable_instances(request.user).values("pk")
    return pages.filter(Q(pk__in=own) | Q(pk__in=_open_to_all().values("pk")))


def _open_to_all():
    hidden = EventPage.objects.exclude(event__visibility=Event.Visibility.PUBLIC)
    below_hidden = Q()
    for path in hidden.values_list("path", flat=True):
        below_hidden |= Q(path__startswith=path)
    return Page.objects.live().exclude(below_hidden) if below_hidden else Page.objects.live()
