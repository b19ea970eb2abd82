"""What the desk of an upcoming event keeps beside its registrations, and a letter that every event may use."""

from cms.models import Event
from participants.models import LetterTemplate, RegistrationNote, RegistrationTag

TAGS = (("Met at the airport", "blue"), ("Invited lunch", "amber"), ("Visa under way", "violet"))
SUBJECT = "Before you travel: {event}"
BODY = """Dear {honorific} {name},

we look forward to meeting you: {dates}, {venue}.

Your registration, with everything you told us, is here; please correct it if something has changed:
{registration_link}
"""


def add(event: Event) -> None:
    LetterTemplate.objects.get_or_create(
        event=None, name="Before you travel", defaults={"subject": SUBJECT, "body": BODY}
    )
    registrations = list(event.registrations.order_by("pk")[:24])
    for place, (name, colour) in enumerate(TAGS):
        tag = RegistrationTag.objects.create(event=event, name=name, colour=colour)
        tag.registrations.set(registrations[place :: len(TAGS) + place])
    waiting = event.registrations.filter(status="submitted").order_by("submitted_at", "pk").first()
    if waiting:
        RegistrationNote.objects.create(registration=waiting, text="Asked by telephone whether there are places left.")
