"""Topics, replies and files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms import files
from participants.domain.networks import talk
from participants.forms.networks import FileForm, ReplyForm, TopicForm
from participants.models import Post, Topic
from participants.views.own import read_or_send

from .base import attempt, frame, inside, moderated, moderates, readable

PER_PAGE = 30


@login_required
@read_or_send
def new_topic(request: HttpRequest, slug: str) -> HttpResponse:
    network, member = inside(request, slug)
    form = TopicForm(request.POST or None, moderates=member.role == "moderator")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"title": data["title"], "text": data["text"], "announcement": bool(data.get("announcement"))}
        if topic := attempt(form, talk.open_topic, network, by=request.user, **given):
            return redirect(topic)
    context = frame(request, network, member, "topics") | {
        "form": form,
        "title": _("New topic"),
        "submit": _("Open the topic"),
    }
    return render(request, "participants/networks/form.html", context, status=422 if form.errors else 200)


@login_required
@read_or_send
def topic(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """With its posts; a reply is sent from here, by members."""
    network, member = readable(request, slug)
    found = get_object_or_404(Topic.objects.select_related("network", "author"), pk=pk, network=network)
    form = ReplyForm(request.POST or None)
    is_sent = request.method == "POST" and member is not None and form.is_valid()
    if is_sent and (post := attempt(form, talk.reply, found, by=request.user, text=form.cleaned_data["text"])):
        return redirect(f"{found.get_absolute_url()}?page=last#post-{post.pk}")
    posts = Paginator(talk.with_moderators(found.posts.select_related("author", "topic__network")), PER_PAGE)
    asked = request.GET.get("page")
    page = posts.get_page(posts.num_pages if asked == "last" else asked)
    rows = [_row(post, request.user, moderates=moderates(request, member)) for post in page]
    context = frame(request, network, member, "topics") | {"topic": found, "page": page, "rows": rows, "form": form}
    return render(request, "participants/networks/topic.html", context, status=422 if form.errors else 200)


def _row(post: Post, user: Any, *, moderates: bool) -> dict[str, Any]:
    return {
        "post": post,
        "is_hidden": bool(post.hidden_because),
        "text": post.text if not post.hidden_because or moderates else "",
        "may_edit": bool(post.author and post.author.user_id == user.pk and talk.is_editable(post)),
    }


@login_required
@read_or_send
def edit_post(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network, member = inside(request, slug)
    post = get_object_or_404(Post.objects.select_related("topic__network", "author"), pk=pk, topic__network=network)
    if not talk.may_edit_post(request.user, post):
        raise Http404
    form = ReplyForm(request.POST or None, initial={"text": post.text})
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and attempt(form, talk.edit_post, post, by=request.user, text=form.cleaned_data["text"]):
        return redirect(post.topic)
    context = frame(request, network, member, "topics") | {"form": form, "title": _("Change what you wrote")}
    return render(request, "participants/networks/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def moderate_post(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network, _member = moderated(request, slug)
    post = get_object_or_404(Post.objects.select_related("topic__network"), pk=pk, topic__network=network)
    reason = request.POST.get("reason", "")
    try:
        if "show" in request.POST:
            talk.hide_post(post, by=request.user, reason="")
        elif reason.strip():
            talk.hide_post(post, by=request.user, reason=reason)
        else:
            messages.error(request, _("Say why it is hidden."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(post.topic)


@login_required
@require_POST
def pin(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network, _member = moderated(request, slug)
    found = get_object_or_404(Topic.objects.select_related("network"), pk=pk, network=network)
    talk.pin_topic(found, by=request.user, pinned="pin" in request.POST)
    return redirect(found)


@login_required
@read_or_send
def share(request: HttpRequest, slug: str) -> HttpResponse:
    network, member = inside(request, slug)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {"title": form.cleaned_data["title"], "upload": form.cleaned_data["file"]}
        if attempt(form, talk.share_file, network, by=request.user, **given):
            messages.success(request, _("The file is shared."))
            return redirect(network)
    context = frame(request, network, member, "front") | {"form": form, "title": _("Share a file"), "has_file": True}
    return render(request, "participants/networks/form.html", context, status=422 if form.errors else 200)


@require_safe
def file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    network, _member = readable(request, slug)
    found = get_object_or_404(network.files, pk=pk)
    return files.send(found.file, name=found.name, media_type=found.media_type, public=False)


@login_required
@require_POST
def remove_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network, _member = readable(request, slug)
    talk.remove_file(get_object_or_404(network.files.select_related("author", "network"), pk=pk), by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect(network)
