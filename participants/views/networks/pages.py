"""What a network shows: the list of networks, its front page, its members."""

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.models import Event
from participants.domain.networks.members import moderators_of
from participants.forms.networks import JoinForm
from participants.models import Network, NetworkMember, Post, Topic

from .base import consent_of, frame, moderates, open_network, readable

PER_PAGE = 20
TOPICS, FILES = 10, 10
ShownTo = NetworkMember.ShownTo


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    known = Network.objects.known_to(request.user)
    active = Count("members", filter=Q(members__state="active"))
    found = known.annotate(size=active).prefetch_related("themes").order_by("closed_at", "name", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    own = set(Network.objects.of_member(request.user).values_list("pk", flat=True))
    context = {"page": page, "rows": [{"network": each, "is_own": each.pk in own} for each in page]}
    return render(request, "participants/networks/list.html", context)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    found, member = open_network(request, slug)
    events = Event.objects.visible_to(request.user).filter(networks=found).order_by("-start_date")
    moderators = moderators_of(found).select_related("person")
    context = frame(request, found, member, "front") | {
        "themes": found.themes.all(),
        "events": events,
        "moderators": [each for each in moderators if _is_shown(each, member)],
        "needs_moderator": not moderators_of(found).exists(),
        "size": found.members.filter(state="active").count(),
        "own": member,
        "form": JoinForm() if found.joining == Network.Joining.REQUEST else None,
        "consent": consent_of(found),
    }
    if context["member"] or context["moderates"]:
        topics = _topics(found)
        context |= {"topics": topics[:TOPICS], "files": found.files.select_related("author")[:FILES]}
    return render(request, "participants/networks/network.html", context)


@require_safe
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    found, member = readable(request, slug)
    rows = _topics(found)
    words = request.GET.get("q", "").replace("\0", "")[:100]
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(pk__in=_saying(words, found)))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = frame(request, found, member, "topics") | {"page": page, "topics": page.object_list, "text": words}
    return render(request, "participants/networks/topics.html", context)


def _topics(network: Network) -> QuerySet[Topic]:
    rows = network.topics.select_related("author").annotate(replies=Count("posts") - 1)
    return rows.order_by(*Topic._meta.ordering)


def _saying(words: str, network: Network) -> QuerySet:
    posts = Post.objects.filter(topic__network=network, hidden_because="", text__icontains=words)
    return posts.values("topic")


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    found, member = readable(request, slug)
    is_moderator = moderates(request, member)
    shown = found.members.filter(state="active").select_related("person__user", "person__country")
    if member and not is_moderator:
        shown = shown.exclude(~Q(pk=member.pk), shown_to=ShownTo.MODERATORS)
    page = Paginator(shown, 2 * PER_PAGE).get_page(request.GET.get("page"))
    context = frame(request, found, member, "members") | {
        "page": page,
        "rows": [_row(each) for each in page],
        "asking": found.members.filter(state="requested").select_related("person") if is_moderator else [],
        "waiting": found.members.filter(state="asked").count() if is_moderator else 0,
    }
    return render(request, "participants/networks/members.html", context)


def _row(member: NetworkMember) -> dict[str, object]:
    person = member.person
    contact = (person.user.email if person.user else person.email) if member.shows_contact else ""
    return {"member": member, "person": person, "contact": contact}


def _is_shown(each: NetworkMember, reader: NetworkMember | None) -> bool:
    """Moderators are named to members; to others as far as each wants."""
    return each.shown_to == ShownTo.PUBLIC or bool(reader and reader.is_active)
