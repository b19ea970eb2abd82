"""The programme in and out: spreadsheets, Indico's JSON, the schedule of pretalx and frab.

In: a limited child process reads the file into a `document` of rows, all text (`child`, `run`, `formats`). `planning`
compares these with the programme as it stands and says in words what would change (`plan`); `sessions.domain.exchange`
writes what somebody confirmed. Out: `read` makes a `state` of the working programme, and a format writes it.

`formats`, `document`, `state`, `columns`, `cells` and `tables` know nothing of Django: the child imports them.
"""
