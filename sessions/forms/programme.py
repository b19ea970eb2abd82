"""Forms of the back office for the working programme. Moments are entered in the event's zone, which must be active."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Theme
from participants.models import Person
from sessions.domain.programme import Talk
from sessions.models import Confirmation, Contribution, Room, Session, SessionRole

FAR = timedelta(days=366)
LONGEST = timedelta(hours=24)
MOMENT = "%Y-%m-%dT%H:%M"


class PeoplePicker(forms.Widget):
    """Names that are there, and a search field for more: no list of all people is ever sent.

    `answers` are fields {name, choices, value} for the answers of those who were asked, by the person's id.
    """

    template_name = "sessions/admin/people_picker.html"

    def __init__(self, *, search_url: str, people: Mapping[int, Person], multiple: bool) -> None:
        super().__init__()
        self.search_url, self.people, self.multiple = search_url, people, multiple
        self.answers: Mapping[int, dict[str, Any]] = {}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        people = [self.people[pk] for pk in numbers(value or []) if pk in self.people]
        chosen = [{"pk": who.pk, "name": who.name, "answer": self.answers.get(who.pk)} for who in people]
        extra = {"chosen": chosen, "search_url": self.search_url, "multiple": self.multiple}
        return super().get_context(name, value, attrs) | extra

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-search"


class PeopleField(forms.Field):
    """A list of people, from those in `people`: all that the form may name, read beforehand in one query."""

    def __init__(self, *, people: Mapping[int, Person], search_url: str, multiple: bool = True, **kwargs: Any) -> None:
        self.people, self.multiple = people, multiple
        super().__init__(widget=PeoplePicker(search_url=search_url, people=people, multiple=multiple), **kwargs)

    def clean(self, value: Any) -> list[Person]:
        chosen = list(dict.fromkeys(numbers(value)))
        if len(chosen) != len(set(value)) or any(pk not in self.people for pk in chosen):
            raise ValidationError(_("Choose people from the search."), code="invalid")
        if self.required and not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self.people[pk] for pk in (chosen if self.multiple else chosen[:1])]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return numbers(initial or []) != numbers(data or [])


def numbers(values: Iterable[Any]) -> list[int]:
    """Those of `values` that can be the key of a row."""
    return [int(value) for value in values if str(value).isascii() and str(value).isdigit() and len(str(value)) < 19]


class SessionForm(forms.ModelForm):
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Session
        fields = ["title", "kind", "number", "start", "end", "room", "status", "description", "themes", "objectives"]
        widgets = {
            "start": forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
            "end": forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
            "description": forms.Textarea({"rows": 4}),
            "themes": forms.CheckboxSelectMultiple,
            "objectives": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = self.instance.event = event
        self.fields["room"].queryset = event.rooms.all()
        self.fields["objectives"].queryset = event.objectives.all()
        own = Q(sessions=self.instance.pk) if self.instance.pk else Q()
        self.fields["themes"].queryset = Theme.objects.filter(Q(events=event) | own).distinct()
        for name in ("start", "end"):
            self.fields[name].help_text = _("Time of %(zone)s") % {"zone": event.timezone}
        self.initial["version"] = version_of(self.instance)
        if event.session_numbering == Event.Numbering.ROMAN:
            del self.fields["number"]
        for name in ("themes", "objectives"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        first = self.event.start_date
        for name in ("start", "end"):
            if cleaned.get(name) and abs(cleaned[name].date() - first) > FAR:
                self.add_error(name, _("This is more than a year away from the event."))
        if start and end and end - start > LONGEST:
            self.add_error("end", _("This is longer than a day: make a session for each day."))
        if self.instance.pk and cleaned.get("version") != version_of(Session.objects.get(pk=self.instance.pk)):
            self.data = self.data.copy()
            self.data["version"] = version_of(Session.objects.get(pk=self.instance.pk))
            raise ValidationError(
                _("Somebody saved this session while you were writing. Compare, then save again to keep your text.")
            )
        return cleaned


def version_of(session: Session) -> str:
    return session.updated_at.isoformat() if session.pk else ""


class RowForm(forms.Form):
    """A row of a formset whose people were read beforehand."""

    def __init__(self, *args: Any, people: Mapping[int, Person], search_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_people(people=people, search_url=search_url)

    def add_people(self, **options: Any) -> None:
        raise NotImplementedError


def answers_after(current: str) -> list[tuple[str, Any]]:
    """What can be answered. The answer that is there has no value: a form that is old does not undo a newer one."""
    others = [choice for choice in Confirmation.choices if choice[0] != current]
    return [("", Confirmation(current).label), *others]


class RoleForm(RowForm):
    role = forms.ChoiceField(label=_("Role"), choices=SessionRole.Role.choices)
    answer = forms.ChoiceField(label=_("Answer"), required=False)
    field_order = ["person", "role", "answer"]

    def add_people(self, **options: Any) -> None:
        self.fields["answer"].choices = answers_after(self.initial.get("confirmation", Confirmation.OPEN))
        self.fields["person"] = PeopleField(label=_("Person"), multiple=False, **options)
        self.order_fields(self.field_order)

    def has_changed(self) -> bool:
        return bool({"person", "DELETE"} & set(self.changed_data)) or (bool(self.initial) and super().has_changed())


class TalkForm(RowForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=250)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=600)
    abstract = forms.CharField(label=_("Abstract"), required=False, widget=forms.Textarea({"rows": 3}))

    def add_people(self, **options: Any) -> None:
        self.fields["speakers"] = PeopleField(label=_("Speakers"), required=False, **options)
        self.fields["speakers"].widget.answers = self.answers()
        self.order_fields(["id", "title", "minutes", "speakers"])

    def answers(self) -> dict[int, dict[str, Any]]:
        """For each speaker who was asked the name of a field, its choices and what is chosen."""
        names = {pk: f"{self.add_prefix('speakers')}-answer-{pk}" for pk in self.initial.get("answers", {})}
        return {
            pk: {"name": name, "choices": answers_after(self.initial["answers"][pk]), "value": self.data.get(name, "")}
            for pk, name in names.items()
        }

    def talk(self) -> Talk:
        data = self.cleaned_data
        given = {pk: answer["value"] for pk, answer in self.answers().items()}
        answers = {pk: value for pk, value in given.items() if value in Confirmation.values}
        return Talk(data["title"], data["abstract"], data["minutes"] or 0, data["speakers"], data["id"], answers)


RoleFormSet = forms.formset_factory(RoleForm, extra=1, can_delete=True, max_num=60)
TalkFormSet = forms.formset_factory(TalkForm, extra=1, can_delete=True, max_num=100)


def initial_roles(session: Session) -> list[dict[str, Any]]:
    if not session.pk:
        return []
    rows = session.roles.values_list("role", "person_id", "confirmation")
    return [{"role": role, "person": [person], "confirmation": answer} for role, person, answer in rows]


def initial_talks(session: Session) -> list[dict[str, Any]]:
    if not session.pk:
        return []
    talks = Contribution.objects.filter(session=session).prefetch_related("speaker_links")
    return [
        {
            "id": talk.pk,
            "title": talk.title,
            "minutes": talk.minutes or None,
            "abstract": talk.abstract,
            "speakers": [link.person_id for link in talk.speaker_links.all()],
            "answers": {link.person_id: link.confirmation for link in talk.speaker_links.all()},
        }
        for talk in talks
    ]


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ["name", "building", "floor", "capacity"]


RoomFormSet = forms.inlineformset_factory(Event, Room, form=RoomForm, extra=2, max_num=200)


class ReleaseForm(forms.Form):
    note = forms.CharField(
        label=_("Note for the public"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Shown with the list of changes. May stay empty."),
    )
