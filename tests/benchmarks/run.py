"""Everything that `make bench` measures, in the order of the table."""

import os
from typing import Any

from django.conf import settings
from django.test import Client

from cms.models import Event
from tests.benchmarks import firstview, shelves, writing
from tests.benchmarks.budget import EVENT, FULL, ROWS, Row
from tests.benchmarks.exports import measure_exports
from tests.benchmarks.long_report import measure_long_report
from tests.benchmarks.measure import Browser, measure
from tests.benchmarks.paper import compile_ratio, programme_seconds
from tests.benchmarks.server import memory_mib, web_server
from tests.benchmarks.sheets import measure_sheets

#: What needs no web server; each can be measured alone.
PAPERS = {
    "report_pdf": compile_ratio,
    "programme_pdf": programme_seconds,
    "sheets_pdf": measure_sheets,
    "long_report": measure_long_report,
}


def measure_all() -> dict[str, Any]:
    event = Event.objects.get(slug=EVENT)
    with web_server(dict(os.environ)) as (address, parent):
        fresh = memory_mib(parent)
        rows = [measure_row(row, event, address, parent).as_dict() for row in ROWS]
        posting = writing.measure_registrations(event, address, parent)
        memory = round(memory_mib(parent))
        papers = {"export": measure_exports(EVENT), **{name: measured() for name, measured in PAPERS.items()}}
        shelves.fill()  # last: from then on the event is not of its usual size any more
        rows += [measure_row(row, event, address, parent).as_dict() for row in FULL]
        return {
            "rows": rows,
            "registration": posting,
            "memory_mib": {"fresh": round(fresh), "peak": memory},
            "first_view_kb": firstview.kilobytes(address, f"/events/{EVENT}/"),
            **papers,
        }


def measure_row(row: Row, event: Event, address: str, parent: int):
    client = Client(headers={"host": "127.0.0.1"})
    cookie = sign_in(client, event, row.role) if row.role else ""
    return measure(row, address_of(row, event), Browser(address, cookie), parent, client)


def sign_in(client: Client, event: Event, role: str) -> str:
    """The cookie of somebody who holds `role` at the event."""
    client.force_login(event.team.filter(role=role).select_related("user").first().user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def address_of(row: Row, event: Event) -> str:
    session = event.sessions.filter(contributions__isnull=False).first()
    speaker = session.contributions.first().speakers.first()
    return row.path.format(
        event=event.slug, session=session.pk, speaker=speaker.pk, admin_list=writing.admin_list_of(event)
    )
