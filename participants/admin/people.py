"""People in the back office: the secretariat keeps their records; a desk reads those registered at its events."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView

from cms.admin.policies import EventRolePolicy
from cms.admin.viewsets import ScopedViewSet
from cms.roles import is_secretariat
from participants.countries import country_choices
from participants.domain.people import add_person, change_profile
from participants.models import Person
from participants.permissions import DESK


class PersonPolicy(EventRolePolicy):
    """The secretariat adds and changes; `DESK` views whoever is registered at an event of theirs. Nobody deletes."""

    def __init__(self) -> None:
        super().__init__(Person, event_path="registrations__event", writers=(), readers=DESK)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        possible = set(actions) - {"delete"}
        return bool(possible) and super().user_has_any_permission(user, possible)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Person) -> bool:
        if not self.user_has_any_permission(user, actions):
            return False
        rows = self.instances_user_has_any_permission_for(user, set(actions) - {"delete"})
        return is_secretariat(user) or rows.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        return super().instances_user_has_any_permission_for(user, actions).distinct()


class PersonFilterSet(WagtailFilterSet):
    country = django_filters.ChoiceFilter(choices=country_choices, label=_("Country"))

    class Meta:
        model = Person
        fields: list[str] = []


class PersonIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().with_posts()


class SavesThroughDomain:
    """What the domain refuses comes back beside the field."""

    def form_valid(self, form: Any) -> Any:
        self.form = form
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)  # type: ignore[attr-defined]


class PersonCreateView(SavesThroughDomain, CreateView):
    def save_instance(self) -> Person:
        return add_person(by=self.request.user, data=self.form.cleaned_data)


class PersonEditView(SavesThroughDomain, EditView):
    def save_instance(self) -> Person:
        stored = Person.objects.get(pk=self.object.pk)  # the form has changed its own copy already
        return change_profile(stored, by=self.request.user, data=self.form.cleaned_data)


def newest_post(person: Person) -> str:
    return str(next(iter(person.affiliations.all()), ""))


class PersonViewSet(ScopedViewSet):
    model = Person
    policy = PersonPolicy()
    name = "people"
    icon = "user"
    menu_label = _("People")
    menu_order = 300
    add_to_admin_menu = True
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    filterset_class = PersonFilterSet
    list_per_page = 25
    search_fields = ["name", "sort_name", "other_names__name", "affiliations__organization_name"]
    list_display = ["name", Column("country", label=_("Country")), Column(newest_post, label=_("Post"))]
    inspect_view_enabled = True
    inspect_view_fields = ["honorific", "name", "country", "biography"]
    panels = [
        FieldRowPanel([FieldPanel("honorific"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("spoken_name"), FieldPanel("country")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
        FieldPanel("biography"),
    ]
