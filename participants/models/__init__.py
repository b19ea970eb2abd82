from .accounts import User, normalize_email
from .checkin import Scan
from .form import Answer, FormSection, Question, RegistrationDraft, Stage
from .letters import Letter
from .merging import DifferentPeople, PersonMerge
from .people import Affiliation, Person, PersonName
from .privacy import Consent, DataExport, Erasure, PrivacyNotice
from .registration import CategoryPlaces, ParticipantCategory, Registration, RegistrationSetup
from .targets import BalanceTarget
from .ways import Delegation, Invitation, ListImport, Nomination

__all__ = [
    "Affiliation",
    "Answer",
    "BalanceTarget",
    "CategoryPlaces",
    "Consent",
    "DataExport",
    "Delegation",
    "DifferentPeople",
    "Erasure",
    "FormSection",
    "Invitation",
    "Letter",
    "ListImport",
    "Nomination",
    "ParticipantCategory",
    "Person",
    "PersonMerge",
    "PersonName",
    "PrivacyNotice",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationSetup",
    "Scan",
    "Stage",
    "User",
    "normalize_email",
]
