"""python -m tests.benchmarks.rush: 300 people who are signed in register within a minute for an event with too few places.

Two web workers on the database that DATABASE_URL names (SQLite without one). Each opens the form and sends it. It ends
with an error where an answer is no redirect, or there is one place too many or too few.
"""

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.benchmarks.__main__ import BUILD, know_the_data, prepare

PEOPLE, PLACES, SECONDS = 300, 120, 60
AT_ONCE = 40  # devices that may wait for an answer at the same time


def main() -> int:
    engine = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    os.environ["ROSTRUM_VAR"] = str(BUILD / f"bench-{engine}")
    os.environ["REQUIRE_SECOND_FACTOR"] = "false"  # the accounts of the demonstration have none
    prepare()
    import django

    django.setup()
    know_the_data()
    found = rush()
    print(f"{engine}: {found}")
    return int(not is_exact(found))


def is_exact(found: dict[str, Any]) -> bool:
    expected = {"approved": PLACES, "waiting": PEOPLE - PLACES}
    return found["answers"] == {302: PEOPLE} and found["registrations"] == expected and found["over"] == 0


def rush() -> dict[str, Any]:
    from cms.models import Event
    from participants.models import Person, Registration, RegistrationSetup
    from tests.benchmarks import writing
    from tests.benchmarks.budget import EVENT
    from tests.benchmarks.server import cpu_ms, web_server

    event = Event.objects.get(slug=EVENT)
    writing.remove(list(Person.objects.filter(user__email__endswith=writing.DOMAIN)))
    setup = RegistrationSetup.objects.get(event=event)
    kept = {"capacity": setup.capacity, "has_waiting_list": setup.has_waiting_list, "places_taken": holding(event)}
    people = [writing.add_person(number) for number in range(PEOPLE)]
    category = next(iter(writing.offered_categories(setup)))
    limits = {"capacity": kept["places_taken"] + PLACES, "has_waiting_list": True}
    RegistrationSetup.objects.filter(event=event).update(**kept | limits)
    try:
        with web_server(dict(os.environ)) as (address, parent):
            before = cpu_ms(parent)
            register = lambda person: writing.prepare(event, address, person, category)()
            answers, waits = on_time(register, people)
            spent = cpu_ms(parent) - before
        setup.refresh_from_db()
        made = Counter(Registration.objects.filter(person__in=people).values_list("status", flat=True))
        over = max(holding(event), setup.places_taken) - setup.capacity
    finally:
        writing.remove(people)
        RegistrationSetup.objects.filter(event=event).update(**kept)
    return {
        "answers": dict(Counter(answers)),
        "registrations": dict(made),
        "over": over,
        "seconds_median": sorted(waits)[len(waits) // 2],
        "seconds_slowest": max(waits),
        "cpu_ms_each": round(spent / PEOPLE, 1),
    }


def holding(event: Any) -> int:
    return event.registrations.holding_places().count()


def on_time(work: Any, people: list[Any]) -> tuple[list[int], list[float]]:
    """One after the other at an even pace, whether the ones before were answered or not; answers and waiting times."""
    from django.db import connection

    began = time.monotonic()

    def run(number: int) -> tuple[int, float]:
        due = began + number * SECONDS / PEOPLE
        time.sleep(max(0, due - time.monotonic()))
        status = work(people[number])
        connection.close()
        return status, round(time.monotonic() - due, 2)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(run, range(len(people))))
    return [status for status, _wait in done], [wait for _status, wait in done]


if __name__ == "__main__":
    raise SystemExit(main())
