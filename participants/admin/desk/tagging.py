"""The tags of an event, and giving them to many at once."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.numbers import key_of
from participants.domain.tags import delete_tag, give_tag, save_tag, take_tag
from participants.models import RegistrationTag
from participants.views.base import attempt

from .base import DeskScreen, group_of, members, pairs_of
from .forms import TagForm


class TagList(DeskScreen):
    title = gettext_lazy("Tags")
    template = "participants/admin/desk/tags.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.ask(TagForm(row=self.new()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TagForm(request.POST, row=self.new())
        if not attempt(form, keep, form, by=request.user):
            return self.ask(form)
        messages.success(request, _("The tag is added."))
        return redirect(self.url("tags"))

    def new(self) -> RegistrationTag:
        return RegistrationTag(event=self.event)

    def ask(self, form: TagForm) -> HttpResponse:
        tags = RegistrationTag.objects.filter(event=self.event).annotate(number=Count("registrations"))
        return self.show(form=form, tags=tags)


class ChangeTag(DeskScreen):
    title = gettext_lazy("Change the tag")
    template = "participants/admin/desk/tag.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        tag = self.find(pk)
        return self.ask(tag, TagForm(row=tag))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        tag = self.find(pk)
        if "delete" in request.POST:
            delete_tag(tag, by=request.user)
            messages.success(request, _("The tag is deleted."))
            return redirect(self.url("tags"))
        form = TagForm(request.POST, row=tag)
        if not attempt(form, keep, form, by=request.user):
            return self.ask(tag, form)
        messages.success(request, _("The tag is saved."))
        return redirect(self.url("tags"))

    def find(self, pk: int) -> RegistrationTag:
        tag = get_object_or_404(RegistrationTag, event=self.event, pk=pk)
        tag.event = self.event
        return tag

    def ask(self, tag: RegistrationTag, form: TagForm) -> HttpResponse:
        return self.show(tag=tag, form=form, number=tag.registrations.count())


class TagMany(DeskScreen):
    """Gives a tag to those chosen on the list, or takes it from them."""

    title = gettext_lazy("Give and take tags")
    template = "participants/admin/desk/tag_many.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        group = group_of(request.GET)
        number = members(group, self.roster).count()
        return self.show(tags=self.roster.tags, number=number, pairs=pairs_of(group))

    def post(self, request: HttpRequest) -> HttpResponse:
        tag = get_object_or_404(RegistrationTag, event=self.event, pk=key_of(request.POST.get("which", "")))
        tag.event = self.event
        chosen = members(group_of(request.POST), self.roster)
        if "take" in request.POST:
            count = take_tag(tag, chosen, by=request.user)
            words = ngettext("Taken from %(count)s person.", "Taken from %(count)s people.", count)
        else:
            count = give_tag(tag, chosen, by=request.user)
            words = ngettext("Given to %(count)s person.", "Given to %(count)s people.", count)
        messages.success(request, f"{tag}: {words % {'count': count}}")
        return redirect(f"{self.url('index')}?tag={tag.pk}" if "take" not in request.POST else self.url("index"))


def keep(form: TagForm, *, by: Any, data: Any) -> RegistrationTag:
    return save_tag(form.fill(), by=by)
