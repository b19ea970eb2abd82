"""Finding a network for somebody, and what its pages share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cms.roles import is_secretariat
from participants.models import Network, NetworkMember


def open_network(request: HttpRequest, slug: str) -> tuple[Network, NetworkMember | None]:
    """The network and one's own membership, whatever its state. Raises Http404 for whom it does not exist."""
    network: Network = get_object_or_404(Network.objects.select_related("born_from"), slug=slug)
    member = own_membership(request, network)
    is_known = member is not None and member.state in {"active", "asked", "requested"}
    is_visible = network.visibility == Network.Visibility.PUBLIC or (
        network.visibility == Network.Visibility.PRIVATE and request.user.is_authenticated
    )
    if not (is_visible or is_known or is_secretariat(request.user)):
        raise Http404
    return network, member


def inside(request: HttpRequest, slug: str) -> tuple[Network, NetworkMember]:
    """For members alone. Raises Http404."""
    network, member = open_network(request, slug)
    if member is None or not member.is_active:
        raise Http404
    return network, member


def readable(request: HttpRequest, slug: str) -> tuple[Network, NetworkMember | None]:
    """For members, and the secretariat, which need not be one. Raises Http404."""
    network, member = open_network(request, slug)
    if not (member and member.is_active) and not is_secretariat(request.user):
        raise Http404
    return network, member


def moderated(request: HttpRequest, slug: str) -> tuple[Network, NetworkMember | None]:
    """For its moderators and the secretariat. Raises Http404."""
    network, member = readable(request, slug)
    if not moderates(request, member):
        raise Http404
    return network, member


def moderates(request: HttpRequest, member: NetworkMember | None) -> bool:
    is_moderator = member is not None and member.is_active and member.role == NetworkMember.Role.MODERATOR
    return is_moderator or is_secretariat(request.user)


def own_membership(request: HttpRequest, network: Network) -> NetworkMember | None:
    if not request.user.is_authenticated:
        return None
    return network.members.select_related("person").filter(person__user=request.user).first()


def frame(request: HttpRequest, network: Network, member: NetworkMember | None, current: str) -> dict[str, Any]:
    """What `participants/networks/base.html` needs."""
    return {
        "network": network,
        "member": member if member and member.is_active else None,
        "moderates": moderates(request, member),
        "current": current,
    }


def attempt(form: Any, change: Any, *args: Any, **arguments: Any) -> Any:
    """What `change` returns (True for nothing), or None with its refusals beside the fields of `form`."""
    try:
        result = change(*args, **arguments)
    except ValidationError as refusal:
        for field, errors in (refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}).items():
            form.add_error(field if field in form.fields else None, errors)
        return None
    return True if result is None else result


def consent_of(network: Network) -> str:
    """The words that stand beside the button with which one joins."""
    words = _("Members see my name and what I write in “%(network)s”, and I get its digest until I change that.")
    return words % {"network": network.name}
