"""The categories of participants that all events choose from; the secretariat keeps them."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import DeleteView

from cms.admin.policies import SecretariatPolicy
from cms.admin.viewsets import ScopedViewSet
from participants.admin.people import SavesThroughDomain
from participants.domain.categories import delete_category
from participants.models import ParticipantCategory


class CategoryDeleteView(SavesThroughDomain, DeleteView):
    def delete_action(self) -> None:
        delete_category(self.object, by=self.request.user)

    def form_invalid(self, form: Any) -> Any:
        messages.error(self.request, " ".join(form.non_field_errors()))
        return redirect("categories:edit", self.object.pk)


class CategoryViewSet(ScopedViewSet):
    model = ParticipantCategory
    policy = SecretariatPolicy(ParticipantCategory)
    name = "categories"
    icon = "group"
    list_per_page = 100
    delete_view_class = CategoryDeleteView
    list_display = [
        "name",
        "plural",
        "print_rule",
        "position",
        BooleanColumn("is_open", label=_("Open to choice"), sort_key="is_open"),
    ]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("plural")]),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("print_rule"), FieldPanel("position")]),
        FieldPanel("is_open"),
    ]
