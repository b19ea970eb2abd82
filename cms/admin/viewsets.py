"""View sets of the back office that know only the rows their user may touch."""

from django.http import Http404
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy


class AllowedRow:
    """Wagtail asks whether somebody may change rows of this model at all; this asks about the row, and answers 404."""

    def get_object(self, *args, **kwargs):
        found = super().get_object(*args, **kwargs)
        actions = [self.permission_required] if self.permission_required else self.any_permission_required
        if not self.permission_policy.user_has_any_permission_for_instance(self.request.user, actions, found):
            raise Http404
        return found


class AllowedRows:
    def get_base_queryset(self):
        actions = self.any_permission_required
        allowed = self.permission_policy.instances_user_has_any_permission_for(self.request.user, actions)
        return super().get_base_queryset().filter(pk__in=allowed.values("pk"))

    def get_edit_url(self, instance):
        return self._if_allowed("change", instance) and super().get_edit_url(instance)

    def get_delete_url(self, instance):
        return self._if_allowed("delete", instance) and super().get_delete_url(instance)

    def _if_allowed(self, action, instance):
        return self.permission_policy.user_has_permission_for_instance(self.request.user, action, instance) or None


class ScopedViewSet(ModelViewSet):
    """A ModelViewSet whose every view shows, finds and takes only the rows that `policy` allows to its user.

    Copying is off: it would need a right to read the source and one to write the target.
    """

    policy: BasePermissionPolicy
    copy_view_enabled = False
    sort_order_field = None

    def __init__(self, name=None, **kwargs):
        super().__init__(name, **kwargs)
        register_permission_policy(self.model, self.policy, exact_class=True)

    def construct_view(self, view_class, **kwargs):
        limit = AllowedRows if issubclass(view_class, IndexView) else AllowedRow
        return super().construct_view(type(view_class.__name__, (limit, view_class), {}), **kwargs)
