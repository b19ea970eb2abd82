"""Co-authors: named on the paper's page, asked by a letter, answering by its link or in their own area."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import places
from participants.domain.way_letters import hash_of
from sessions.domain.authors import (
    NotValid,
    answer_authorship,
    ask_again,
    authorship_at,
    move_author,
    name_author,
    remove_author,
)
from sessions.forms.papers import AuthorForm
from sessions.models import PaperAuthor
from sessions.views.sending import attempt, own_paper, read_or_send

REMEMBERED = "authorship"
CHANGES = {"ask": ask_again, "remove": remove_author, "up": move_author}
DONE = {"ask": gettext_lazy("A new letter is on its way."), "remove": gettext_lazy("The name is taken off."), "up": ""}


@login_required
@read_or_send
def add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event, paper = own_paper(request, slug, pk)
    form = AuthorForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (named := attempt(form, name_author, paper, by=request.user, data=form.cleaned_data)):
        told = _("%(name)s is named, and asked by mail to confirm it.")
        messages.success(request, told % {"name": named.person.name})
        return redirect(paper)
    context = places.head(event, request, "papers") | {"form": form, "paper": paper}
    return render(request, "sessions/paper_author.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def change(request: HttpRequest, slug: str, pk: int, author: int) -> HttpResponse:
    """What is done to one author by a button: `change` names it."""
    _event, paper = own_paper(request, slug, pk)
    found = get_object_or_404(paper.authors.select_related("paper", "person__user"), pk=author)
    name = request.POST.get("change", "")
    if name not in CHANGES:
        raise Http404
    try:
        CHANGES[name](found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if DONE[name]:
            messages.success(request, DONE[name])
    return redirect(paper)


@require_safe
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Changes nothing: scanners of mail follow links. No page that follows can tell others this address."""
    request.session[REMEMBERED] = hash_of(token)
    response = redirect("sessions:authorship")
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """By the link alone, without an account: it went to the address of whoever is named."""
    try:
        author = authorship_at(str(request.session.get(REMEMBERED, "")))
        if request.method == "POST":
            answer_authorship(author, agrees="yes" in request.POST)
    except NotValid:
        request.session.pop(REMEMBERED, None)
        return render(request, "sessions/authorship.html", {"author": None}, status=404)
    if request.method == "POST":
        request.session.pop(REMEMBERED, None)
        return _thank(request)
    return render(request, "sessions/authorship.html", {"author": author, "paper": author.paper})


@login_required
@require_POST
def answer_own(request: HttpRequest, pk: int) -> HttpResponse:
    """As `answer`, from /me/, by the account of whoever is named."""
    asked = PaperAuthor.objects.filter(person__user=request.user).select_related("paper")
    author = get_object_or_404(asked, pk=pk)
    try:
        answer_authorship(author, agrees="yes" in request.POST)
    except NotValid:
        messages.error(request, _("You have answered already."))
        return redirect("participants:me")
    _thank(request)
    return redirect("participants:me")


def _thank(request: HttpRequest) -> HttpResponse:
    agrees = "yes" in request.POST
    words = _("Thank you. You are named as an author.") if agrees else _("Thank you. You are named nowhere.")
    messages.success(request, words)
    return redirect("cms:home")
