"""The rows of the table: what the peers cost, and what Rostrum may cost (milliseconds of CPU, SQL statements).

The peers' figures were measured on two cores with the same kind of event: 4 days, 240 contributions, 480 speakers,
1,800 registrations; two web workers, PostgreSQL, no proxy.
"""

from dataclasses import dataclass

EVENT = "load-event"


@dataclass(frozen=True, slots=True)
class Row:
    """`path` is asked for as `role` (a visitor where empty); budgets of None belong to work that is yet to come."""

    name: str
    path: str
    indico: str
    pretalx: str
    cold: float | None
    warm: float | None
    statements: int | None
    role: str = ""


ROWS = [
    Row("event home", "/events/{event}/", "64, 18", "25, 8", 8, 2, 10),
    Row("whole programme as HTML", "/events/{event}/programme/", "334, 21", "399, 8", 50, 3, 10),
    Row("session page", "/events/{event}/sessions/{session}/", "128, 30", "61, 17", 15, None, 10),
    Row("person's page", "/events/{event}/speakers/{speaker}/", "none", "49, 12", 15, None, 10),
    Row("list of people, a page", "/events/{event}/participants/", "3,145, 8", "642, 9", 20, None, 8),
    Row("calendar feed of everything", "/events/{event}/programme.ics", "1,703, 904", "867, 8", 60, 3, 8),
    Row("programme as JSON", "/events/{event}/programme.json", "1,723, 317", "905, 490", 50, None, 8),
    Row("programme as PDF, from store", "/events/{event}/programme.pdf", "6,730, 68", "none", None, None, None),
    Row("editor data", "/admin/programme/{event}/editor/state/", "none", "188, 10", 40, None, 10, "organiser"),
    Row("list in the back office", "{admin_list}", "3,840, 23", "461, 22", 60, None, 12, "organiser"),
]
#: Measured last, with the shelves filled: see `shelves`.
QUESTION = "/experts/?theme=digital-government&group=sids&language=fr"
FULL = [
    Row("library, 10,000 papers", "/papers/", "none", "none", 200, None, 10),
    Row("library, words and a facet", "/papers/?q=governance&language=fr", "none", "none", 200, None, 10),
    Row("directory, 20,000 experts", "/experts/", "none", "none", 200, None, 10),
    Row("directory, a question", QUESTION, "none", "none", 200, None, 10),
    Row(
        "directory, an organiser's",
        f"{QUESTION}&unseen=public-service-forum",
        "none",
        "none",
        200,
        None,
        10,
        "organiser",
    ),
    Row("directory, a word of all", "/experts/?q=expert", "none", "none", 200, None, 10),
    Row("register, 20,000 recommendations", "/recommendations/", "none", "none", 200, None, 12),
    Row("register, words and a facet", "/recommendations/?q=budget&verb=urges", "none", "none", 200, None, 12),
]
