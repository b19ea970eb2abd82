"""The templates of events: renamed, shared and deleted here; used and made elsewhere."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.widgets.button import ListingButton

from cms.admin.policies import SecretariatPolicy
from cms.admin.viewsets import ScopedViewSet
from cms.domain.templates import change_template, delete_template
from cms.models import EventTemplate
from cms.permissions import is_secretariat, may_create_event

READING = {"view", "choose"}


class TemplatePolicy(SecretariatPolicy):
    """Organisers see shared templates and their own, and keep their own. One is made from an event, never here."""

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return set(actions) != {"add"} and super().user_has_any_permission(user, ["choose"])

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Model) -> bool:
        """As `kept_by` and `usable_by` of the templates, without a question to the database for each row of a list."""
        if is_secretariat(user):
            return True
        is_seen = instance.is_shared and READING & set(actions)
        return may_create_event(user) and (instance.owner_id == user.pk or bool(is_seen))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        templates = EventTemplate.objects
        return templates.usable_by(user) if READING & set(actions) else templates.kept_by(user)


class TemplateIndexView(IndexView):
    page_title = _("Templates")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("kind", "owner").defer("parts")

    def get_list_buttons(self, instance: EventTemplate) -> list:
        url = f"{reverse('events:set_up')}?template={instance.pk}"
        return [ListingButton(_("Use"), url=url, icon_name="plus"), *super().get_list_buttons(instance)]


class TemplateEditView(EditView):
    def save_instance(self) -> EventTemplate:
        return change_template(self.form.save(commit=False), by=self.request.user)


class TemplateDeleteView(DeleteView):
    def delete_action(self) -> None:
        delete_template(self.object, by=self.request.user)


def owner(template: EventTemplate) -> str:
    return str(template.owner or _("Secretariat"))


def sharing(template: EventTemplate) -> str:
    return _("shared") if template.is_shared else _("private")


class TemplateViewSet(ScopedViewSet):
    model = EventTemplate
    policy = TemplatePolicy(EventTemplate)
    name = "templates"
    icon = "copy"
    menu_label = _("Templates")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = TemplateIndexView
    edit_view_class = TemplateEditView
    delete_view_class = TemplateDeleteView
    inspect_view_enabled = False
    search_fields = ["name", "description"]
    list_filter = ["kind"]
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="kind.name", sort_key="kind__name"),
        Column("days", label=_("Days"), sort_key="days"),
        Column("owner", label=_("Kept by"), accessor=owner),
        Column("sharing", label=_("Sharing"), accessor=sharing),
    ]
    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("is_shared")]
