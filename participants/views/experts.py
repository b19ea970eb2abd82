"""The directory of experts: one's own profile, the search, and the page of an expert."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cms import files
from cms.facets import choices, chosen_in
from cms.models import Event, Role, Series, Theme
from cms.numbers import key_of, keys_in, whole_number
from cms.roles import events_of, is_secretariat
from cms.search_words import MAX_LETTERS
from participants.directory import search
from participants.directory.evidence import Evidence, evidence_of
from participants.directory.fields import audience_of, fields_for, visible_fields
from participants.domain.experts import confirm_profile, profile_of, save_profile
from participants.domain.people import person_of
from participants.domain.shortlists import add_to_shortlist
from participants.forms.experts import ExpertForm, publication_rows
from participants.models import Affiliation, ExpertProfile, Person, Shortlist
from participants.models.experts import Audience
from participants.models.people import languages
from participants.permissions import network_people

from .own import read_or_send

PER_PAGE = 20
MOST_EVIDENCE = 3


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    asked = asked_in(request)
    found = search.find(request.user, text=asked["text"], chosen=asked["chosen"], unseen=asked["unseen"])
    names = search.names_of(found, *(office_lists(request.user) if asked["is_office"] else ()))
    facets = choices(request, found, search.LABELS, names)
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    total = len(found.ids)
    context = asked | {
        "page": page,
        "rows": rows_of(list(page), request.user, asked, names),
        "facets": facets,
        "chips": [value for facet in facets for value in facet["choices"] if value["is_chosen"]],
        "kept": list(asked["chosen"].items()),
        "count": ngettext("%(count)d expert", "%(count)d experts", total) % {"count": total},
        "is_filtered": bool(asked["chosen"] or asked["text"] or asked["unseen"]),
        "series": names["series"],
        "shortlists": names["shortlist"],
        "query": request.GET.urlencode(),
    }
    return render(request, "participants/experts/directory.html", context)


def asked_in(request: HttpRequest) -> dict[str, Any]:
    """What an address of the directory asks for. Who was not seen where is for organisers and the secretariat."""
    is_office = is_secretariat(request.user) or bool(events_of(request.user, Role.ORGANISER))
    series, editions = request.GET.get("unseen", "")[:80], whole_number(request.GET.get("editions", ""), most=5) or 2
    is_asked = is_office and series
    return {
        "text": request.GET.get("q", "").replace("\0", "")[:MAX_LETTERS],
        "chosen": chosen_in(request, search.FACETS),
        "is_office": is_office,
        "series_chosen": series if is_asked else "",
        "editions": editions,
        "unseen": search.last_editions(series, editions) if is_asked else [],
    }


def rows_of(ids: list[int], user: Any, asked: dict[str, Any], names: dict[str, Any]) -> list[dict[str, Any]]:
    """What the list shows of each, and why it is there. Four statements, however many."""
    near = Exists(network_people(user).filter(person=OuterRef("person")))
    asked_for = ExpertProfile.objects.filter(person__in=ids).annotate(is_near=near)
    profiles = {each.person_id: each for each in read(asked_for)}
    evidence, shared = evidence_of(ids), [pk for pk, profile in profiles.items() if profile.is_near]
    rows = []
    for profile in (profiles[pk] for pk in ids if pk in profiles):
        fields = fields_for(profile, audience_of(user, profile.person_id, shared))
        row = facts_of(profile, fields)
        row["reasons"] = search.reasons(profile, asked["chosen"], names, asked["unseen"])
        row["evidence"] = evidence[profile.person_id][:MOST_EVIDENCE]
        rows.append(row)
    return rows


def read(profiles: Any) -> Any:
    """With what the list shows of them, in three statements."""
    themes = Prefetch("expertise", Theme.objects.select_related("parent__parent"))
    posts = Prefetch("person__affiliations", Affiliation.objects.select_related("organization"))
    return profiles.select_related("person__country", "person__user").prefetch_related(themes, posts)


def facts_of(profile: ExpertProfile, fields: frozenset[str]) -> dict[str, Any]:
    """What may be read of an expert, by `fields`; everything else is not there."""
    person = profile.person
    post = person.post_on(timezone.localdate()) if "posts" in fields else None
    spoken = dict(languages())
    return {
        "person": person,
        "url": reverse("participants:expert", args=[person.pk]),
        "title": post.title if post else "",
        "affiliation": post.institution if post else "",
        "country": person.country.name if "country" in fields and person.country else "",
        "expertise": list(profile.expertise.all()) if "expertise" in fields else [],
        "languages": [spoken.get(code, code) for code in profile.languages] if "languages" in fields else [],
        "regions": profile.regions if "regions" in fields else [],
        "availability": _availability(profile) if "availability" in fields else "",
        "biography": person.biography if "biography" in fields else "",
        "publications": profile.publications.all() if "publications" in fields else [],
        "photo_url": reverse("participants:expert_photo", args=[person.pk])
        if "photo" in fields and profile.photo
        else "",
        "confirmed_on": profile.confirmed_on,
    }


def _availability(profile: ExpertProfile) -> str:
    words = str(profile.get_availability_display())
    if profile.availability == ExpertProfile.Availability.LATER and profile.available_from:
        words = f"{words} {profile.available_from:%d.%m.%Y}"
    return ", ".join(part for part in (words, profile.availability_note) if part)


def office_lists(user: Any) -> list[QuerySet]:
    """Series of events, and the shortlists that `user` may put somebody on."""
    events = Event.objects.in_role(user, Role.ORGANISER)
    event = Coalesce(NullIf(F("event__short_title"), Value("")), F("event__title"))
    return [
        search.named(Series.objects.all(), "series", "slug"),
        search.named(Shortlist.objects.filter(event__in=events), "shortlist", "pk", Concat(event, Value(": "), "name")),
    ]


@require_safe
def expert(request: HttpRequest, pk: int) -> HttpResponse:
    profile = _open(request, pk)
    evidence: list[Evidence] = evidence_of([profile.person_id])[profile.person_id]
    context = facts_of(profile, visible_fields(profile, request.user)) | {
        "evidence": evidence,
        "is_own": request.user.is_authenticated and profile.person.user_id == request.user.pk,
        "is_listed": profile.is_listed,
    }
    return render(request, "participants/experts/expert.html", context)


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    profile = _open(request, pk)
    if not profile.photo or "photo" not in visible_fields(profile, request.user):
        raise Http404
    public = profile.is_listed and profile.audience_of("photo") == Audience.PUBLIC
    return files.send(profile.photo, name="photo.jpg", media_type="image/jpeg", public=public)


def _open(request: HttpRequest, pk: int) -> ExpertProfile:
    """The profile of a listed expert, one's own, and for the secretariat of anybody who has one."""
    profile: ExpertProfile = get_object_or_404(read(ExpertProfile.objects.all()), person=key_of(pk))
    is_own = request.user.is_authenticated and profile.person.user_id == request.user.pk
    if not (profile.is_listed or is_own or is_secretariat(request.user)):
        raise Http404
    return profile


# --- One's own ----------------------------------------------------------------------------------------------


@login_required
@read_or_send
def edit(request: HttpRequest) -> HttpResponse:
    person = person_of(request.user)
    profile = profile_of(person)
    form = ExpertForm(request.POST or None, request.FILES or None, profile=profile)
    rows = publication_rows(profile, request.POST or None)
    if request.method == "POST" and form.is_valid() and rows.is_valid() and _saved(request, person, form, rows):
        messages.success(request, _("Your profile is saved."))
        return redirect("participants:expert_edit")
    is_refused = form.errors or (rows.is_bound and not rows.is_valid())
    context = {"form": form, "rows": rows, "profile": profile, "previews": _previews(person)}
    return render(request, "participants/experts/edit.html", context, status=422 if is_refused else 200)


def _saved(request: HttpRequest, person: Person, form: ExpertForm, rows: Any) -> bool:
    publications = [row.cleaned_data for row in rows if row.cleaned_data.get("title")]
    try:
        save_profile(person, by=request.user, data=form.answers(publications))
    except ValidationError as refusal:
        for field, errors in (refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}).items():
            form.add_error(field if field in form.fields else None, errors)
        return False
    return True


def _previews(person: Person) -> list[dict[str, Any]]:
    """What each audience reads of what is saved."""
    profile = read(ExpertProfile.objects.filter(person=person)).first()
    if profile is None:
        return []
    labels = dict(Audience.choices)
    return [facts_of(profile, fields_for(profile, value)) | {"label": labels[value]} for value in Audience.values]


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    confirm_profile(person_of(request.user), by=request.user)
    messages.success(request, _("Thank you. Your profile is confirmed as of today."))
    return redirect("participants:expert_edit")


# --- Onto a shortlist ---------------------------------------------------------------------------------------


@login_required
@require_POST
def shortlist_add(request: HttpRequest) -> HttpResponse:
    """Those ticked, of what the directory found at this address, with the reasons it gives there."""
    events = Event.objects.in_role(request.user, Role.ORGANISER)
    shortlist = get_object_or_404(Shortlist, event__in=events, pk=key_of(request.POST.get("shortlist")))
    asked, ticked = asked_in(request), set(keys_in(request.POST.getlist("person")))
    found = search.find(request.user, text=asked["text"], chosen=asked["chosen"], unseen=asked["unseen"])
    ids = [pk for pk in found.ids if pk in ticked]
    rows = rows_of(ids, request.user, asked, search.names_of(found))
    reasons = {row["person"].pk: row["reasons"] for row in rows}
    try:
        new = add_to_shortlist(shortlist, by=request.user, people=[row["person"] for row in rows], reasons=reasons)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        words = ngettext("%(count)d person is on “%(name)s” now.", "%(count)d people are on “%(name)s” now.", new)
        messages.success(request, words % {"count": new, "name": shortlist.name})
    query = request.GET.urlencode()
    return redirect(f"{reverse('participants:directory')}{'?' if query else ''}{query}")
