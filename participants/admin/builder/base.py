"""What the screens of the builder share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import Role
from cms.numbers import whole_number
from participants.admin.base import EventView
from participants.domain.form_building import Stale
from participants.models import FormSection, Question


class BuilderView(EventView):
    """Only organisers come here; ids of another event are not found."""

    roles = (Role.ORGANISER,)

    def to(self, name: str, *args: Any) -> str:
        return reverse(f"builder:{name}", args=[self.event.slug, *args])

    def show(self, **context: Any) -> HttpResponse:
        return super().show(back=self.to("index"), **context)

    def back(self, anchor: str = "") -> HttpResponse:
        return redirect(self.to("index") + (f"#{anchor}" if anchor else ""))

    def section(self, pk: Any) -> FormSection:
        section = get_object_or_404(FormSection, event=self.event, pk=known_number(pk))
        section.event = self.event
        return section

    def question(self, pk: Any) -> Question:
        rows = Question.objects.select_related("section", "shown_if").filter(section__event=self.event)
        question = get_object_or_404(rows, pk=known_number(pk))
        question.section.event = self.event
        return question

    def attempt(self, change: Callable[[], Any]) -> bool:
        """What the domain refuses is said at the top of the next page. True when done."""
        try:
            change()
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return False
        return True


def known_number(value: Any) -> int:
    """The id or the place that was sent; 404 where it can be none."""
    if (found := whole_number(value)) is None:
        raise Http404
    return found


def offer_again(form: Any, refused: ValidationError, stamp: str) -> None:
    """Beside the fields; whoever was overtaken may save again, having read it."""
    form.add_error(None, refused)
    if isinstance(refused, Stale):
        form.add_error(None, _("What you typed is still here. Saving again puts it in the place of theirs."))
        form.data = form.data.copy()
        form.data["seen"] = stamp
