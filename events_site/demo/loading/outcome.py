"""What the forum left: its communiqué and certificates. Its report stays a draft, so that adopting one can be tried."""

from cms.models import Event
from events_site.demo.accounts import FORUM
from outputs.domain.adoption import adopt_output
from outputs.domain.certificates import issue_certificates
from outputs.domain.dispositions import accept_suggestions
from outputs.domain.documents import create_output
from outputs.domain.stationery import save_stationery
from outputs.models import Output
from participants.models import Certificate

KIND = "communique"


def add() -> None:
    event = Event.objects.get(slug=FORUM)
    if Output.objects.filter(event=event, kind=KIND).exists():
        return
    output = create_output(event, KIND, by=None)
    accept_suggestions(output, by=None)
    adopt_output(output, by=None)
    certify(event)


def certify(event: Event) -> None:
    """Certificates of those who came, and of those who spoke, signed by nobody who exists."""
    signed = {"signatory_name": "Paloma Irazábal", "signatory_title": "Director of an invented division"}
    save_stationery(event, by=None, data=signed)
    for kind in Certificate.Kind.values:
        issue_certificates(event, kind, by=None)
