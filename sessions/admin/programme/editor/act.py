"""One address for every action. Scripts get JSON; a form that was sent without scripts leads to a page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sessions.domain.draft import Conflict, Outcome
from sessions.domain.history import Chain, chain_of
from sessions.domain.times import notes_on
from sessions.domain.wording import place_of
from sessions.models import Session

from .actions import OF_EVENT, OF_SESSION, Call, Invalid
from .base import Answer, editor_url, session_of
from .blocks import blocks_of, rows_of
from .panel import panel_page


class Act(Answer):
    """200 done; 409 somebody else was first, with all blocks as they are now; 422 wrong input; nothing written then."""

    http_method_names = ["post"]
    subject: Session | None = None

    @property
    def is_scripted(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    def signed_out(self) -> HttpResponse:
        return (
            super().signed_out() if self.is_scripted else redirect_to_login(reverse("editor:index", kwargs=self.kwargs))
        )

    def find(self, slug: str) -> None:
        self.name = self.request.POST.get("action", "")
        if self.name in OF_SESSION:
            self.subject = session_of(self.request.user, slug, self.request.POST.get("session", ""))
            self.event = self.subject.event
        else:
            super().find(slug)

    def post(self, request: Any) -> HttpResponse:
        act = (OF_SESSION | OF_EVENT).get(self.name)
        if act is None:
            return self.unknown()
        call = Call(self.event, request.user, request.POST, self.subject)
        try:
            outcome = act(call)
        except Conflict as conflict:
            return self.conflict(conflict)
        except Invalid as invalid:
            return self.invalid({name: list(found) for name, found in invalid.form.errors.items()})
        except ValidationError as error:
            return self.invalid(error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages})
        return self.done(outcome, call)

    # --- Answers --------------------------------------------------------------------------------------------

    def done(self, outcome: Outcome, call: Call) -> HttpResponse:
        said, notes = self.words(outcome, call)
        if not self.is_scripted:
            messages.success(self.request, " ".join([said, *notes]))
            return redirect(editor_url(self.event))
        return JsonResponse(
            {
                "change": outcome.change and outcome.change.pk,
                "blocks": blocks_of(outcome.sessions, self.event.tz),
                "gone": outcome.gone,
                "said": " ".join([said, *notes]),
                **self.steps(outcome),
            }
        )

    def words(self, outcome: Outcome, call: Call) -> tuple[str, list[str]]:
        """What was done, or where what was meant stands now; and what should be known of it."""
        if not outcome.change:
            return _("Nothing to change."), []
        if self.name in {"swap", "undo", "redo", "delete", "cancel", "restore"} or not outcome.sessions:
            return f"{outcome.change.label}.", []
        session = outcome.sessions[0]
        return place_of(session, self.event, call.rooms.get(session.room_id)), notes_on(session, self.event)

    def steps(self, outcome: Outcome) -> dict[str, str]:
        """What can be undone and redone now; after a new step that needs no look."""
        if outcome.chain:
            return labels(outcome.chain)
        return {"undo": outcome.change.label, "redo": ""} if outcome.change else {}

    def unknown(self) -> HttpResponse:
        text = _("There is no such action.")
        if self.is_scripted:
            return JsonResponse({"message": text}, status=400)
        messages.error(self.request, text)
        return redirect(editor_url(self.event))

    def conflict(self, conflict: Conflict) -> HttpResponse:
        lead = _("Nothing was changed, since somebody else was first:")
        if self.is_scripted:
            fresh = blocks_of(rows_of(self.event), self.event.tz)
            steps = steps_of(self.event, self.request.user)
            return JsonResponse({"message": lead, "told": conflict.told, "all": fresh, **steps}, status=409)
        if self.subject and Session.objects.filter(pk=self.subject.pk).exists():
            return panel_page(self.request, self.event, self.subject.pk, told=[lead, *conflict.told], status=409)
        messages.error(self.request, " ".join([lead, *conflict.told]))
        return redirect(editor_url(self.event))

    def invalid(self, errors: dict[str, list[str]]) -> HttpResponse:
        if self.is_scripted:
            return JsonResponse({"errors": errors}, status=422)
        if self.subject or self.name == "add":
            pk = self.subject and self.subject.pk
            return panel_page(self.request, self.event, pk, data=self.request.POST, errors=errors, status=422)
        messages.error(self.request, " ".join(text for found in errors.values() for text in found))
        return redirect(editor_url(self.event))


def steps_of(event: Any, user: Any) -> dict[str, str]:
    return labels(chain_of(event, user))


def labels(chain: Chain) -> dict[str, str]:
    return {"undo": chain.undo.label if chain.undo else "", "redo": chain.redo.label if chain.redo else ""}
