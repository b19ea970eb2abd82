"""The shortlists of an event: who is on them, why, and inviting from there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.viewsets.base import ViewSet

from cms.admin.links import AdminLink
from cms.models import Event
from participants.directory.evidence import evidence_of
from participants.domain.invitations import already
from participants.domain.letters import address_of
from participants.domain.shortlists import invite_from, make_shortlist, move_up, note_on, set_removed
from participants.models import ParticipantCategory, Shortlist, ShortlistEntry, normalize_email
from participants.permissions import may_invite
from participants.views.base import attempt

from .ways.base import WaysView, ids_in

PARENT = ("index", gettext_lazy("Shortlists"))


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)


class InviteForm(forms.Form):
    category = forms.ModelChoiceField(ParticipantCategory.objects.all(), label=gettext_lazy("Category"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Personal note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Printed in the letter."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its fields stand below the list, whose ticks belong to the same form."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = "invite"


class OfShortlists(WaysView):
    icon = "user"

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"shortlists:{name}", args=[self.event.slug, *args])

    def shortlist(self, pk: int) -> Shortlist:
        found: Shortlist = get_object_or_404(Shortlist, event=self.event, pk=pk)
        found.event = self.event
        return found


class Index(OfShortlists):
    title = gettext_lazy("Shortlists")
    template = "participants/admin/shortlists/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.list(NameForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NameForm(request.POST)

        def make(*, data: dict[str, Any]) -> None:
            self.made = make_shortlist(self.event, by=request.user, name=data["name"])

        if not attempt(form, make):
            return self.list(form)
        messages.success(request, _("The shortlist is there. Put people on it from the directory."))
        return redirect(self.url("shortlist", self.made.pk))

    def list(self, form: NameForm) -> HttpResponse:
        people = Count("entries", filter=Q(entries__is_removed=False))
        return self.show(shortlists=self.event.shortlists.annotate(people=people), form=form)


class Show(OfShortlists):
    template = "participants/admin/shortlists/shortlist.html"
    parent = PARENT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.list(self.shortlist(pk), InviteForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Invites those ticked."""
        shortlist, form = self.shortlist(pk), InviteForm(request.POST)
        ids = ids_in(request.POST)
        if not ids:
            form.add_error(None, _("Tick whom you want to invite."))
        if not form.is_valid():
            return self.list(shortlist, form)
        try:
            made, refused = invite_from(shortlist, by=request.user, ids=ids, data=form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.list(shortlist, form)
        self.tell(made, refused)
        return redirect(self.url("shortlist", pk))

    def tell(self, made: list[Any], refused: dict[str, str]) -> None:
        words = ngettext("%(count)d letter waits in the outbox.", "%(count)d letters wait in the outbox.", len(made))
        if made:
            messages.success(self.request, words % {"count": len(made)})
        for name, reason in refused.items():
            messages.warning(self.request, f"{name}: {reason}")

    def list(self, shortlist: Shortlist, form: InviteForm) -> HttpResponse:
        self.title = shortlist.name
        rows = rows_of(shortlist)
        context = {"shortlist": shortlist, "form": form, "rows": [row for row in rows if not row["entry"].is_removed]}
        context["removed"] = [row for row in rows if row["entry"].is_removed]
        return self.show(**context)


def rows_of(shortlist: Shortlist) -> list[dict[str, Any]]:
    """In six statements, however many."""
    entries = list(shortlist.entries.select_related("person__user", "person__country", "shortlist__event"))
    evidence = evidence_of([entry.person_id for entry in entries])
    addresses = {entry.person_id: normalize_email(address_of(entry.person)) for entry in entries}
    standing = already(shortlist.event, [address for address in addresses.values() if address])
    return [
        {
            "entry": entry,
            "person": entry.person,
            "evidence": evidence[entry.person_id][:3],
            "standing": standing.get(addresses[entry.person_id], ""),
            "has_address": bool(addresses[entry.person_id]),
        }
        for entry in entries
    ]


class Change(OfShortlists):
    """What is done to one entry; the field `change` names it."""

    def post(self, request: HttpRequest, pk: int, entry: int) -> HttpResponse:
        found = get_object_or_404(
            ShortlistEntry.objects.select_related("shortlist__event"), shortlist=self.shortlist(pk), pk=entry
        )
        self.do(found, request.POST.get("change", ""))
        return redirect(self.url("shortlist", pk))

    def do(self, entry: ShortlistEntry, change: str) -> None:
        by = self.request.user
        if change == "note":
            try:
                note_on(entry, by=by, note=self.request.POST.get("note", ""))
            except ValidationError as refusal:
                messages.error(self.request, " ".join(refusal.messages))
            else:
                messages.success(self.request, _("The note is kept."))
        elif change == "up":
            move_up(entry, by=by)
        elif change in {"remove", "restore"}:
            set_removed(entry, by=by, removed=change == "remove")
        else:
            raise Http404


def shortlists_link(event: Event, user: Any) -> AdminLink | None:
    if not may_invite(user, event):
        return None
    return AdminLink(_("Shortlists"), reverse("shortlists:index", args=[event.slug]), "user", 32)


class ShortlistViewSet(ViewSet):
    """The addresses of an event's shortlists."""

    name = "shortlists"
    icon = "user"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/", Index.as_view(), name="index"),
            path("<slug:slug>/<int:pk>/", Show.as_view(), name="shortlist"),
            path("<slug:slug>/<int:pk>/<int:entry>/", Change.as_view(), name="entry"),
        ]
