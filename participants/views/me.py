"""My area: registrations, what other apps add, and the profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participants import me as sections
from participants.directory.entries import index_experts
from participants.domain.people import add_post, change_post, change_profile, person_of, remove_post
from participants.forms import PostForm, ProfileForm

from .base import attempt
from .own import read_or_send


@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    person = person_of(request.user)
    context = {
        "person": person,
        "posts": person.affiliations.select_related("organization"),
        "names": person.other_names.all(),
        "sections": [(section, drawn(section, request)) for section in sections.of(person, request)],
    }
    return render(request, "participants/me.html", context)


def drawn(section: sections.MeSection, request: HttpRequest) -> str:
    return render_to_string(section.template, dict(section.context), request)


@login_required
@read_or_send
def profile(request: HttpRequest) -> HttpResponse:
    person = person_of(request.user)
    form = ProfileForm(request.POST or None, initial=model_to_dict(person, ProfileForm.Meta.fields))
    if request.method == "POST" and attempt(form, change_profile, person, by=request.user):
        index_experts([person.pk])
        messages.success(request, _("Your profile was saved."))
        return redirect("participants:me")
    return render(request, "participants/my_form.html", {"form": form, "title": _("My profile")})


@login_required
@read_or_send
def post_add(request: HttpRequest) -> HttpResponse:
    form = PostForm(request.POST or None)
    if request.method == "POST" and attempt(form, add_post, person_of(request.user), by=request.user):
        index_experts([request.user.person.pk])
        messages.success(request, _("The post was added."))
        return redirect("participants:me")
    return render(request, "participants/my_form.html", {"form": form, "title": _("Add a post")})


@login_required
@read_or_send
def post_change(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(person_of(request.user).affiliations.select_related("organization"), pk=pk)
    form = PostForm(request.POST or None, post=post)
    if request.method == "POST" and attempt(form, change_post, post, by=request.user):
        index_experts([post.person_id])
        messages.success(request, _("The post was saved."))
        return redirect("participants:me")
    remove = reverse("participants:post_remove", args=[pk])
    context = {"form": form, "title": _("Change the post"), "remove_url": remove}
    return render(request, "participants/my_form.html", context)


@login_required
@read_or_send
def post_remove(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(person_of(request.user).affiliations.select_related("organization"), pk=pk)
    if request.method == "POST":
        remove_post(post, by=request.user)
        index_experts([post.person_id])
        messages.success(request, _("The post was removed."))
        return redirect("participants:me")
    return render(request, "components/confirm.html", question(str(post)))


def question(post: str) -> dict[str, object]:
    return {
        "title": _("Remove this post?"),
        "text": _("“%(post)s” is taken out of your profile. To move on to another post, end this one instead.")
        % {"post": post},
        "submit": _("Remove"),
        "danger": True,
        "cancel_url": "../",
    }
