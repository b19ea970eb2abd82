"""What the record of a session may name: its people, presentations, objectives, subjects, addressees."""

from functools import cached_property

from cms.models import Objective, SdgTarget, Theme
from participants.models import Person
from sessions.models import Addressee, Mechanism, Paper, RecordEntry, Session


class Choices:
    """What may be chosen in one session; each list is read once, however many forms offer it."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def contributions(self) -> list:
        return list(self.session.contributions.prefetch_related("speakers"))

    @cached_property
    def roles(self) -> list:
        return list(self.session.roles.select_related("person"))

    @cached_property
    def people(self) -> list[Person]:
        """Whoever has a part in the session."""
        speakers = [person for contribution in self.contributions for person in contribution.speakers.all()]
        people = {person.pk: person for person in [*(role.person for role in self.roles), *speakers]}
        return sorted(people.values(), key=lambda person: person.sort_name)

    @cached_property
    def objectives(self) -> list[Objective]:
        return list(Objective.objects.filter(event=self.session.event_id))

    @cached_property
    def themes(self) -> list[Theme]:
        """The event's subjects; all of them where it has none."""
        return list(self.session.event.themes.all()) or list(Theme.objects.all())

    @cached_property
    def addressees(self) -> list[Addressee]:
        return list(Addressee.objects.all())

    @cached_property
    def entries(self) -> list[RecordEntry]:
        return list(RecordEntry.objects.filter(session=self.session))

    @cached_property
    def papers(self) -> list[Paper]:
        """Published ones of the event: what a document may name."""
        return list(Paper.objects.published().filter(event=self.session.event_id))

    @cached_property
    def mechanisms(self) -> list[Mechanism]:
        return list(Mechanism.objects.all())

    @cached_property
    def targets(self) -> list[SdgTarget]:
        return list(SdgTarget.objects.all())
