from .accounts import User, normalize_email
from .certificates import Certificate
from .checkin import Scan
from .desk import DeskView, GroupLetter, LetterTemplate, RegistrationExport, RegistrationNote, RegistrationTag
from .experts import ExpertEntry, ExpertProfile, Publication, Shortlist, ShortlistEntry
from .form import Answer, FormSection, Question, RegistrationDraft, Stage
from .letters import Letter
from .merging import DifferentPeople, PersonMerge
from .networks import Digest, Network, NetworkFile, NetworkMember, Post, Topic
from .official_letters import OfficialLetter, Stationery
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
    "Certificate",
    "Consent",
    "DataExport",
    "Delegation",
    "DeskView",
    "DifferentPeople",
    "Digest",
    "Erasure",
    "ExpertEntry",
    "ExpertProfile",
    "FormSection",
    "GroupLetter",
    "Invitation",
    "Letter",
    "LetterTemplate",
    "ListImport",
    "Network",
    "NetworkFile",
    "NetworkMember",
    "Nomination",
    "OfficialLetter",
    "ParticipantCategory",
    "Person",
    "PersonMerge",
    "PersonName",
    "Post",
    "PrivacyNotice",
    "Publication",
    "Question",
    "Registration",
    "RegistrationDraft",
    "RegistrationExport",
    "RegistrationNote",
    "RegistrationSetup",
    "RegistrationTag",
    "Scan",
    "Shortlist",
    "ShortlistEntry",
    "Stage",
    "Stationery",
    "Topic",
    "User",
    "normalize_email",
]
