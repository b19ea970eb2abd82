"""The lists that recommendations are described with; the secretariat keeps them."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.admin.policies import SecretariatPolicy
from cms.admin.viewsets import ScopedViewSet
from sessions.models import Addressee, Mechanism


class AddresseeViewSet(ScopedViewSet):
    """New ones also come from the desk, where a rapporteur says what they are."""

    model = Addressee
    policy = SecretariatPolicy(Addressee)
    name = "addressees"
    icon = "mail"
    list_per_page = 100
    search_fields = ["name"]
    list_display = ["name", "kind"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("country"), FieldPanel("organization")]),
    ]


class MechanismViewSet(ScopedViewSet):
    model = Mechanism
    policy = SecretariatPolicy(Mechanism)
    name = "mechanisms"
    icon = "cogs"
    list_display = ["name"]
    panels = [FieldPanel("name")]
