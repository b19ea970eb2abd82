"""The list of those who have a part in an event, from the release."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cms import places
from cms.search_words import MAX_LETTERS, words_of
from sessions.forms.widgets import PlainSelect
from sessions.programme.choice import folded
from sessions.programme.links import programme_url
from sessions.programme.people import Listed, countries_of, letters_of, speakers_of
from sessions.programme.rows import person_line
from sessions.programme.tree import Programme

from .base import is_open, shown_programme

PER_PAGE = 50


class SpeakersForm(forms.Form):
    """Only what is offered is taken; the rest of the query is ignored."""

    q = forms.CharField(
        label=_("Name or post"), required=False, widget=forms.TextInput(attrs={"maxlength": MAX_LETTERS})
    )
    country = forms.ChoiceField(label=_("Country"), required=False, widget=PlainSelect)

    def __init__(self, query: Any, countries: list[str]) -> None:
        country = query.get("country", "")
        words = " ".join(words_of(query.get("q")))
        super().__init__(initial={"q": words, "country": country if country in countries else ""})
        self.fields["country"].choices = [("", _("All")), *((name, name) for name in countries)]

    def apply(self, people: list[Listed]) -> list[Listed]:
        words, country = [folded(word) for word in self.initial["q"].split()], self.initial["country"]
        found = [listed for listed in people if not country or listed.person.country == country]
        return [listed for listed in found if all(word in _text(listed) for word in words)]

    @property
    def is_used(self) -> bool:
        return any(self.initial.values())


def _text(listed: Listed) -> str:
    return folded(f"{listed.person.full_name} {listed.person.post}")


@require_safe
def speakers(request: HttpRequest, slug: str) -> HttpResponse:
    shown = shown_programme(request, slug)
    context = places.head(shown.event, request, "programme") | listing(request, shown.programme)
    context |= {"is_working": shown.is_working, "programme_url": programme_url(shown.programme)}
    response = render(request, "sessions/speakers.html", context)
    if not is_open(shown.event):
        response["Cache-Control"] = "private, no-cache"
    return response


def listing(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    everybody = speakers_of(programme)
    form = SpeakersForm(request.GET, countries_of(everybody))
    found = form.apply(everybody)
    letters, letter = letters_of(found), request.GET.get("letter", "")
    if letter in letters:
        found = [listed for listed in found if listed.letter == letter]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page", "")[:6])
    return {
        "form": form,
        "count": len(found),
        "everybody": len(everybody),
        "letters": letters,
        "letter": letter if letter in letters else "",
        "page": page,
        "people": [person_line(programme, listed.person) | {"sessions": listed.sessions} for listed in page],
    }
