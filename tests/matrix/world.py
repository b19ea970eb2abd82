"""One published event with everything in it, one that nobody published, and a person for each role."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from cms.domain.templates import save_as_template
from cms.models import Event, EventTemplate
from outputs import canonical
from outputs.domain.compilation import request_compilation
from outputs.models import Job, Output
from outputs.resolve import resolve
from participants.domain.outbox import Draft, draft_letter
from participants.models import Answer, FormSection, Letter, Person, Question, Registration
from sessions.domain.calendars import renew_calendar_key
from sessions.models import CalendarKey, Paper, ProgrammeImport, Recommendation, RecordEntry, Session, SessionRole
from tests.factories.cms import EventFactory, published_event
from tests.factories.outputs import new_output
from tests.factories.participants import (
    FormSectionFactory,
    PersonFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
)
from tests.factories.record import PaperFactory, RecommendationFactory, RecordEntryFactory
from tests.factories.sessions import full_session, released
from tests.roles import make_user

#: The columns of the table, in its order. `other` is organiser of an event of their own and has no business here.
ROLES = ("visitor", "expert", "author", "chair", "rapporteur", "organiser", "other", "secretariat")


@dataclass
class World:
    event: Event
    hidden: Event
    session: Session
    speaker: Person
    paper: Paper
    unpublished: Paper
    entry: RecordEntry
    captured: Recommendation
    adopted: Recommendation
    registration: Registration
    answer: Answer
    letter: Letter
    form_section: FormSection
    question: Question
    programme_import: ProgrammeImport
    draft: Output
    report: Output
    job: Job
    template: EventTemplate
    calendar: CalendarKey
    people: dict[str, object]


def build() -> World:
    event, hidden = published_event(slug="meeting"), EventFactory(slug="hidden")
    people = people_of(event, hidden)
    RegistrationSetupFactory(event=event, follow_up_until=timezone.now() + timedelta(days=1))
    session = full_session(event)
    chair = PersonFactory(user=people["chair"])
    SessionRole.objects.create(session=session, person=chair, role=SessionRole.Role.CHAIR)
    unpublished = PaperFactory(
        event=event, title="Unpublished", status=Paper.Status.SUBMITTED, authors=[PersonFactory(user=people["author"])]
    )
    published = PaperFactory(event=event, title="Published")
    captured = RecommendationFactory(event=event, session=session)
    adopted = RecommendationFactory(event=event, session=session, status=Recommendation.Status.ADOPTED)
    registration = RegistrationFactory(
        event=event, person=PersonFactory(user=people["expert"]), status=Registration.Status.APPROVED
    )
    draft, report = new_output(event, "communique"), adopted_output(event)
    question = QuestionFactory(section__event=event)
    world = World(
        event=event,
        hidden=hidden,
        session=session,
        speaker=session.contributions.first().speakers.first(),
        paper=published,
        unpublished=unpublished,
        entry=RecordEntryFactory(session=session),
        captured=captured,
        adopted=adopted,
        draft=draft,
        report=report,
        form_section=question.section,
        question=question,
        letter=draft_letter(event, by=None, draft=Draft(chair, "Your session", "Dear colleague")),
        programme_import=ProgrammeImport.objects.create(
            event=event, format="csv", document={"format": "csv", "rows": [], "notes": []}
        ),
        job=request_compilation(draft, "pdf", by=None),
        registration=registration,
        answer=answered_with_a_file(registration),
        template=private_template(event, people["organiser"]),
        calendar=renew_calendar_key(people["expert"]),
        people=people,
    )
    released(event)
    return world


def answered_with_a_file(registration: Registration) -> Answer:
    """The form for those approved asks for a scan, and it was sent."""
    section = FormSectionFactory(event=registration.event, stage="follow_up")
    scan = QuestionFactory(section=section, kind="file", is_sensitive=True)
    facts = {"name": "scan.pdf", "format": "pdf", "size": 5}
    file = ContentFile(b"%PDF-", name="scan.pdf")
    return Answer.objects.create(registration=registration, question=scan, value=facts, file=file)


def private_template(event: Event, owner: object) -> EventTemplate:
    return save_as_template(event, by=owner, name="Ours", parts=["facts"])


def adopted_output(event: Event) -> Output:
    """A final report as it is after adoption, without the way there: its tree is frozen."""
    output = new_output(event, "final_report")
    data = canonical.dumps(resolve(output, state=Output.State.ADOPTED))
    output.state, output.frozen, output.sha256 = Output.State.ADOPTED, data.decode(), canonical.digest(data)
    output.save()
    return output


def people_of(event: Event, hidden: Event) -> dict[str, object]:
    """An account for each column; the visitor has none. The chair's right comes from the session alone."""
    other = published_event(slug="another")
    organiser = make_user("organiser", event)
    return {
        "visitor": None,
        "expert": make_user(),
        "author": make_user(),
        "chair": make_user(),
        "rapporteur": make_user("rapporteur", event),
        "organiser": organiser,
        "other": make_user("organiser", other),
        "secretariat": make_user("secretariat"),
    }
