from .accounts import User, normalize_email
from .form import Answer, FormSection, Question, RegistrationDraft, Stage
from .letters import Letter
from .merging import DifferentPeople, PersonMerge
from .people import Affiliation, Person, PersonName
from .registration import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup

__all__ = [
    "Affiliation",
    "Answer",
    "CategoryPlaces",
    "DifferentPeople",
    "FormSection",
    "Letter",
    "ParticipantCategory",
    "Person",
    "PersonMerge",
    "PersonName",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationSetup",
    "Stage",
    "User",
    "normalize_email",
]
