"""Indico's HTTP API: `/export/event/ID.json?detail=sessions` (or `contributions`) and `/export/timetable/ID.json`.

A block of a session is a session here, with its conveners as chairs and its contributions; so is a contribution that
stands alone, and a break. It has no place for other roles, statuses, themes and languages; what is cancelled is not
written.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from cms.numbers import whole_number
from sessions.exchange import json_parts
from sessions.exchange.document import SESSION, TALK, Document, Row, Unreadable
from sessions.exchange.json_parts import People, part, parts, text
from sessions.exchange.state import Sitting, State, Talk

from .base import Format

INDICO = "indico:"
#: Under which keys the two exports give the same id, by the letter that we put before it.
LONGEST_NUMBER = 10
ID_KEYS = {"s": ("sessionSlotId",), "c": ("db_id", "contributionId"), "b": ("scheduleEntryId",)}


def recognises(file: BinaryIO) -> bool:
    return json_parts.starts_with_brace(file)


def read(file: BinaryIO) -> Document:
    results = json_parts.load(file).get("results")
    reading = _Reading()
    if isinstance(results, list) and len(results) == 1 and isinstance(results[0], dict):
        reading.event(results[0])
    elif isinstance(results, dict) and len(results) == 1:
        reading.timetable(*next(iter(results.items())))
    elif isinstance(results, list | dict) and len(results) > 1:
        raise Unreadable("many_events")
    else:
        raise Unreadable("json")
    rows = [*reading.rows, *reading.people.rows.values()]
    json_parts.check_count(rows)
    return Document("indico", rows)


class _Reading:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.people = People()
        self.id = ""
        self.number = 0

    def event(self, event: dict[str, Any]) -> None:
        self.id = text(event.get("id"))
        for block in parts(event, "sessions"):
            self.block(block, part(block, "session"), parts(block, "contributions"))
        for contribution in parts(event, "contributions"):
            self.alone(contribution, "speakers")

    def timetable(self, id: str, days: Any) -> None:
        self.id = text(id)
        for _day, entries in sorted(days.items()) if isinstance(days, dict) else ():
            for entry in sorted(_objects(entries), key=lambda each: text(part(each, "startDate").get("time"))):
                self.entry(entry)

    def entry(self, entry: dict[str, Any]) -> None:
        kind = entry.get("entryType")
        if kind == "Session":
            inner = sorted(_objects(entry.get("entries")), key=lambda each: text(part(each, "startDate").get("time")))
            self.block(entry, entry, [each for each in inner if each.get("entryType") == "Contribution"])
        elif kind == "Contribution":
            self.alone(entry, "presenters")
        elif kind == "Break":
            self.add(entry, "b", type="Break", description=text(entry.get("description")))

    def block(self, block: dict[str, Any], session: dict[str, Any], contributions: list[dict[str, Any]]) -> None:
        title, slot = text(session.get("title")) or text(block.get("title")), text(block.get("slotTitle"))
        self.add(
            block,
            "s",
            title=f"{title}: {slot}" if slot and slot != title else title,
            type=text(session.get("type")),
            number=code if len(code := text(session.get("code"))) <= LONGEST_NUMBER else "",
            description=text(session.get("description")),
            chair=self.names(block, "conveners") or self.names(session, "sessionConveners"),
        )
        for contribution in contributions:
            self.contribution(contribution)

    def alone(self, contribution: dict[str, Any], people: str) -> None:
        self.add(contribution, "c", type=text(contribution.get("type")))
        self.contribution(contribution, speakers=people)

    def add(self, entry: dict[str, Any], letter: str, **cells: str) -> None:
        self.number += 1
        facts = {
            "uid": text(entry.get("uid")),
            "title": text(entry.get("title")),
            "date": "",
            "start": _moment(entry.get("startDate")),
            "end": _moment(entry.get("endDate")),
            "room": text(entry.get("room")) or text(entry.get("roomFullname")),
            "external_ref": self.reference(letter, entry),
        }
        self.rows.append(Row(SESSION, self.number, "", json_parts.told(facts | cells)))

    def contribution(self, entry: dict[str, Any], speakers: str = "") -> None:
        named = self.names(entry, speakers or "speakers") or self.names(entry, "presenters")
        cells = {
            "session": "",
            "title": text(entry.get("title")),
            "abstract": text(entry.get("description")),
            "minutes": _minutes(entry.get("duration")),
            "speakers": named or self.names(entry, "primaryauthors"),
            "external_ref": self.reference("c", entry),
        }
        self.rows.append(Row(TALK, self.number, "", json_parts.told(cells)))

    def reference(self, letter: str, entry: dict[str, Any]) -> str:
        """Empty for what Rostrum wrote: there the uid says what it is."""
        found = next(filter(None, (text(entry.get(key)) for key in (*ID_KEYS[letter], "id"))), "")
        return f"{INDICO}{self.id}/{letter}{found}"[:120] if found and "uid" not in entry else ""

    def names(self, entry: dict[str, Any], key: str) -> str:
        return self.people.cell(_person(each) for each in parts(entry, key))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value.values() if isinstance(each, dict)] if isinstance(value, dict) else []


def _person(each: dict[str, Any]) -> dict[str, str]:
    first, last = (
        text(each.get("first_name") or each.get("firstName")),
        text(each.get("last_name") or each.get("familyName")),
    )
    email = each.get("email")
    return {
        "name": " ".join(filter(None, [first, last])) or text(each.get("fullName") or each.get("name")),
        "honorific": text(each.get("title")),
        "institution": text(each.get("affiliation")),
        "email": text(email[0] if isinstance(email, list) and email else email),
        "uid": text(each.get("uid")),
    }


def _moment(value: Any) -> str:
    """With its offset; what is no moment goes on as it stands, to be refused with its words."""
    words = [text(value.get(key)) for key in ("date", "time", "tz")] if isinstance(value, dict) else []
    if not (words and all(words)):
        return " ".join(words)
    try:
        moment = datetime.fromisoformat(f"{words[0]} {words[1]}").replace(tzinfo=ZoneInfo(words[2]))
    except (ValueError, OSError, KeyError):
        return " ".join(words)
    return moment.isoformat(" ", "minutes")


def _minutes(value: Any) -> str:
    """Minutes in the export, seconds or a clock's words in some timetables."""
    said = text(value)
    seconds = whole_number(said) or 0
    return str(seconds // 60) if seconds > 600 else said


# --- Out ----------------------------------------------------------------------------------------------------


def write(state: State) -> Iterator[bytes]:
    """Session after session, so that only one is held as text."""
    head = {"_type": "HTTPAPIResult", "count": 1, "url": state.url}
    yield (_json(head)[:-1] + ',"results":[' + _json(_event(state))[:-1] + ',"sessions":[').encode()
    wanted = [each for each in state.sittings if each.status != "cancelled"]
    for place, each in enumerate(wanted):
        yield (("," if place else "") + _json(_block(state, each))).encode()
    yield b"]}]}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _event(state: State) -> dict[str, Any]:
    return {
        "_type": "Conference",
        "id": state.slug,
        "title": state.title,
        "timezone": state.timezone,
        "startDate": {"date": state.start_date.isoformat(), "time": "00:00:00", "tz": state.timezone},
        "endDate": {"date": state.end_date.isoformat(), "time": "23:59:00", "tz": state.timezone},
        "url": state.url,
        "contributions": [],
    }


def _block(state: State, each: Sitting) -> dict[str, Any]:
    session = {
        "title": each.title,
        "type": state.kinds[each.kind],
        "code": each.number,
        "description": each.description,
    }
    return {
        "_type": "SessionSlot",
        "id": each.id,
        "uid": each.uid,
        "title": each.title,
        "slotTitle": "",
        "startDate": _date(state, each.start),
        "endDate": _date(state, each.end),
        "room": each.room,
        "roomFullname": each.room,
        "url": f"{state.url}sessions/{each.id}/",
        "session": {"_type": "Session"} | session,
        "conveners": [_written(state, who, "SlotChair") for who in each.people.get("chair", ())],
        "contributions": [_contribution(state, each, talk) for talk in each.talks],
    }


def _contribution(state: State, each: Sitting, talk: Talk) -> dict[str, Any]:
    return {
        "_type": "Contribution",
        "id": talk.id,
        "uid": f"{each.uid}/{talk.id}",
        "title": talk.title,
        "description": talk.abstract,
        "duration": talk.minutes or None,
        "session": each.title,
        "speakers": [_written(state, who, "ContributionParticipation") for who in talk.speakers],
    }


def _written(state: State, who: Any, type: str) -> dict[str, Any]:
    someone = state.people[who]
    names = {"fullName": someone.name, "title": someone.honorific, "affiliation": someone.institution}
    return {"_type": type, "id": someone.id, "uid": someone.uid} | names


def _date(state: State, moment: datetime | None) -> dict[str, str] | None:
    if moment is None:
        return None
    zone = "UTC" if moment.fold else state.timezone
    local = moment.astimezone(ZoneInfo(zone))
    return {"date": local.date().isoformat(), "time": local.strftime("%H:%M:%S"), "tz": zone}


FORMAT = Format("indico", "json", "application/json", recognises, read, write, rank=3)
