"""One published event with everything in it, one that nobody published, and a person for each role."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from cms.domain.templates import save_as_template
from cms.models import Event, EventTemplate
from outputs.domain.compilation import request_compilation
from outputs.domain.official_letters import issue_letters
from outputs.domain.runs import request_run
from outputs.domain.stationery import save_stationery, stationery_of
from outputs.models import Job, Output, PrintRun
from outputs.resolve import resolve
from outputs.sheets.certificates import snapshot_of
from outputs.tree import canonical
from participants.domain.merging import merge_people
from participants.domain.outbox import Draft, draft_letter
from participants.domain.privacy.consents import record_consent
from participants.models import (
    Answer,
    Certificate,
    Consent,
    DataExport,
    Delegation,
    DeskView,
    FormSection,
    GroupLetter,
    Letter,
    LetterTemplate,
    ListImport,
    Network,
    Nomination,
    OfficialLetter,
    Person,
    PersonMerge,
    PersonName,
    Question,
    Registration,
    RegistrationExport,
    RegistrationTag,
    Shortlist,
)
from sessions.domain.calendars import renew_calendar_key
from sessions.models import (
    CalendarKey,
    CallTemplate,
    Card,
    Paper,
    ProgrammeImport,
    Recommendation,
    RecordEntry,
    Review,
    Reviewer,
    Session,
    SessionRole,
    Submission,
    Suggestion,
)
from tests.factories.cms import EventFactory, published_event
from tests.factories.networks import MemberFactory, NetworkFactory, NetworkFileFactory, TopicFactory
from tests.factories.outputs import new_output
from tests.factories.participants import (
    ExpertFactory,
    FormSectionFactory,
    PersonFactory,
    PersonNameFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationSetupFactory,
)
from tests.factories.record import (
    CallTemplateFactory,
    CardFactory,
    PaperFactory,
    RecommendationFactory,
    RecordEntryFactory,
    SubmissionFactory,
)
from tests.factories.reviews import CriterionFactory, ReviewerFactory, ReviewFactory
from tests.factories.sessions import SessionFactory, full_session, released
from tests.factories.ways import DelegationFactory, NominationFactory
from tests.roles import make_user

NO_ROWS, NO_COLUMNS = {"format": "csv", "lines": [], "notes": []}, {"heading": -1, "places": {}}

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
    unsent: Paper
    listed: Person
    unlisted: Person
    shortlist: Shortlist
    network: Network
    call_template: CallTemplate
    judged: Paper
    reviewer: Reviewer
    review: Review
    entry: RecordEntry
    captured: Recommendation
    suggestion: Suggestion
    submission: Submission
    card: Card
    inviting: Session
    adopted: Recommendation
    registration: Registration
    answer: Answer
    letter: Letter
    desk_view: DeskView
    tag: RegistrationTag
    export: RegistrationExport
    group_letter: GroupLetter
    letter_template: LetterTemplate
    shared_template: LetterTemplate
    form_section: FormSection
    question: Question
    programme_import: ProgrammeImport
    draft: Output
    report: Output
    job: Job
    template: EventTemplate
    calendar: CalendarKey
    consent: Consent
    copy: DataExport
    name: PersonName
    merge: PersonMerge
    delegation: Delegation
    nomination: Nomination
    list_import: ListImport
    official_letter: OfficialLetter
    certificate: Certificate
    run: PrintRun
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
    expert = PersonFactory(user=people["expert"])
    registration = RegistrationFactory(event=event, person=expert, status=Registration.Status.APPROVED)
    draft, report = new_output(event, "communique"), adopted_output(event)
    speaker = session.contributions.first().speakers.first()
    question = QuestionFactory(section__event=event)
    world = World(
        event=event,
        hidden=hidden,
        session=session,
        speaker=speaker,
        paper=published,
        unpublished=unpublished,
        listed=(listed := ExpertFactory().person),
        unlisted=ExpertFactory(person=expert, is_listed=False).person,
        shortlist=shortlist_of(event, listed),
        network=network_of(people["author"].person, chair),
        unsent=PaperFactory(event=event, title="Unsent", status=Paper.Status.DRAFT),
        call_template=CallTemplateFactory(call__event=event),
        **reviewed(event, expert, chair, people["author"].person),
        entry=RecordEntryFactory(session=session),
        captured=captured,
        card=CardFactory(board__session=session),
        submission=SubmissionFactory(session=session),
        inviting=SessionFactory(event=event, takes_submissions=True),
        suggestion=Suggestion.objects.create(recommendation=captured, text="publish more"),
        adopted=adopted,
        draft=draft,
        report=report,
        form_section=question.section,
        question=question,
        letter=draft_letter(event, by=None, draft=Draft(chair, "Your session", "Dear colleague")),
        desk_view=DeskView.objects.create(event=event, owner=people["organiser"], name="Mine"),
        tag=RegistrationTag.objects.create(event=event, name="Airport"),
        export=export_of(event, people["organiser"]),
        group_letter=GroupLetter.objects.create(event=event, subject="Hello", body="Text", group={"filters": {}}),
        letter_template=LetterTemplate.objects.create(event=event, name="Ours", subject="S", body="B"),
        shared_template=LetterTemplate.objects.create(name="Everybody's", subject="S", body="B"),
        programme_import=ProgrammeImport.objects.create(
            event=event, format="csv", document={"format": "csv", "rows": [], "notes": []}
        ),
        job=request_compilation(draft, "pdf", by=None),
        registration=registration,
        answer=answered_with_a_file(registration),
        template=private_template(event, people["organiser"]),
        calendar=renew_calendar_key(people["expert"]),
        consent=record_consent(expert, event, purpose="photos", text="Photographs", given=True, by=expert.user),
        copy=copy_of(expert),
        name=PersonNameFactory(person=speaker),
        merge=merge_people(PersonFactory(), PersonFactory(), by=None, take={}),
        delegation=(delegation := DelegationFactory(event=event, focal_point=people["author"].person)),
        nomination=NominationFactory(delegation=delegation),
        list_import=ListImport.objects.create(event=event, kind="registrations", table=NO_ROWS, columns=NO_COLUMNS),
        official_letter=OfficialLetter(),
        certificate=Certificate(),
        run=PrintRun(),
        people=people,
    )
    released(event)
    add_papers(world)
    return world


def answered_with_a_file(registration: Registration) -> Answer:
    """The form for those approved asks for a scan, and it was sent."""
    section = FormSectionFactory(event=registration.event, stage="follow_up")
    scan = QuestionFactory(section=section, kind="file", is_sensitive=True)
    facts = {"name": "scan.pdf", "format": "pdf", "size": 5}
    file = ContentFile(b"%PDF-", name="scan.pdf")
    return Answer.objects.create(registration=registration, question=scan, value=facts, file=file)


def copy_of(person: Person) -> DataExport:
    until = timezone.now() + timedelta(days=1)
    copy = DataExport(person=person, state=DataExport.State.DONE, expires_at=until)
    copy.file.save("data.zip", ContentFile(b"data"))
    return copy


def shortlist_of(event: Event, person: Person) -> Shortlist:
    shortlist = Shortlist.objects.create(event=event, name="Panel")
    shortlist.entries.create(person=person)
    return shortlist


def network_of(moderator: Person, member: Person) -> Network:
    network = NetworkFactory()
    MemberFactory(network=network, person=moderator, role="moderator")
    MemberFactory(network=network, person=member)
    TopicFactory(network=network, author=moderator)
    NetworkFileFactory(network=network, author=moderator)
    return network


def export_of(event: Event, owner: object) -> RegistrationExport:
    """A file that is ready, for a day."""
    file, end = ContentFile(b"Name", "x.csv"), timezone.now() + timedelta(days=1)
    return RegistrationExport.objects.create(
        event=event, owner=owner, format="csv", state="done", expires_at=end, file=file
    )


def add_papers(world: World) -> None:
    """A letter and a certificate of the expert, and badges on their way."""
    registration = world.registration
    save_stationery(world.event, by=None, data={"signatory_name": "Noor Adeyemi"})
    (world.official_letter,) = issue_letters(world.event, "invitation", by=None, ids=[registration.pk])
    world.certificate = Certificate.objects.create(
        event=world.event,
        person=registration.person,
        kind="participation",
        number=1,
        serial="C/1",
        snapshot=snapshot_of(world.event, stationery_of(world.event), name=registration.person.name),
        issued_at=timezone.now(),
    )
    world.run = request_run(world.event, "badges", by=None, ids=[registration.pk])


def reviewed(event: Event, expert: Person, chair: Person, author: Person) -> dict[str, object]:
    """A paper of the author, judged by the expert; the chair of a session judges another one and is a colleague."""
    judged, other = (PaperFactory(event=event, title=t, status="submitted", authors=[author]) for t in ("One", "Two"))
    CriterionFactory(call=event.call)
    reviewer, colleague = (ReviewerFactory(event=event, person=person) for person in (expert, chair))
    ReviewFactory(paper=other, reviewer=colleague)
    return {
        "judged": judged,
        "reviewer": reviewer,
        "review": ReviewFactory(paper=judged, reviewer=reviewer),
    }


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
