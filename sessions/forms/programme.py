"""Forms of the back office for the working programme. Moments are entered in the event's zone, which must be active."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import global_settings, settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Theme
from cms.numbers import keys_in
from participants.models import Person
from sessions.domain.programme import Talk
from sessions.domain.times import LONGEST, is_far, moment
from sessions.kinds import KINDS
from sessions.models import Confirmation, Contribution, Room, Session, SessionRole

MOMENT = "%Y-%m-%dT%H:%M"
#: Fields that a break does not need.
OF_WORK = (
    "number",
    "expected",
    "needs_sign_up",
    "places",
    "agenda_item",
    "languages",
    "interpretation",
    "themes",
    "objectives",
)


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
        people = [self.people[pk] for pk in keys_in(value or []) if pk in self.people]
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
        chosen = list(dict.fromkeys(keys_in(value)))
        if len(chosen) != len(set(value)) or any(pk not in self.people for pk in chosen):
            raise ValidationError(_("Choose people from the search."), code="invalid")
        if self.required and not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self.people[pk] for pk in (chosen if self.multiple else chosen[:1])]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return keys_in(initial or []) != keys_in(data or [])


class MomentField(forms.DateTimeField):
    """A moment on the clock where the event is held, in UTC; the first of two where clocks show it twice."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):  # every time exists there, once
            local = super().to_python(value)
        return local and moment(local.replace(tzinfo=None), timezone.get_current_timezone())


def language_choices(event: Event) -> list[tuple[str, str]]:
    """The six official languages, and those of the event."""
    names = dict(global_settings.LANGUAGES) | dict(settings.LANGUAGES)
    codes = [*dict(settings.LANGUAGES), *event.working_languages, *event.interpretation]
    return [(code, str(names.get(code, code))) for code in dict.fromkeys(codes)]


class SessionForm(forms.ModelForm):
    """`version` is what the person saw, `base` what stood in the form when it was opened."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    start = MomentField(label=_("Begins"), required=False)
    end = MomentField(label=_("Ends"), required=False)

    class Meta:
        model = Session
        fields = [
            *("title", "kind", "number", "status", "room", "start", "end", "expected"),
            *("needs_sign_up", "places", "description", "agenda_item"),
            *("languages", "interpretation", "themes", "objectives"),
        ]
        widgets = {
            "description": forms.Textarea({"rows": 4}),
            "themes": forms.CheckboxSelectMultiple,
            "objectives": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = self.instance.event = event
        self.fields["room"].queryset = event.rooms.all()
        self.fields["objectives"].queryset = event.objectives.all()
        self.fields["agenda_item"].queryset = event.agenda_items.all()
        own = Q(sessions=self.instance.pk) if self.instance.pk else Q()
        self.fields["themes"].queryset = Theme.objects.filter(Q(events=event) | own).distinct()
        for name in ("start", "end"):
            self.fields[name].help_text = _("Time of %(zone)s") % {"zone": event.timezone}
        for name in ("languages", "interpretation"):
            self.fields[name] = self.language_field(name)
        self.initial["version"] = self.instance.version
        for name in self.needless():
            del self.fields[name]

    def language_field(self, name: str) -> forms.MultipleChoiceField:
        old = self.fields[name]
        return forms.MultipleChoiceField(
            label=old.label,
            help_text=old.help_text,
            required=False,
            choices=language_choices(self.event),
            widget=forms.CheckboxSelectMultiple,
        )

    def needless(self) -> list[str]:
        """What this event, or a break, has no use for."""
        names = ["number"] if self.event.session_numbering == Event.Numbering.ROMAN else []
        if self.is_pause:
            return [*names, *(name for name in OF_WORK if name not in names)]
        lists = ("themes", "objectives", "agenda_item")
        return [*names, *(name for name in lists if not self.fields[name].queryset.exists())]

    @property
    def is_pause(self) -> bool:
        """As it stands, or as it is about to begin: a break that becomes a session gets its fields when it is saved."""
        kind = KINDS.get(self.initial.get("kind") or self.instance.kind)
        return bool(kind and kind.is_pause)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        for name in ("start", "end"):
            if cleaned.get(name) and is_far(self.event, cleaned[name].astimezone(self.event.tz).date()):
                self.add_error(name, _("This is more than a year away from the event."))
        if start and end and end - start > LONGEST:
            self.add_error("end", _("This is longer than a day: make a session for each day."))
        return cleaned


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


class OpenFormSet(forms.BaseFormSet):
    """`more` is what empty rows beyond the usual one begin with."""

    def __init__(self, *args: Any, more: Sequence[dict[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.more = more
        self.extra = max(self.extra, len(more))

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        place = i - self.initial_form_count()
        row = super()._construct_form(i, **kwargs)
        if not self.is_bound and 0 <= place < len(self.more):
            for name, value in self.more[place].items():
                row.fields[name].initial = value
        return row


RoleFormSet = forms.formset_factory(RoleForm, OpenFormSet, extra=1, can_delete=True, max_num=60)
TalkFormSet = forms.formset_factory(TalkForm, OpenFormSet, extra=1, can_delete=True, max_num=100)


def initial_roles(session: Session) -> list[dict[str, Any]]:
    if not session.pk:
        return []
    rows = session.roles.values_list("role", "person_id", "confirmation")
    return [{"role": role, "person": [person], "confirmation": answer} for role, person, answer in rows]


def open_roles(session: Session, held: list[dict[str, Any]]) -> list[str]:
    """The roles that a session of its kind should not be without, and that nobody holds yet."""
    missing = set(KINDS[session.kind].roles) - {row["role"] for row in held}
    return [role for role in KINDS[session.kind].roles if role in missing]


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
    """`heir` says where the sessions of a room go that is deleted; asked only where there are any."""

    heir = forms.ChoiceField(label=_("Move its sessions to"), required=False)

    class Meta:
        model = Room
        fields = ["name", "building", "floor", "capacity"]

    def ask(self, others: Iterable[Room], message: str) -> None:
        self.fields["heir"].choices = [
            ("", ""),
            (NO_ROOM, _("no room")),
            *((str(room.pk), str(room)) for room in others),
        ]
        self.fields["heir"].widget = forms.Select(choices=self.fields["heir"].choices)
        self.add_error("heir", message)


class BaseRoomFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        rooms = {str(room.pk): room for room in self.queryset}
        form.fields["heir"].choices = [("", ""), (NO_ROOM, ""), *((pk, room.name) for pk, room in rooms.items())]
        form.fields["heir"].widget = forms.HiddenInput()

    def heirs(self) -> dict[int, Room | None]:
        """What was chosen for the sessions of deleted rooms: room or None, by the id of the deleted one."""
        rooms = {str(room.pk): room for room in self.queryset} | {NO_ROOM: None}
        removed = {str(row.instance.pk): row.cleaned_data.get("heir", "") for row in self.deleted_forms}
        return {int(pk): rooms[heir] for pk, heir in removed.items() if heir in rooms and heir not in removed}


NO_ROOM = "none"
RoomFormSet = forms.inlineformset_factory(Event, Room, form=RoomForm, formset=BaseRoomFormSet, extra=2, max_num=200)


class ReleaseForm(forms.Form):
    note = forms.CharField(
        label=_("Note for the public"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Shown with the list of changes. May stay empty."),
    )
    letters = forms.BooleanField(
        label=_("Draft letters to the people for whom something changes"),
        required=False,
        help_text=_("They wait in the outbox: nothing leaves before you press send there."),
    )
