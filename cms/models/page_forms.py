"""The form in which an event's page is written."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from .events import Event
from .team import Role


class EventPageForm(WagtailAdminPageForm):
    """A page stays with its event; a new one may only be given to an event that its author organises."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["event"]
        if self.instance.pk:
            field.disabled = True
            field.queryset = Event.objects.filter(pk=self.instance.event_id)
        else:
            field.queryset = Event.objects.in_role(self.for_user, Role.ORGANISER).exclude(pages__isnull=False)
