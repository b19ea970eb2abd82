from django.db.models import Max

from cms.models import Event
from outputs.domain.documents import create_output
from outputs.models import Output
from sessions.models import Consensus, Recommendation, RecordEntry
from tests.factories.cms import EventFactory
from tests.factories.record import AddresseeFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import SessionFactory


def recorded_event(sessions: int = 2, **fields: object) -> Event:
    """An event with a session of each number: a conclusion, a view, a summary, and a recommendation to Member States."""
    event = EventFactory(**fields)
    for number in range(1, sessions + 1):
        add_record(event, number)
    return event


def add_record(event: Event, number: int) -> Recommendation:
    session = SessionFactory(
        event=event, number=str(number), title=f"Subject {number}", key_message=f"Message {number}."
    )
    RecordEntryFactory(session=session, kind=RecordEntry.Kind.SUMMARY, text=f"Summary {number}.")
    RecordEntryFactory(session=session, text=f"The view {number}", consensus=Consensus.SOME)
    RecordEntryFactory(
        session=session, kind=RecordEntry.Kind.CONCLUSION, text=f"Conclusion {number}.", consensus="agreed"
    )
    last = event.recommendations.aggregate(last=Max("number"))["last"] or 0
    states = AddresseeFactory(name="Member States")
    return RecommendationFactory(
        session=session, number=last + 1, text=f"publish standard {number}", addressees=[states]
    )


def new_output(event: Event | None = None, kind: str = "final_report") -> Output:
    return create_output(event or recorded_event(), kind, by=None)
