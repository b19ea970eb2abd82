"""schedule.json, as pretalx and frab write it and c3voc describes it: days, rooms, and what takes place in them.

An entry is a session here. The people of an entry are those on stage: speakers and panellists. Of several languages and
themes it knows the first. It has no place for contributions, chairs, and what is cancelled or has no time.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, BinaryIO

from sessions.exchange import json_parts
from sessions.exchange.document import ROOM, SESSION, Document, Row, Unreadable
from sessions.exchange.json_parts import People, part, parts, text
from sessions.exchange.state import Sitting, State

from .base import Format

SCHEMA = "https://c3voc.de/schedule/schema.json"
#: Sessions without a room stand under this name.
NO_ROOM = "(no room)"
PRETALX = "pretalx:"


def recognises(file: BinaryIO) -> bool:
    if not json_parts.starts_with_brace(file):
        return False
    file.seek(0)
    return bool(part(part(json_parts.load(file), "schedule"), "conference"))


def read(file: BinaryIO) -> Document:
    conference = part(part(json_parts.load(file), "schedule"), "conference")
    if not isinstance(conference.get("days"), list):
        raise Unreadable("json")
    people = People()
    rows = [_session(number, entry, people) for number, entry in enumerate(_entries(conference), start=1)]
    rooms = [_room(number, room) for number, room in enumerate(parts(conference, "rooms"), start=1)]
    rows += [*people.rows.values(), *(row for row in rooms if row.cells.get("name", NO_ROOM) != NO_ROOM)]
    json_parts.check_count(rows)
    return Document("frab", rows)


def _entries(conference: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for day in parts(conference, "days"):
        for name, entries in part(day, "rooms").items():
            for entry in entries if isinstance(entries, list) else ():
                if isinstance(entry, dict):
                    yield {"room": name} | entry


def _session(number: int, entry: dict[str, Any], people: People) -> Row:
    cells = {key: text(entry.get(key)) for key in ("title", "type", "track", "language", "room")}
    subtitle, code = text(entry.get("subtitle")), text(entry.get("code"))
    start, end = _moments(entry)
    cells |= {
        "title": f"{cells['title']}: {subtitle}" if subtitle else cells["title"],
        "room": "" if cells["room"] == NO_ROOM else cells["room"],
        "uid": text(entry.get("guid")),
        "external_ref": f"{PRETALX}{code}" if code else "",
        "date": "",
        "start": start,
        "end": end,
        "description": "\n\n".join(filter(None, map(text, (entry.get("abstract"), entry.get("description"))))),
        "stage": people.cell(_person(each) for each in parts(entry, "persons")),
    }
    return Row(SESSION, number, "", json_parts.told(cells))


def _moments(entry: dict[str, Any]) -> tuple[str, str]:
    """Beginning and end with their offsets; what is no moment goes on as it stands, to be refused with its words."""
    start, length = text(entry.get("date")), text(entry.get("duration"))
    hours, _, minutes = length.partition(":")
    try:
        begins = datetime.fromisoformat(start)
        ends = begins + timedelta(hours=int(hours), minutes=int(minutes or 0))
    except (ValueError, OverflowError):
        return start, length
    return begins.isoformat(" ", "minutes"), ends.isoformat(" ", "minutes")


def _person(each: dict[str, Any]) -> dict[str, str]:
    return {"name": text(each.get("public_name") or each.get("name")), "uid": text(each.get("guid"))}


def _room(number: int, room: dict[str, Any]) -> Row:
    cells = {"name": text(room.get("name")), "seats": text(room.get("capacity"))}
    return Row(ROOM, number, "", json_parts.told(cells))


# --- Out ----------------------------------------------------------------------------------------------------


def shown(state: State) -> list[Sitting]:
    return [each for each in state.sittings if each.start and each.end and each.status != "cancelled"]


def write(state: State) -> Iterator[bytes]:
    """Day after day, so that only one is held as text."""
    head = {
        "$schema": SCHEMA,
        "generator": {"name": "Rostrum"},
        "schedule": {"url": f"{state.url}programme/", "version": "working"},
    }
    opened = _json(head)[:-2] + ',"conference":' + _json(_conference(state))[:-1] + ',"days":['
    yield opened.encode()
    for index, (day, entries) in enumerate(groupby(shown(state), lambda each: each.start and each.start.date()), 1):
        yield (("," if index > 1 else "") + _json(_day(state, index, day, list(entries)))).encode()
    yield b"]}}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _conference(state: State) -> dict[str, Any]:
    rooms = [{"name": room.name, "capacity": room.capacity} for room in state.rooms]
    return {
        "acronym": state.slug,
        "title": state.title,
        "start": state.start_date.isoformat(),
        "end": state.end_date.isoformat(),
        "daysCount": (state.end_date - state.start_date).days + 1,
        "timeslot_duration": "00:05",
        "time_zone_name": state.timezone,
        "rooms": rooms,
        "tracks": [{"name": name, "slug": slug} for slug, name in state.themes.values()],
    }


def _day(state: State, index: int, day: date | None, sittings: list[Sitting]) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for each in sittings:
        rooms.setdefault(each.room or NO_ROOM, []).append(_entry(state, each))
    return {"index": index, "date": day and day.isoformat(), "rooms": rooms}


def _entry(state: State, each: Sitting) -> dict[str, Any]:
    assert each.start  # noqa: S101 -- only such sessions are shown
    assert each.end  # noqa: S101
    code = each.external_ref.removeprefix(PRETALX) if each.external_ref.startswith(PRETALX) else None
    return _times(each.start, each.end) | {
        "guid": each.uid,
        "id": each.id,
        "code": code,
        "room": each.room or NO_ROOM,
        "slug": f"{state.slug}-{each.id}",
        "url": f"{state.url}sessions/{each.id}/",
        "title": each.title,
        "subtitle": "",
        "track": state.theme(each.themes[0]) if each.themes else None,
        "type": state.kinds[each.kind],
        "language": language_of(state, each),
        "abstract": each.description,
        "description": "",
        "recording_license": "",
        "do_not_record": False,
        "persons": [_written(state, who) for who in on_stage(each)],
        "links": [],
        "attachments": [],
    }


def _times(start: datetime, end: datetime) -> dict[str, str]:
    """The length is the time that passes: where clocks are changed, not the difference of what they show."""
    minutes = int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)
    return {
        "date": start.isoformat(),
        "start": start.strftime("%H:%M"),
        "end": end.isoformat(),
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
    }


def _written(state: State, who: Any) -> dict[str, Any]:
    someone = state.people[who]
    return {"id": someone.id, "guid": someone.uid, "name": someone.name, "public_name": someone.name}


def on_stage(each: Sitting) -> tuple[Any, ...]:
    speakers = [who for talk in each.talks for who in talk.speakers]
    return tuple(dict.fromkeys([*speakers, *each.people.get("panellist", ())]))


def language_of(state: State, each: Sitting) -> str:
    return each.languages[0] if each.languages else state.language


FORMAT = Format("frab", "json", "application/json", recognises, read, write, rank=2)
