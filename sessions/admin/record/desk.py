"""What the screen of one session shows: its record in order, and the forms to go on with it."""

from datetime import datetime
from typing import Any, Self

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from sessions.domain.record.attribution import Names, names_of
from sessions.forms.lines import LineForm
from sessions.forms.record import EntryForm, KeyMessageForm, RecommendationForm, ReopenForm
from sessions.models import Recommendation, RecordEntry, Session, SessionAttendance, Submission, TypedLine
from sessions.permissions import may_change_attribution, may_clear, may_know_names
from sessions.record.choices import Choices
from sessions.record.marks import marks_of
from sessions.record.quality import quality_of
from sessions.record.reading import sentence
from sessions.register.became import Became, became_of
from sessions.views.papers import papers_of_session

#: What the scripts of the desk say.
COMPOSER_WORDS = [
    ("saved", _("All is saved.")),
    ("saving", _("Saving…")),
    ("waiting", _("No connection. %(count)s kept in this browser, sent when it is back.")),
    ("signed-out", _("You are signed out. Nothing is lost: sign in again in another tab.")),
    ("other", _("Somebody else is signed in here. What you typed stays in this browser until you are back.")),
    ("sign-in", _("Sign in")),
    ("refused", _("Not taken:")),
    ("again", _("Back into the line")),
    ("forget", _("Throw away")),
    ("unread", _("not understood")),
    ("cleared", _("The state of this record has changed. Load the page again to go on.")),
    ("colleague", _("A colleague has changed something above.")),
]


class Desk:
    """`editing` names what is open for change: "entry-12", "recommendation-3"; `writing` which whole form is open."""

    def __init__(self, session: Session, user: Any, *, editing: str = "", writing: str = "") -> None:
        self.session, self.user, self.editing, self.writing = session, user, editing, writing
        self.opened_at = timezone.now()
        self.choices = Choices(session)
        self.forms: dict[str, Any] = {}

    @property
    def is_cleared(self) -> bool:
        return self.session.record_state == Session.RecordState.CLEARED

    def with_form(self, key: str, form: Any) -> Self:
        """Shows `form`, with what was typed and its errors, in the place named `key`."""
        self.forms[key] = form
        return self

    def entry_form(self, *, data: Any = None, instance: RecordEntry | None = None) -> EntryForm:
        new = RecordEntry(session=self.session, kind=RecordEntry.Kind.VIEW)
        prefix = "edit" if instance else "entry"
        return EntryForm(
            data,
            instance=instance or new,
            choices=self.choices,
            needs_reason=self.is_cleared,
            names=self._names_of(instance),
            prefix=prefix,
        )

    def recommendation_form(self, *, data: Any = None, instance: Recommendation | None = None) -> RecommendationForm:
        adopted = instance is not None and instance.status == Recommendation.Status.ADOPTED
        return RecommendationForm(
            data,
            instance=instance or Recommendation(event=self.session.event, session=self.session),
            choices=self.choices,
            needs_reason=self.is_cleared or adopted,
            names=self._names_of(instance),
            prefix="edit" if instance else "recommendation",
        )

    def _names_of(self, instance: RecordEntry | Recommendation | None) -> Names | None:
        if not self.knows_names:
            return None
        return next(iter(names_of([instance]).values()), Names()) if instance else Names()

    @staticmethod
    def key_of(subject: RecordEntry | Recommendation) -> str:
        kind = "entry" if isinstance(subject, RecordEntry) else "recommendation"
        return f"{kind}-{subject.pk}"

    def context(self) -> dict[str, Any]:
        rows = self.rows()
        return self.shared() | {
            "roles": self.marks.get(("session", self.session.pk), {}),
            "entries": [row for row in rows if not row["is_recommendation"]],
            "recommendations": [row for row in rows if row["is_recommendation"]],
            "removed": self.removed,
            "links": [link for make in hooks.get_hooks("record_link") if (link := make(self.session, self.user))],
            "line": self.forms.get("line") or LineForm(initial={"user": self.user.pk}),
            "composer_words": COMPOSER_WORDS,
            "opened_at": self.opened_at.isoformat(),
            "form": self._form(),
            "key_message": self.forms.get("key-message") or self._key_message_form(),
            "reopen": self.forms.get("reopen") or ReopenForm(),
        }

    def _form(self) -> dict[str, Any]:
        """The whole form of an entry or a recommendation, with its lists, where one is open."""
        if self.is_writing("entry"):
            form = self.forms.get("add-entry") or self.entry_form()
            return {"add_entry": form, **self._lists()}
        if self.is_writing("recommendation"):
            form = self.forms.get("add-recommendation") or self.recommendation_form()
            return {"add_recommendation": form, **self._lists()}
        return self._lists() if self.editing.startswith("recommendation-") or self.forms else {}

    def is_writing(self, kind: str) -> bool:
        return self.writing == kind or f"add-{kind}" in self.forms

    def _lists(self) -> dict[str, Any]:
        return {"addressees": self.choices.addressees, "targets": self.choices.targets}

    def shared(self) -> dict[str, Any]:
        """What one row needs to be drawn."""
        state = self.session.record_state
        return {
            "session": self.session,
            "event": self.session.event,
            "is_cleared": self.is_cleared,
            "is_open": state == Session.RecordState.OPEN,
            "may_clear": self.may_clear,
            "may_suggest": self.may_clear and state == Session.RecordState.HANDED_OVER,
        }

    def rows(self, since: datetime | None = None) -> list[dict[str, Any]]:
        """Entries, then recommendations, each in its order; with `since`, those changed after that."""
        self.marks = marks_of(self.session, since=since, with_names=self.knows_names)
        entries = list(self._entries(since))
        self.removed = sorted((each for each in entries if each.removed_at), key=lambda each: -each.pk)
        rows = [self._row(each, self.entry_form) for each in entries if not each.removed_at]
        return rows + [self._row(each, self.recommendation_form) for each in self._recommendations(since)]

    def order(self) -> list[str]:
        """The keys of all that stands, entries first."""
        entries = RecordEntry.objects.filter(session=self.session).values_list("pk", flat=True)
        recommendations = Recommendation.objects.filter(session=self.session).order_by("position", "number")
        return [f"entry-{pk}" for pk in entries] + [
            f"recommendation-{pk}" for pk in recommendations.values_list("pk", flat=True)
        ]

    @cached_property
    def may_clear(self) -> bool:
        return may_clear(self.user, self.session)

    @cached_property
    def knows_names(self) -> bool:
        return not self.session.is_attributed and may_know_names(self.user, self.session)

    def other_differences(self, form: Any, current: RecordEntry | Recommendation) -> list[dict[str, str]]:
        """What differs beside the text, in words: the field, what stands now, what is offered."""
        now = type(form)(instance=current, choices=self.choices, prefix="now")
        now.fields.pop("reason", None)
        names = [name for name in now.fields if name not in {"text", "revision", "new_kind"} and name in form.fields]
        rows = [{"label": now[name].label, "theirs": _shown(now, name), "mine": _shown(form, name)} for name in names]
        return [row for row in rows if row["theirs"] != row["mine"]]

    def _entries(self, since: datetime | None) -> QuerySet[RecordEntry]:
        rows = RecordEntry.with_removed.filter(session=self.session, **_after(since))
        return rows.select_related("speaker", "contribution", "objective")

    def _recommendations(self, since: datetime | None) -> QuerySet[Recommendation]:
        return Recommendation.objects.filter(session=self.session, **_after(since)).order_by("position", "number")

    def _row(self, subject: RecordEntry | Recommendation, make_form: Any) -> dict[str, Any]:
        key = self.key_of(subject)
        kind = key.partition("-")[0]
        subject.session = self.session
        form = self.forms.get(key) or (make_form(instance=subject) if key == self.editing else None)
        marks = self.marks.get((kind, subject.pk), {})
        row = {"subject": subject, "key": key, "kind": kind, "form": form, "marks": marks}
        where = [self.session.event.slug, self.session.pk, subject.pk]
        if not isinstance(subject, Recommendation):
            return row | {"is_recommendation": False, "edit_url": reverse("record:edit_entry", args=where)}
        return row | {
            "is_recommendation": True,
            "edit_url": reverse("record:edit_recommendation", args=where),
            "more_url": reverse("record:more", args=where),
            "sentence": sentence(subject, [str(mark) for mark in marks.get("lead", ())]),
            "quality": quality_of(subject, is_addressed="lead" in marks),
        }

    def unfinished(self) -> list[dict[str, Any]]:
        """What this person typed here and has not finished, wherever that was: the browser goes on with it."""
        lines = TypedLine.objects.filter(session=self.session, by=self.user, finished_at=None).exclude(text="")
        return [{"key": str(line.key), "text": line.text, "sequence": line.sequence} for line in lines.order_by("pk")]

    def beside(self) -> dict[str, Any]:
        """What is looked up while writing: the item of the agenda, speakers, papers, who is there."""
        return {
            "session": self.session,
            "event": self.session.event,
            "contributions": self.choices.contributions,
            "may_change_attribution": may_change_attribution(self.user, self.session),
            "present": SessionAttendance.objects.filter(session=self.session).count(),
            "waiting": Submission.objects.filter(session=self.session, state=Submission.State.WAITING).count(),
            "papers": papers_of_session(self.session.pk, self.user),
            "became": self._became(),
        }

    def _became(self) -> list[tuple[int, list[Became]]]:
        """Number of each recommendation, and what documents made of it."""
        rows = Recommendation.objects.filter(session=self.session).order_by("number").values_list("pk", "number")
        numbers = dict(rows)
        told = became_of(numbers, self.user)
        return [(number, told[pk]) for pk, number in numbers.items() if pk in told]

    def _key_message_form(self) -> KeyMessageForm:
        return KeyMessageForm(initial={"key_message": self.session.key_message}, needs_reason=self.is_cleared)


def _shown(form: Any, name: str) -> str:
    """The value of a field as people read it."""
    value, field = form[name].value(), form.fields[name]
    values = {str(each) for each in value} if isinstance(value, list | tuple) else {str(value or "")}
    if not hasattr(field, "choices"):
        return ", ".join(sorted(values))
    return ", ".join(str(label) for key, label in field.choices if str(key) in values)


def _after(since: datetime | None) -> dict[str, Any]:
    return {"updated_at__gte": since} if since else {}
