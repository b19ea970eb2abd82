from .accounts import User, normalize_email
from .form import Answer, FormSection, Question, RegistrationDraft, Stage
from .letters import Letter
from .people import Affiliation, Person, PersonName
from .registration import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup
from .ways import Delegation, Invitation, ListImport, Nomination

__all__ = [
    "Affiliation",
    "Answer",
    "CategoryPlaces",
    "Delegation",
    "FormSection",
    "Invitation",
    "Letter",
    "ListImport",
    "Nomination",
    "ParticipantCategory",
    "Person",
    "PersonName",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationSetup",
    "Stage",
    "User",
    "normalize_email",
]
