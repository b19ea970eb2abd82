"""Files as organisers have them, and reading them without the child process."""

import csv
import io
import json
from typing import Any

from cms.models import Event
from sessions.exchange import child
from sessions.exchange.document import Document
from sessions.exchange.formats import FORMATS
from sessions.exchange.plan import Plan
from sessions.exchange.planning import plan_of
from sessions.exchange.read import state_of

HEADERS = ["Title", "Date", "Start", "End"]


def table(rows: list[list[str]], *, delimiter: str = ",") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode()


def sessions(*rows: dict[str, str]) -> bytes:
    """A CSV with the columns that the rows name."""
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return table([headers, *([row.get(header, "") for header in headers] for row in rows)])


def row(**cells: str) -> dict[str, str]:
    """A session that is right, but for what is given."""
    return {"title": "Opening", "date": "2014-06-23", "start": "09:00", "end": "10:30"} | cells


def workbook(rows: list[list[Any]], *, title: str = "Programme", merge: str = "") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for cells in rows:
        sheet.append(cells)
    if merge:
        sheet.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def document(data: bytes) -> Document:
    """Read in this process; hostile files belong into the child."""
    return Document.from_json(child.read(io.BytesIO(data)))


def plan(data: bytes, event: Event, choices: dict[str, str] | None = None) -> Plan:
    return plan_of(document(data), event, choices or {})


def exported(event: Event, format: str) -> bytes:
    return b"".join(FORMATS[format].write(state_of(event)))


def comparable(data: bytes, format: str) -> Any:
    """What two exports of the same programme have in common: everything but the numbers of rows in a database."""
    if format in {"csv", "xlsx"}:
        return document(data).to_json()
    return without_ids(json.loads(data))


def without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [without_ids(each) for each in value]
    if not isinstance(value, dict):
        return value
    is_contribution = value.get("_type") == "Contribution"
    dropped = {"id", "slug", "url"} | ({"uid"} if is_contribution else set())
    return {key: without_ids(each) for key, each in value.items() if key not in dropped}


def pretalx(*talks: dict[str, Any], rooms: tuple[str, ...] = ("Hall",)) -> bytes:
    """schedule.json with everything that pretalx writes of a talk and that matters here."""
    days = [{"index": 1, "date": "2014-06-23", "rooms": {rooms[0]: list(talks)}}]
    conference = {
        "acronym": "meeting",
        "title": "Meeting",
        "start": "2014-06-23",
        "end": "2014-06-24",
        "daysCount": 2,
        "time_zone_name": "Asia/Seoul",
        "rooms": [{"name": name, "guid": None, "capacity": 80, "description": None} for name in rooms],
        "tracks": [{"name": "Trust", "slug": "1-trust"}],
        "days": days,
    }
    return json.dumps(
        {"schedule": {"version": "0.3", "base_url": "https://example.org", "conference": conference}}
    ).encode()


def talk(**fields: Any) -> dict[str, Any]:
    return {
        "guid": "6f2f1d5c-0d5b-5f6e-9f0c-2a1f0f4b7a10",
        "code": "ABC123",
        "id": 17,
        "date": "2014-06-23T09:00:00+09:00",
        "start": "09:00",
        "duration": "00:45",
        "room": "Hall",
        "title": "One counter for everything",
        "subtitle": "",
        "track": "Trust",
        "type": "Talk",
        "language": "en",
        "abstract": "What one counter changes.",
        "description": "",
        "persons": [{"code": "QWERT", "guid": "0f9d2c04-93a5-5b36-8c5b-1f6f6f3f2b11", "public_name": "Amara Okonjo"}],
    } | fields


def indico_date(time: str, day: str = "2014-06-23", tz: str = "Asia/Seoul") -> dict[str, str]:
    return {"date": day, "time": time, "tz": tz}


def indico(*blocks: dict[str, Any], contributions: tuple[dict[str, Any], ...] = ()) -> bytes:
    """/export/event/ID.json?detail=sessions"""
    event = {
        "_type": "Conference",
        "id": "4711",
        "title": "Meeting",
        "sessions": blocks,
        "contributions": contributions,
    }
    return json.dumps({"count": 1, "results": [event], "_type": "HTTPAPIResult"}).encode()


def block(**fields: Any) -> dict[str, Any]:
    session = {"_type": "Session", "id": "3", "title": "Trust", "description": "Who trusts whom.", "type": "Panel"}
    return {
        "_type": "SessionSlot",
        "id": 12,
        "title": "Trust: Morning",
        "slotTitle": "Morning",
        "startDate": indico_date("02:00:00", tz="Europe/Zurich"),
        "endDate": indico_date("03:30:00", tz="Europe/Zurich"),
        "room": "Hall",
        "session": session,
        "conveners": [person("Amara", "Okonjo", title="Ms.", email=["amara@example.org"])],
        "contributions": [contribution()],
    } | fields


def contribution(**fields: Any) -> dict[str, Any]:
    return {
        "_type": "Contribution",
        "id": "5",
        "db_id": 305,
        "title": "One counter",
        "description": "What it changes.",
        "duration": 20,
        "speakers": [person("Noor", "Adeyemi", affiliation="Institute of Invented Affairs")],
    } | fields


def person(first: str, last: str, **fields: Any) -> dict[str, Any]:
    return {"first_name": first, "last_name": last, "fullName": f"{last}, {first}", "affiliation": ""} | fields
