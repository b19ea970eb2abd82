"""What the forum adopted: its communiqué. Its report stays a draft, so that adopting one can be tried."""

from cms.models import Event
from events_site.demo.accounts import FORUM
from outputs.domain.adoption import adopt_output
from outputs.domain.dispositions import accept_suggestions
from outputs.domain.documents import create_output
from outputs.models import Output

KIND = "communique"


def add() -> None:
    event = Event.objects.get(slug=FORUM)
    if Output.objects.filter(event=event, kind=KIND).exists():
        return
    output = create_output(event, KIND, by=None)
    accept_suggestions(output, by=None)
    adopt_output(output, by=None)
