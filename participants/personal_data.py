"""What this app holds of a person, for My data and its copy."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.models import EventLogEntry, TeamMember
from participants.holdings import Source
from participants.models import Answer, Person, User
from participants.questions import words

RECORD = _("as long as the record of the meeting")
ACCOUNT = _("until you erase your data")


def sources() -> list[Source]:
    return [ACCOUNT_SOURCE, ADDRESSES, PERSON, NAMES, POSTS, ROLES, REGISTRATIONS, ANSWERS, *MORE]


def not_personal() -> dict[str, Any]:
    acts = _("an act of office, listed under what was done")
    return {
        "participants.Registration.decided_by": acts,
        "participants.Letter.by": acts,
        "participants.Letter.sent_by": acts,
        "participants.Consent.by": _("listed with the consent it belongs to"),
        "participants.PrivacyNotice.by": acts,
        "participants.Erasure.person": _("says only that somebody was erased"),
        "participants.Erasure.by": acts,
        "cms.Picture.uploaded_by_user": acts,
        "cms.PageDocument.uploaded_by_user": acts,
        "cms.EventTemplate.owner": acts,
        "wagtailusers.UserProfile.user": _("settings of the back office"),
        **dict.fromkeys(WAGTAILS, _("work on pages in the back office")),
    }


WAGTAILS = (
    "wagtaildocs.Document.uploaded_by_user",
    "wagtailimages.Image.uploaded_by_user",
    "wagtailadmin.EditingSession.user",
    "wagtailadmin.FormState.user",
    "wagtailcore.APIToken.user",
    "wagtailcore.ModelLogEntry.user",
    "wagtailcore.Revision.user",
    "wagtailcore.UploadedFile.uploaded_by_user",
    "wagtailcore.WorkflowState.requested_by",
    "wagtailcore.TaskState.finished_by",
    "wagtailcore.Page.locked_by",
    "wagtailcore.Page.owner",
    "wagtailcore.PageLogEntry.user",
    "wagtailcore.Comment.user",
    "wagtailcore.Comment.resolved_by",
    "wagtailcore.CommentReply.user",
    "wagtailcore.PageSubscription.user",
)


def plain(*names: str) -> Any:
    """A row with these fields as they are; a related thing by its name."""

    def row(thing: Any) -> dict[str, Any]:
        return {name: said(getattr(thing, name)) for name in names}

    return row


def said(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def names_of(model: Any, *names: str) -> dict[str, Any]:
    return {name: model._meta.get_field(name).verbose_name for name in names}


def own_log(person: Person) -> QuerySet:
    return EventLogEntry.objects.filter(user=person.user_id, user__isnull=False).select_related("event")


ACCOUNT_SOURCE = Source(
    slug="account",
    order=10,
    label=_("Account"),
    purpose=_("so that you can sign in"),
    until=ACCOUNT,
    query=lambda person: User.objects.filter(pk=person.user_id),
    row=plain("email", "first_name", "last_name", "date_joined", "last_login"),
    labels=names_of(User, "email", "first_name", "last_name", "date_joined", "last_login"),
    relations=("participants.Person.user",),
)
ADDRESSES = Source(
    slug="addresses",
    order=11,
    label=_("E-mail addresses"),
    purpose=_("so that you can sign in and get letters"),
    until=ACCOUNT,
    query=lambda person: EmailAddress.objects.filter(user=person.user_id, user__isnull=False),
    row=plain("email", "verified", "primary"),
    labels=names_of(EmailAddress, "email", "verified", "primary"),
    relations=("account.EmailAddress.user",),
)
OF_PERSON = ("honorific", "name", "sort_name", "spoken_name", "email", "phone", "country", "gender", "biography")
PERSON = Source(
    slug="person",
    order=20,
    label=_("Profile"),
    purpose=_("so that you are named and addressed as you wish"),
    until=ACCOUNT,
    query=lambda person: Person.objects.filter(pk=person.pk).select_related("country"),
    row=plain("uid", *OF_PERSON, "created_at"),
    labels={"uid": _("identifier")} | names_of(Person, *OF_PERSON) | {"created_at": _("entered")},
)
NAMES = Source(
    slug="names",
    order=21,
    label=_("Other spellings of your name"),
    purpose=_("so that you are found and named in your own script"),
    until=ACCOUNT,
    query=lambda person: person.other_names.all(),
    row=plain("name", "language"),
    labels={"name": _("name"), "language": _("language")},
    relations=("participants.PersonName.person",),
)
POSTS = Source(
    slug="posts",
    order=22,
    label=_("Posts"),
    purpose=_("so that a list shows the post you held on the day of the meeting"),
    until=ACCOUNT,
    query=lambda person: person.affiliations.select_related("organization"),
    row=plain("title", "unit", "institution", "start", "end"),
    labels={
        "title": _("title"),
        "unit": _("unit"),
        "institution": _("institution"),
        "start": _("from"),
        "end": _("to"),
    },
    relations=("participants.Affiliation.person",),
)
ROLES = Source(
    slug="roles",
    order=23,
    label=_("Roles in teams"),
    purpose=_("so that you can do your work"),
    until=_("until the role is taken away"),
    query=lambda person: TeamMember.objects.filter(user=person.user_id, user__isnull=False).select_related("event"),
    row=plain("event", "role", "reads_needs", "created_at"),
    labels=names_of(TeamMember, "role", "reads_needs") | {"event": _("event"), "created_at": _("since")},
    relations=("cms.TeamMember.user",),
)
OF_REGISTRATION = (
    *("event", "category", "status", "institution", "title", "motivation", "needs", "list_consent", "role_in_list"),
    *("attended", "checked_in_at", "way_in", "submitted_at", "decided_at", "reason"),
)
REGISTRATIONS = Source(
    slug="registrations",
    order=30,
    label=_("Registrations"),
    purpose=_("so that you can take part, and so that meetings can say who took part"),
    until=RECORD,
    query=lambda person: person.registrations.select_related("event", "category"),
    row=plain(*OF_REGISTRATION),
    labels={"event": _("event")}
    | names_of(Person._meta.get_field("registrations").related_model, *OF_REGISTRATION[1:-3])
    | {"submitted_at": _("sent"), "decided_at": _("decided"), "reason": _("reason")},
    relations=("participants.Registration.person",),
)


def answer_row(answer: Answer) -> dict[str, Any]:
    question = answer.question
    return {
        "event": str(question.section.event),
        "question": question.label,
        "answer": words(answer),
        "value": answer.value,
        "purpose": question.purpose,
        "updated_at": answer.updated_at.isoformat(),
    }


ANSWERS = Source(
    slug="answers",
    order=31,
    label=_("Answers"),
    purpose=_("what the organizers asked them for, said with each question"),
    until=_("until the day below, or as long as the registration"),
    query=lambda person: Answer.objects.filter(registration__person=person).select_related("question__section__event"),
    row=answer_row,
    labels={
        "event": _("event"),
        "question": _("question"),
        "answer": _("answer"),
        "purpose": _("purpose"),
        "updated_at": _("written"),
    },
    files=lambda answer: [(f"{answer.question.label[:40]}{_suffix(answer)}", answer.file)] if answer.file else [],
)


def _suffix(answer: Answer) -> str:
    return f".{answer.file.name.rpartition('.')[2]}" if "." in answer.file.name else ""


def consent_row(consent: Any) -> dict[str, Any]:
    return plain("event", "text", "is_given", "at")(consent) | {
        "version": consent.version,
        "way": str(consent.get_way_display()),
    }


OF_LETTER = ("event", "subject", "body", "address", "state", "created_at", "sent_at")
MORE = [
    Source(
        slug="drafts",
        order=32,
        label=_("Unfinished forms"),
        purpose=_("so that you can go on where you stopped"),
        until=_("until you send them, or 30 days after the event"),
        query=lambda person: person.registration_drafts.select_related("event"),
        row=plain("event", "stage", "data", "updated_at"),
        labels={"event": _("event"), "stage": _("asked"), "data": _("typed"), "updated_at": _("last changed")},
        relations=("participants.RegistrationDraft.person",),
    ),
    Source(
        slug="consents",
        order=40,
        label=_("Consents"),
        purpose=_("so that it can be shown what you agreed to"),
        until=RECORD,
        query=lambda person: person.consents.select_related("event"),
        row=consent_row,
        labels={
            "event": _("event"),
            "text": _("what was asked"),
            "is_given": _("agreed"),
            "at": _("when"),
            "version": _("version"),
            "way": _("way"),
        },
        relations=("participants.Consent.person",),
    ),
    Source(
        slug="letters",
        order=50,
        label=_("Letters"),
        purpose=_("so that it can be shown what you were told"),
        until=ACCOUNT,
        query=lambda person: person.letters.select_related("event"),
        row=plain(*OF_LETTER),
        labels={
            "event": _("event"),
            "subject": _("subject"),
            "body": _("text"),
            "address": _("address"),
            "state": _("state"),
            "created_at": _("drafted"),
            "sent_at": _("sent"),
        },
        relations=("participants.Letter.person",),
    ),
    Source(
        slug="copies",
        order=90,
        label=_("Copies of your data"),
        purpose=_("so that you can take them with you"),
        until=_("seven days"),
        query=lambda person: person.data_exports.all(),
        row=plain("created_at", "state", "size", "expires_at"),
        labels={
            "created_at": _("asked for"),
            "state": _("state"),
            "size": _("bytes"),
            "expires_at": _("kept until"),
        },
        relations=("participants.DataExport.person",),
    ),
    Source(
        slug="acts",
        order=95,
        label=_("What you did"),
        purpose=_("so that every change can be accounted for"),
        until=RECORD,
        query=own_log,
        row=plain("timestamp", "event", "action", "label"),
        labels={"timestamp": _("when"), "event": _("event"), "action": _("what"), "label": _("of what")},
        relations=("cms.EventLogEntry.user",),
    ),
]
