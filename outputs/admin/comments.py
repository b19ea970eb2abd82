"""Putting a draft out for comments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms.models import Event
from outputs.admin.access import output_of, writer
from outputs.admin.frame import frame
from outputs.domain.comments import open_comments
from outputs.models import CommentPeriod, Output
from outputs.permissions import may_open_comments
from participants.models import Person, Registration, User
from participants.views.base import attempt

MOST_READERS = 200


class CommentsForm(forms.Form):
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Until its end, where the event is held."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may comment"), choices=CommentPeriod.Audience.choices, widget=forms.RadioSelect
    )
    readers = forms.CharField(
        label=gettext_lazy("The people named"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Their addresses, one on a line; people who are registered for this event."),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_readers(self) -> list[Person]:
        addresses = list(dict.fromkeys(self.cleaned_data["readers"].replace(",", " ").lower().split()))[:MOST_READERS]
        found = {address_of(person): person for person in people_at(self.event, addresses)}
        if unknown := [address for address in addresses if address not in found]:
            words = _("Nobody with this address is registered here: %(addresses)s.")
            raise ValidationError(words % {"addresses": ", ".join(unknown)})
        return list(found.values())


def people_at(event: Event, addresses: list[str]) -> list[Person]:
    """Those registered for the event who have one of these addresses. One query."""
    there = Registration.objects.filter(event=event).values("person")
    wanted = Q()
    for address in addresses:
        wanted |= Q(email__iexact=address) | Q(user__email__iexact=address)
    return list(Person.objects.filter(wanted, pk__in=there).select_related("user")) if addresses else []


def address_of(person: Person) -> str:
    return (person.user.email if person.user else person.email).lower()


@require_http_methods(["GET", "HEAD", "POST"])
def open_for_comments(request: HttpRequest, pk: int) -> HttpResponse:
    output = output_of(request, pk)
    if not may_open_comments(request.user, output):
        raise Http404
    form = CommentsForm(request.POST or None, event=output.event, initial=_initial(output))
    if request.method == "POST" and attempt(form, _open, output, by=writer(request)):
        messages.success(request, _("The draft is out for comments. The letters wait in the outbox."))
        return redirect("outputs_admin:work", output.pk)
    context = frame(output, _("Put out for comments"), crumb=_("Comments"), icon="comment") | {"form": form}
    return render(request, "outputs/admin/comments.html", context)


def _open(output: Output, *, by: User, data: dict[str, Any]) -> None:
    open_comments(output, by=by, last_day=data["last_day"], audience=data["audience"], readers=data["readers"])


def _initial(output: Output) -> dict[str, Any]:
    period = CommentPeriod.objects.filter(output=output).prefetch_related("readers__user").first()
    if period is None:
        return {"audience": CommentPeriod.Audience.PARTICIPANTS}
    readers = "\n".join(address_of(person) for person in period.readers.all())
    day = timezone.localdate(period.ends_at, output.event.tz)
    return {"last_day": day.isoformat(), "audience": period.audience, "readers": readers}
