"""What the desk of an upcoming event keeps beside its registrations, and a letter that every event may use."""

from datetime import date

from cms.models import Event, Role
from participants.models import LetterTemplate, RegistrationNote, RegistrationTag

TAGS = (("Met at the airport", "blue"), ("Invited lunch", "amber"), ("Visa under way", "violet"))
SUBJECT = "Before you travel: {event}"
BODY = """Dear {honorific} {name},

we look forward to meeting you: {dates}, {venue}.

Your registration, with everything you told us, is here; please correct it if something has changed:
{registration_link}
"""


def add(slugs: list[str], today: date) -> None:
    """For those of the events that are not over and have registrations; needs the accounts of their teams."""
    LetterTemplate.objects.get_or_create(
        event=None, name="Before you travel", defaults={"subject": SUBJECT, "body": BODY}
    )
    for event in Event.objects.filter(slug__in=slugs, end_date__gte=today, registrations__isnull=False).distinct():
        _add_to(event)


def _add_to(event: Event) -> None:
    registrations = list(event.registrations.order_by("pk")[:24])
    for place, (name, colour) in enumerate(TAGS):
        tag = RegistrationTag.objects.create(event=event, name=name, colour=colour)
        tag.registrations.set(registrations[place :: len(TAGS) + place])
    waiting = event.registrations.filter(status="submitted").order_by("submitted_at", "pk").first()
    organiser = event.team.filter(role=Role.ORGANISER).select_related("user").first()
    if waiting and organiser:
        text = "Asked by telephone whether there are places left."
        RegistrationNote.objects.create(registration=waiting, text=text, by=organiser.user)
