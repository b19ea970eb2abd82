from .accounts import User, normalize_email
from .certificates import Certificate
from .form import Answer, FormSection, Question, RegistrationDraft, Stage
from .letters import Letter
from .official_letters import OfficialLetter, Stationery
from .people import Affiliation, Person, PersonName
from .registration import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup

__all__ = [
    "Affiliation",
    "Answer",
    "CategoryPlaces",
    "Certificate",
    "FormSection",
    "Letter",
    "OfficialLetter",
    "ParticipantCategory",
    "Person",
    "PersonName",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationSetup",
    "Stage",
    "Stationery",
    "User",
    "normalize_email",
]
