"""Who may sign in to the demonstration. The password is public; such accounts exist in no other place."""

from typing import NamedTuple

from .facts import FORUM, UPCOMING, email_of

PASSWORD = "harbour-Lantern-42-rostrum"  # noqa: S105 -- meant to be known


class SignIn(NamedTuple):
    role: str
    email: str
    password: str
    person: str
    events: tuple[str, ...] = ()


def _sign_in(role: str, person: str, *events: str) -> SignIn:
    return SignIn(role, email_of(person), PASSWORD, person, events)


SIGN_INS = (
    _sign_in("secretariat", "tomasz.wierzbowicz"),
    _sign_in("organiser", "paloma.irazabal", FORUM, UPCOMING),
    _sign_in("rapporteur", "aminata.kpakra", FORUM, "egm-e-government-2010", "working-group-iii-2012"),
    _sign_in("chair", "ilse.vantongerloo", FORUM, UPCOMING),
    _sign_in("expert", "eleni.karavia"),
)
