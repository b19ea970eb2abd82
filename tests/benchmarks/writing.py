"""The cost of registering: people who are signed in send the form, for an event with a limit of places."""

import http.client
import re
import urllib.parse
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from cms.models import Event
from participants.domain.setup import offered_categories
from participants.models import CategoryPlaces, ParticipantCategory, Person, Registration, RegistrationSetup, User
from tests.benchmarks.server import cpu_ms

PEOPLE, WARM = 40, 10
DOMAIN = "@bench.example.org"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def admin_list_of(event: Event) -> str:
    return reverse("registrations:index", args=[event.slug])


def measure_registrations(event: Event, address: str, parent: int) -> dict[str, Any]:
    """Without limits, and with places of the event and of the category that suffice; the set-up is as it was then."""
    setup = RegistrationSetup.objects.get(event=event)
    category = next(iter(offered_categories(setup)))
    limits, rows = RegistrationSetup.objects.filter(event=event), CategoryPlaces.objects.filter(setup=setup)
    kept, quotas = {"capacity": setup.capacity, "places_taken": setup.places_taken}, list(rows)
    try:
        rows.delete()
        limits.update(capacity=None)
        plain = measure_posts(event, address, parent, category)
        limits.update(capacity=kept["places_taken"] + 10 * PEOPLE)
        CategoryPlaces.objects.create(setup=setup, category=category, capacity=10 * PEOPLE)
        limited = measure_posts(event, address, parent, category)
    finally:
        limits.update(**kept)
        rows.delete()
        CategoryPlaces.objects.bulk_create(quotas)
    return {"plain": plain, "limited": limited, "budget": "30; 25", "indico": "56 / 3,292", "pretalx": "68"}


def measure_posts(event: Event, address: str, parent: int, category: ParticipantCategory) -> dict[str, Any]:
    """CPU in milliseconds for one POST and for the form before it; whoever registered is removed afterwards."""
    remove(list(Person.objects.filter(user__email__endswith=DOMAIN)))  # of a run that was stopped
    people = [add_person(number) for number in range(PEOPLE)]
    for person in people[:WARM]:
        prepare(event, address, person, category)()
    before = cpu_ms(parent)
    posts = [prepare(event, address, person, category) for person in people[WARM:]]
    opened = cpu_ms(parent)
    statuses = [post() for post in posts]
    sent = cpu_ms(parent)
    remove(people)
    if set(statuses) != {302}:
        raise RuntimeError(f"registering answered {sorted(set(statuses))}")
    return {"form_ms": round((opened - before) / len(posts), 1), "cpu_ms": round((sent - opened) / len(posts), 1)}


def add_person(number: int) -> Person:
    user = User.objects.create_user(f"bench{number}{DOMAIN}", None, first_name="Bench", last_name=str(number))
    return Person.objects.create(user=user, name=f"Bench {number}", email=user.email)


def remove(people: list[Person]) -> None:
    Registration.objects.filter(person__in=people).delete()
    users = [person.user_id for person in people]
    Person.objects.filter(pk__in=[person.pk for person in people]).delete()
    User.objects.filter(pk__in=users).delete()


def prepare(event: Event, address: str, person: Person, category: ParticipantCategory):
    """Signs in and opens the form, and returns what sends it."""
    client = Client()
    client.force_login(person.user)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    host = urllib.parse.urlsplit(address).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    path = reverse("participants:register", args=[event.slug])
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    token = TOKEN.search(answer.read().decode()).group(1)
    cookie += f"; {settings.CSRF_COOKIE_NAME}={answer.headers['Set-Cookie'].split(';')[0].split('=', 1)[1]}"
    form = {"csrfmiddlewaretoken": token, "name": person.name, "country": "KR", "category": category.pk}
    body = urllib.parse.urlencode(form | {"institution": "Institute", "title": "Analyst", "list_consent": "on"})

    def post() -> int:
        connection = http.client.HTTPConnection(host, timeout=60)  # the one kept alive may have ended by now
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Referer": address + path}
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    return post
