"""What the screen of one session shows: its record in order, and the forms to go on with it."""

from typing import Any, Self

from django.db.models import QuerySet

from sessions.forms.record import Choices, EntryForm, KeyMessageForm, RecommendationForm, ReopenForm
from sessions.models import Recommendation, RecordEntry, Session
from sessions.permissions import may_clear
from sessions.record import operative_sentence
from sessions.views.papers import papers_of_session


class Desk:
    """`editing` names what is open for change: "entry-12", "recommendation-3"."""

    def __init__(self, session: Session, user: Any, *, editing: str = "") -> None:
        self.session, self.user, self.editing = session, user, editing
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
            data, instance=instance or new, choices=self.choices, needs_reason=self.is_cleared, prefix=prefix
        )

    def recommendation_form(self, *, data: Any = None, instance: Recommendation | None = None) -> RecommendationForm:
        adopted = instance is not None and instance.status == Recommendation.Status.ADOPTED
        return RecommendationForm(
            data,
            instance=instance or Recommendation(event=self.session.event, session=self.session),
            choices=self.choices,
            needs_reason=self.is_cleared or adopted,
            prefix="edit" if instance else "recommendation",
        )

    @staticmethod
    def key_of(subject: RecordEntry | Recommendation) -> str:
        kind = "entry" if isinstance(subject, RecordEntry) else "recommendation"
        return f"{kind}-{subject.pk}"

    def context(self) -> dict[str, Any]:
        removed = RecordEntry.with_removed.filter(session=self.session, removed_at__isnull=False)
        return {
            "session": self.session,
            "event": self.session.event,
            "roles": self.choices.roles,
            "contributions": self.choices.contributions,
            "is_cleared": self.is_cleared,
            "is_open": self.session.record_state == Session.RecordState.OPEN,
            "may_clear": may_clear(self.user, self.session),
            "entries": [self._row(entry, self.entry_form) for entry in self._entries()],
            "recommendations": [self._row(each, self.recommendation_form) for each in self._recommendations()],
            "removed": removed.order_by("-removed_at"),
            "add_entry": self.forms.get("add-entry") or self.entry_form(),
            "add_recommendation": self.forms.get("add-recommendation") or self.recommendation_form(),
            "key_message": self.forms.get("key-message") or self._key_message_form(),
            "reopen": self.forms.get("reopen") or ReopenForm(),
            "papers": papers_of_session(self.session.pk, self.user),
            "addressees": self.choices.addressees,
            "targets": self.choices.targets,
        }

    def other_differences(self, form: Any, current: RecordEntry | Recommendation) -> list[dict[str, str]]:
        """What differs beside the text, in words: the field, what stands now, what is offered."""
        now = type(form)(instance=current, choices=self.choices, prefix="now")
        now.fields.pop("reason", None)
        names = [name for name in now.fields if name not in {"text", "revision", "new_kind"} and name in form.fields]
        rows = [{"label": now[name].label, "theirs": _shown(now, name), "mine": _shown(form, name)} for name in names]
        return [row for row in rows if row["theirs"] != row["mine"]]

    def _entries(self) -> QuerySet[RecordEntry]:
        rows = RecordEntry.objects.filter(session=self.session)
        return rows.select_related("session", "speaker", "contribution", "objective", "updated_by").prefetch_related(
            "themes"
        )

    def _recommendations(self) -> QuerySet[Recommendation]:
        rows = Recommendation.objects.for_documents().filter(session=self.session)
        return (
            rows.select_related("session", "objective", "updated_by")
            .prefetch_related("proposers")
            .order_by("position", "number")
        )

    def _row(self, subject: RecordEntry | Recommendation, make_form: Any) -> dict[str, Any]:
        key = self.key_of(subject)
        form = self.forms.get(key) or (make_form(instance=subject) if key == self.editing else None)
        sentence = operative_sentence(subject) if isinstance(subject, Recommendation) else ""
        return {"subject": subject, "key": key, "form": form, "sentence": sentence}

    def _key_message_form(self) -> KeyMessageForm:
        return KeyMessageForm(initial={"key_message": self.session.key_message}, needs_reason=self.is_cleared)


def _shown(form: Any, name: str) -> str:
    """The value of a field as people read it."""
    value, field = form[name].value(), form.fields[name]
    values = {str(each) for each in value} if isinstance(value, list | tuple) else {str(value or "")}
    if not hasattr(field, "choices"):
        return ", ".join(sorted(values))
    return ", ".join(str(label) for key, label in field.choices if str(key) in values)
