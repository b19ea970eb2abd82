"""The columns of the sheets, as they are written, and the other names under which they are found."""

import re
from dataclasses import dataclass

from .document import PERSON, ROOM, SESSION, TALK


@dataclass(frozen=True, slots=True)
class Column:
    """`types` are the rows that have it; `help` says what belongs in it, for the template."""

    key: str
    header: str
    types: tuple[str, ...]
    help: str
    aliases: tuple[str, ...] = ()


COLUMNS = (
    Column("type", "Type", (), "session, contribution, person or room. Only where all are in one sheet.", ("row",)),
    Column(
        *("number", "Number", (SESSION,), "IV. Empty where it has none, or where the event numbers its sessions."),
        ("no", "nr", "session number", "session no", "code"),
    ),
    Column("title", "Title", (SESSION, TALK), "Needed.", ("session title", "name of session", "subject", "topic")),
    Column("kind", "Kind", (SESSION,), "One of the kinds listed below.", ("session kind", "session type", "format")),
    Column("date", "Date", (SESSION,), "2014-06-23, 23 June 2014 or a date of the spreadsheet.", ("day",)),
    Column("weekday", "Weekday", (SESSION,), "May stay empty; checked against the date.", ("day of week",)),
    Column(
        *("start", "Start", (SESSION,), "09:00, in the time zone of the event."),
        ("from", "begins", "begin", "start time", "starts", "time from"),
    ),
    Column(
        *("end", "End", (SESSION,), "10:30; after midnight 24:30 or a date with the time."),
        ("to", "until", "ends", "end time", "finish", "time to"),
    ),
    Column("room", "Room", (SESSION,), "The name of a room; new ones are added.", ("location", "hall", "place")),
    Column("status", "Status", (SESSION,), "confirmed, tentative or cancelled.", ("state",)),
    Column(
        "chair", "Chair", (SESSION,), "People, with semicolons between them.", ("chairs", "chairperson", "chaired by")
    ),
    Column("moderators", "Moderators", (SESSION,), "As above.", ("moderator", "moderated by")),
    Column("rapporteurs", "Rapporteurs", (SESSION,), "As above.", ("rapporteur",)),
    Column("panellists", "Panellists", (SESSION,), "As above.", ("panelists", "panellist", "panelist", "panel")),
    Column("description", "Description", (SESSION,), "Plain text.", ("about", "summary", "session description")),
    Column("themes", "Themes", (SESSION,), "Subjects of the event, with semicolons.", ("theme", "subjects", "track")),
    Column("objectives", "Objectives", (SESSION,), "Letters of the event's objectives: a; c.", ("objective",)),
    Column("agenda_item", "Agenda item", (SESSION,), "Its number or title.", ("agenda", "item")),
    Column("languages", "Languages", (SESSION,), "en; fr. Empty: those of the event.", ("language",)),
    Column("interpretation", "Interpretation", (SESSION,), "en; fr.", ("interpretation into",)),
    Column("expected", "Expected", (SESSION,), "How many people are expected.", ("people expected", "attendance")),
    Column(
        *("session", "Session", (TALK,), "Number, title or uid of its session. Empty: the session of the row above."),
        ("session ref", "in session", "parent"),
    ),
    Column("abstract", "Abstract", (TALK,), "Plain text.", ()),
    Column("minutes", "Minutes", (TALK,), "20. Empty where the length is open.", ("duration", "length", "min")),
    Column(
        *("speakers", "Speakers", (TALK,), "People, with semicolons between them."),
        ("speaker", "presenter", "presenters", "presented by", "authors"),
    ),
    Column(
        "name", "Name", (PERSON, ROOM), "As it is to be printed. Cells of people and rooms refer to it.", ("full name",)
    ),
    Column("honorific", "Form of address", (PERSON,), "Ms., Dr., H.E.", ("honorific", "salutation", "prefix")),
    Column("post", "Post", (PERSON,), "Director.", ("position", "function", "job title")),
    Column(
        *("institution", "Institution", (PERSON,), "Tells people of the same name apart."),
        ("affiliation", "organization", "organisation", "company"),
    ),
    Column("country", "Country", (PERSON,), "Its name or two letters.", ("state or area",)),
    Column(
        "email", "E-mail", (PERSON,), "Finds people who are here already. Never written.", ("mail", "email address")
    ),
    Column(
        "referred_to_as", "Referred to as", (PERSON,), "What stands in the cells, where it is not the name.", ("key",)
    ),
    Column("building", "Building", (ROOM,), "", ()),
    Column("floor", "Floor", (ROOM,), "", ("level",)),
    Column("seats", "Seats", (ROOM,), "", ("capacity",)),
    Column("uid", "uid", (SESSION, PERSON), "Leave as it is; empty for what is new.", ("guid", "uuid")),
    Column("external_ref", "Reference elsewhere", (SESSION, TALK), "Leave as it is.", ("external ref", "external id")),
)
BY_KEY = {column.key: column for column in COLUMNS}
NEEDED = {SESSION: "title", TALK: "title", PERSON: "name", ROOM: "name"}


def of(type: str) -> list[Column]:
    return [column for column in COLUMNS if type in column.types]


def plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


FOUND_AS = {
    plain(name): column.key for column in COLUMNS for name in (column.key, column.header, *column.aliases) if name
}
SHEETS = {SESSION: "Sessions", TALK: "Contributions", PERSON: "People", ROOM: "Rooms"}
TYPE_NAMES = {
    **{plain(name): each for each, sheet in SHEETS.items() for name in (each, f"{each}s", sheet)},
    **dict.fromkeys(("programme", "program", "agenda", "schedule"), SESSION),
    **dict.fromkeys(("talk", "talks", "presentation", "presentations", "speech"), TALK),
    **dict.fromkeys(("speaker", "participant", "participants"), PERSON),
}
