"""What /me/ shows of networks."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Event
from participants.domain.way_letters import LINK_LASTS
from participants.me import MeSection
from participants.models import Network, NetworkMember, Person
from participants.owed import Owed


def my_networks(person: Person, request: HttpRequest) -> MeSection | None:
    """Those that ask one, and those one is in. Two statements."""
    rows = person.network_memberships.filter(network__closed_at=None, state="asked")
    asked, own = list(rows.select_related("network")), list(Network.objects.of_member(request.user))
    if not asked and not own:
        return None
    context = {"asked": asked, "networks": own}
    return MeSection("networks", _("My networks"), 18, "participants/networks/mine.html", context)


def owed_answers(*, person: Person | None, event: Event | None) -> Iterator[Owed]:
    """Whether one joins a network that was born from an event."""
    asked = NetworkMember.objects.filter(state="asked", network__closed_at=None, network__born_from__isnull=False)
    rows = asked.filter(person=person) if person else asked.filter(network__born_from=event)
    for row in rows.select_related("network__born_from"):
        title = _("Say whether you join the network “%(network)s”") % {"network": row.network.name}
        due = row.asked_at + LINK_LASTS if row.asked_at else None
        yield Owed(row.person_id, row.network.born_from, title, f"{reverse('participants:me')}#networks", due)
