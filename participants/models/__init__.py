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
    "DeskView",
    "FormSection",
    "GroupLetter",
    "Letter",
    "LetterTemplate",
    "ParticipantCategory",
    "Person",
    "PersonName",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationExport",
    "RegistrationNote",
    "RegistrationSetup",
    "RegistrationTag",
    "Stage",
    "User",
    "normalize_email",
]
