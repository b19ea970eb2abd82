from .accounts import User, normalize_email
from .checkin import Scan
from .form import Answer, FormSection, Question, RegistrationDraft, Stage
from .letters import Letter
from .people import Affiliation, Person, PersonName
from .registration import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup

__all__ = [
    "Affiliation",
    "Answer",
    "CategoryPlaces",
    "FormSection",
    "Letter",
    "ParticipantCategory",
    "Person",
    "PersonName",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationSetup",
    "Scan",
    "Stage",
    "User",
    "normalize_email",
]
