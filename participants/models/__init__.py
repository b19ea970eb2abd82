from .accounts import User, normalize_email
from .letters import Letter
from .people import Affiliation, Person, PersonName
from .registration import ParticipantCategory, Registration, RegistrationSetup

__all__ = [
    "Affiliation",
    "Letter",
    "ParticipantCategory",
    "Person",
    "PersonName",
    "Registration",
    "RegistrationSetup",
    "User",
    "normalize_email",
]
