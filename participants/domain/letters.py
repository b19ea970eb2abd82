"""Letters about a registration, in plain words and plain text."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from participants.domain.text import one_line
from participants.models import Person, Registration


def post(kind: str, registration: Registration) -> None:
    """Puts a letter to the registered person in the queue; `kind` names its template. People without address get none.

    To be called inside the transaction that the letter is about: the queue is a table, so the letter leaves exactly
    when the change is committed, and neither a dead mail server nor a crash in between can lose it.
    """
    if address := address_of(registration.person):
        subject, body = compose(kind, registration)
        deliver.enqueue(subject=subject, body=body, to=address)


def address_of(person: Person) -> str:
    """Where letters to `person` go now: to their account, else to the address in their record; empty where neither."""
    return person.user.email if person.user else person.email


def compose(kind: str, registration: Registration) -> tuple[str, str]:
    """Subject and body, in the event's language. The template's first line is the subject."""
    event = registration.event
    context = {
        "registration": registration,
        "event": event,
        "name": one_line(event.name),
        "title": one_line(event.title),
        "address": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('participants:register', args=[event.slug])}",
    }
    with translation.override(event.language):
        text = render_to_string(f"participants/letters/{kind}.txt", context)
    subject, _, body = text.strip().partition("\n")
    return one_line(subject), f"{body.strip()}\n"


@task()
def deliver(subject: str, body: str, to: str) -> None:
    EmailMessage(subject, body, to=[to]).send()
