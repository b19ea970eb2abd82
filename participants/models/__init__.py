from .accounts import User, normalize_email
from .desk import DeskView, GroupLetter, LetterTemplate, RegistrationExport, RegistrationNote, RegistrationTag
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
    "Stage",
    "DeskView",
    "GroupLetter",
    "LetterTemplate",
    "RegistrationExport",
    "RegistrationNote",
    "RegistrationTag",
    "User",
    "normalize_email",
]
