from .accounts import User, normalize_email
from .form import Answer, FormSection, Question, RegistrationDraft, Stage
from .letters import Letter
from .people import Affiliation, Person, PersonName
from .privacy import Consent, DataExport, Erasure, PrivacyNotice
from .registration import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup
from .targets import BalanceTarget

__all__ = [
    "Affiliation",
    "Answer",
    "BalanceTarget",
    "CategoryPlaces",
    "Consent",
    "DataExport",
    "Erasure",
    "FormSection",
    "Letter",
    "ParticipantCategory",
    "Person",
    "PersonName",
    "PrivacyNotice",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationSetup",
    "Stage",
    "User",
    "normalize_email",
]
