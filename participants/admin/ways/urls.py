from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from . import delegations, invitations, lists, on_behalf


class WaysViewSet(ViewSet):
    """The addresses of invitations, delegations, lists and the registration on behalf of somebody, of one event."""

    name = "ways"
    icon = "mail"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/invitations/", invitations.Invitations.as_view(), name="invitations"),
            path(
                "<slug:slug>/invitations/results/",
                invitations.Invitations.as_view(results_only=True),
                name="invitations_results",
            ),
            path("<slug:slug>/invitations/new/", invitations.Invite.as_view(), name="invite"),
            path("<slug:slug>/invitations/act/", invitations.Act.as_view(), name="act"),
            path("<slug:slug>/delegations/", delegations.Delegations.as_view(), name="delegations"),
            path(
                "<slug:slug>/delegations/results/",
                delegations.Delegations.as_view(results_only=True),
                name="delegations_results",
            ),
            path("<slug:slug>/delegations/new/", delegations.DelegationAdd.as_view(), name="delegation_add"),
            path("<slug:slug>/delegations/several/", delegations.DelegationsAdd.as_view(), name="delegations_add"),
            path("<slug:slug>/delegations/write/", delegations.WriteToFocalPoints.as_view(), name="write"),
            path("<slug:slug>/delegations/<int:pk>/", delegations.DelegationView.as_view(), name="delegation"),
            path("<slug:slug>/delegations/<int:pk>/decide/", delegations.DecideNominations.as_view(), name="decide"),
            path("<slug:slug>/register/", on_behalf.OnBehalf.as_view(), name="on_behalf"),
            path("<slug:slug>/list/<slug:kind>/", lists.ListUpload.as_view(), name="list"),
            path("<slug:slug>/list/<slug:kind>/template.xlsx", lists.ListTemplate.as_view(), name="list_template"),
            path("<slug:slug>/list/<slug:kind>/<int:pk>/", lists.ListPreview.as_view(), name="list_preview"),
        ]
