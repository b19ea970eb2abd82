from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Event, Theme
from participants.models import Network, NetworkMember, ParticipantCategory, Topic

from .base import AnswerForm


class NetworkForm(AnswerForm):
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.order_by("name"), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Network
        fields = ["name", "purpose", "visibility", "joining"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"purpose": _("What the network is for. Those who are asked read it in the letter.")}


class NewNetworkForm(NetworkForm):
    """Out of an event: of what of it, and whom to ask."""

    source = forms.ChoiceField(label=_("Out of"), help_text=_("Those who were there are asked, each for themselves."))
    categories = forms.ModelMultipleChoiceField(
        ParticipantCategory.objects.all(),
        label=_("Categories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources


class RelatedForm(NetworkForm):
    """What moderators change; events are those that everybody may see."""

    events = forms.ModelMultipleChoiceField(
        Event.objects.none(), label=_("Related events"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, *args: Any, network: Network, events: Any, **kwargs: Any) -> None:
        initial = forms.model_to_dict(network, ["name", "purpose", "visibility", "joining"])
        related = {name: list(getattr(network, name).values_list("pk", flat=True)) for name in ("themes", "events")}
        super().__init__(*args, initial=initial | related, **kwargs)
        self.fields["events"].queryset = events


class JoinForm(forms.Form):
    words = forms.CharField(
        label=_("Why you want to join"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The moderators read it."),
    )


class TopicForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=Topic._meta.get_field("title").max_length)
    text = forms.CharField(label=_("Text"), max_length=10000, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}))
    announcement = forms.BooleanField(label=_("An announcement, on top of the digest"), required=False)

    def __init__(self, *args: Any, moderates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not moderates:
            del self.fields["announcement"]


class ReplyForm(forms.Form):
    text = forms.CharField(label=_("Reply"), max_length=10000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}))


class FileForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, help_text=_("PDF, Office and OpenDocument files, tables and pictures.")
    )


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=254)


class SettingsForm(AnswerForm):
    class Meta:
        model = NetworkMember
        fields = ["shown_to", "shows_contact", "rhythm"]

    def __init__(self, *args: Any, member: NetworkMember, **kwargs: Any) -> None:
        super().__init__(*args, initial=forms.model_to_dict(member, self.Meta.fields), **kwargs)


class LeaveForm(forms.Form):
    successor = forms.ModelChoiceField(
        NetworkMember.objects.none(),
        label=_("Who moderates after you"),
        required=False,
        empty_label=_("Nobody: the network needs one"),
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = others
        self.fields["successor"].label_from_instance = lambda member: member.person.name
