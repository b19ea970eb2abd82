"""Lists kept under a name: one's own, or shared with the team of the event."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from cms.models import Event
from participants.domain.desk import check_is_by_desk
from participants.domain.text import check_fields, one_line
from participants.models import DeskView, User
from participants.permissions import may_set_up_registration
from participants.roster import Selection


def views_for(user: User, event: Event) -> QuerySet[DeskView]:
    return DeskView.objects.filter(Q(owner=user) | Q(is_shared=True), event=event)


def may_keep_view(user: User, view: DeskView) -> bool:
    """Changing and deleting it: its owner, and the organisers what is shared."""
    return view.owner_id == user.pk or (view.is_shared and may_set_up_registration(user, view.event))


def save_view(view: DeskView, *, by: User, selection: Selection | None = None) -> DeskView:
    """Keeps name, sharing and, where given, what is shown. Raises PermissionDenied, ValidationError by field."""
    check_is_by_desk(by, view.event)
    if not may_keep_view(by, DeskView.objects.get(pk=view.pk) if view.pk else view):
        raise PermissionDenied
    view.name = one_line(view.name)
    if selection is not None:
        view.selection = selection.to_json()
    check_fields(view, exclude=["event", "owner", "updated_at", "selection"])
    view.save()
    return view


def delete_view(view: DeskView, *, by: User) -> None:
    """Raises PermissionDenied."""
    check_is_by_desk(by, view.event)
    if not may_keep_view(by, view):
        raise PermissionDenied
    view.delete()
