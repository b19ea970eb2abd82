"""What the page that edits a document asks for while somebody writes: keeping, who else is there, joining, locks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.models import EditingSession

from outputs.admin.access import output_of, writer
from outputs.admin.frame import frame
from outputs.admin.views import copy_of, is_key, is_own_text, keep_form, told_of_joining, typed_texts
from outputs.domain.editing import Collided, Window, discard_copy, lock_output, save_text, unlock_output
from outputs.editing.comparing import difference, differences, label_of, value_html
from outputs.editing.merging import Clash, Joined, join
from outputs.editing.texts import revision_of, texts_of, texts_of_revision
from outputs.models import Output, WorkingCopy
from outputs.permissions import is_locked_for, may_edit_output

#: Windows tell of themselves every ten seconds, those in the background once a minute.
GONE_AFTER = timedelta(seconds=90)


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, pk: int) -> JsonResponse:
    """Keeps what the form holds (POST; none with `only=presence`), and says who else is there.

    {kept, others, newer, locked, token, session}: `newer` says in words who saved since it was opened; `session` is
    what this window is to send from now on, so that another one of the same person is told from it.
    """
    output = edited_output(request, pk)
    answer: dict[str, Any] = {"kept": "", "token": get_token(request), "session": None}
    if request.method == "POST":
        answer["session"] = note_presence(request, output)
        if "only" not in request.POST:
            try:
                answer["kept"] = keep_form(request, output).kept_at.isoformat()
            except ValidationError as refused:
                return JsonResponse({"error": " ".join(refused.messages)}, status=400)
    answer |= {"others": others_at(request, output, answer["session"]), "newer": _newer(request, output)}
    answer["locked"] = str(output.locked_by or "") if is_locked_for(request.user, output) else ""
    return JsonResponse(answer)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    output = edited_output(request, pk)
    discard_copy(output, by=writer(request), marked=request.POST.get("copy", ""))
    messages.success(request, _("The text that was not saved is thrown away."))
    return redirect("outputs_admin:edit", output.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def join_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Two texts side by side where both changed the same; what only one changed is joined already. `?copy` is the id of
    what was typed.
    """
    output = edited_output(request, pk)
    copy = copy_of(output, request, request.GET.get("copy", ""))
    if copy is None:
        raise Http404
    texts, is_own = typed_texts(output, copy), is_own_text(output, writer(request))
    if texts is None:
        return redirect(f"{_edit_address(output)}?copy={copy.pk}")
    picks = _picks(request, output)
    if request.method == "POST" and picks is not None:
        try:
            window = Window(copy.tab)
            saved = save_text(output, by=writer(request), texts=texts, seen=copy.base, picks=picks, window=window)
        except Collided:
            messages.error(request, _("Choose for each piece whose text stays."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, told_of_joining(len(saved.taken), is_own=is_own))
            return redirect("outputs_admin:work", output.pk)
    context = _joining(output, copy, texts, picks or {}, is_own=is_own)
    return render(request, "outputs/admin/edit/join.html", context)


@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Locks, or with `open` unlocks; a colleague's lock is broken by those who may."""
    output = edited_output(request, pk)
    try:
        if "open" in request.POST:
            unlock_output(output, by=writer(request))
        else:
            lock_output(output, by=writer(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("outputs_admin:work", output.pk)


def edited_output(request: HttpRequest, pk: int) -> Output:
    output = output_of(request, pk)
    if not may_edit_output(request.user, output):
        raise Http404
    return output


def note_presence(request: HttpRequest, output: Output) -> int:
    """The id of this window's session."""
    values = {"last_seen_at": timezone.now(), "is_editing": "only" not in request.POST}
    whose = {"user": writer(request), "content_type": _type(), "object_id": str(output.pk)}
    sent = request.POST.get("session", "")
    known = int(sent) if is_key(sent) else 0
    if EditingSession.objects.filter(pk=known, **whose).update(**values):
        return known
    made: EditingSession = EditingSession.objects.create(**whose, **values)
    return int(made.pk)


def others_at(request: HttpRequest, output: Output, own: int | None) -> list[dict[str, Any]]:
    """Where else it is open: {name, writes, is_me}, of each person once, and of the same person in another window than
    `own`.
    """
    me = writer(request)
    sessions = EditingSession.objects.filter(content_type=_type(), object_id=str(output.pk))
    lately = sessions.filter(last_seen_at__gte=timezone.now() - GONE_AFTER)
    here = list(lately.exclude(pk=own).select_related("user").order_by("pk"))
    writing = {row.user_id for row in here if row.is_editing}
    people = {row.user_id: row.user for row in here}
    return [{"name": str(user), "writes": pk in writing, "is_me": pk == me.pk} for pk, user in people.items()]


def _newer(request: HttpRequest, output: Output) -> str:
    seen = request.POST.get("seen", "")
    if not seen or seen == str(output.latest_revision_id) or output.latest_revision is None:
        return ""
    words = {"name": str(output.latest_revision.user or ""), "time": _clock(output, output.latest_revision.created_at)}
    if is_own_text(output, writer(request)):
        return _("You saved in another window at %(time)s. This text is joined with it when you save.") % words
    return _("%(name)s saved at %(time)s. Yours is joined with it when you save.") % words


def _clock(output: Output, moment: datetime) -> str:
    return time_format(timezone.localtime(moment, output.event.tz), "H:i:s")


def _type() -> ContentType:
    return ContentType.objects.get_for_model(Output)


def _picks(request: HttpRequest, output: Output) -> dict[str, str] | None:
    """What was chosen; nothing where the colleague's text is another by now than the one that was shown."""
    if request.POST.get("against") != str(output.latest_revision_id):
        return None
    return {name.removeprefix("pick-"): str(value) for name, value in request.POST.items() if name.startswith("pick-")}


def _joining(
    output: Output, copy: WorkingCopy, texts: dict[str, Any], picks: Mapping[str, str], *, is_own: bool
) -> dict[str, Any]:
    theirs, revision = texts_of(output), revision_of(output, copy.base)
    joined = join(texts_of_revision(revision) if revision else theirs, theirs, texts)
    latest = output.latest_revision
    return frame(output, _("Two texts of “%(title)s”") % {"title": output.title}, crumb="") | {
        "colleague": str(latest.user or "") if latest else "",
        "latest": latest,
        "copy": copy,
        "is_own": is_own,
        "clashes": [_clash(each, picks, is_own=is_own) for each in joined.open],
        "taken": _taken(joined, texts_of_revision(revision) if revision else theirs, theirs),
    }


def _clash(clash: Clash, picks: Mapping[str, str], *, is_own: bool) -> dict[str, Any]:
    names = {"theirs": _("Theirs"), "mine": _("Mine"), "both": _("Both, one after the other")}
    if is_own:
        names |= {"theirs": _("From the other window"), "mine": _("From this window")}
    values = {side: getattr(clash, side) for side in ("theirs", "mine")}
    return {
        "key": clash.key,
        "label": label_of(clash.kind or clash.key),
        "sides": [
            (names[side], difference(clash.kind, clash.base, value) if value is not None else _("Left out."))
            for side, value in values.items()
        ],
        "base": value_html(clash.kind, clash.base),
        "picks": [(pick, names[pick], picks.get(clash.key) == pick) for pick in clash.picks],
    }


def _taken(joined: Joined, base: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Any]:
    return [each for each in differences(base, theirs) if each.key in joined.taken]


def _edit_address(output: Output) -> str:
    return reverse("outputs_admin:edit", args=[output.pk])
