"""The network that was born from the forum's workshop on e-governance: its members, and what they say."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from cms.models import Event
from events_site.demo.facts import UPCOMING
from events_site.demo.pdf import one_page
from participants.domain.networks.members import new_key
from participants.models import Network, NetworkFile, NetworkMember, Person, Post, Topic

from .shelf import Shelf

BORN_FROM = "forum-2014-e-governance"
NAME = "E-governance for islands and large States"
PURPOSE = (
    "The workshop in Goyang ended with recommendations, the plan of a course, and the wish not to lose sight of each "
    "other. Here its participants compare what they try: shared services, travelling counters, data across the water.\n"
    "\n"
    "Ask what you would ask a colleague next door."
)
MODERATORS = ("paloma.irazabal", "eleni.karavia")
#: Days ago, title, whether announced, posts as person and text.
TOPICS = (
    (
        210,
        "Welcome, and how this network works",
        True,
        (("paloma.irazabal", "Say who you are and what you are trying this year. Everything said here stays here."),),
    ),
    (
        40,
        "Shared service centres for fewer than 20,000 people",
        False,
        (
            ("eleni.karavia", "Has anybody shared a payroll office between islands? What broke first?"),
            ("paloma.irazabal", "Two States did, for the registers of land. The ferry timetable broke first."),
            ("eleni.karavia", "Thank you. I shall write to them and report here."),
        ),
    ),
    (
        6,
        "Who comes to the meeting on digital inclusion?",
        False,
        (("paloma.irazabal", "Some of us will be there. Shall we meet on the evening before?"),),
    ),
)
MOST = 16


def add(shelf: Shelf) -> None:
    """Once; needs the events and the accounts."""
    event = Event.objects.filter(slug=BORN_FROM).first()
    if event is None or Network.objects.filter(born_from=event).exists():
        return
    network = Network.objects.create(
        slug="e-governance-islands", name=NAME, purpose=PURPOSE, born_from=event, origin=event.title
    )
    network.themes.set(event.themes.all())
    network.events.set(Event.objects.filter(slug__in=[BORN_FROM, UPCOMING]))
    _add_members(network, shelf)
    for days, title, announced, posts in TOPICS:
        _add_topic(network, shelf, days, title, posts, announced=announced)
    _add_file(network, shelf)


def _add_members(network: Network, shelf: Shelf) -> None:
    others = [key for key in sorted(shelf.people) if key not in MODERATORS][: MOST - len(MODERATORS)]
    joined = timezone.now() - timedelta(days=200)
    NetworkMember.objects.bulk_create(
        NetworkMember(
            network=network,
            person=shelf.people[key],
            role="moderator" if key in MODERATORS else "member",
            state="active",
            shown_to="public" if key in MODERATORS else "moderators" if place % 7 == 6 else "members",
            shows_contact=place % 3 == 0,
            consent="Said yes after the workshop.",
            consented_at=joined,
            key=new_key(),
        )
        for place, key in enumerate((*MODERATORS, *others))
    )


def _add_topic(
    network: Network, shelf: Shelf, days: int, title: str, posts: tuple[tuple[str, str], ...], *, announced: bool
) -> None:
    began = timezone.now() - timedelta(days=days)
    author: Person = shelf.people[posts[0][0]]
    last = began + timedelta(hours=len(posts) - 1)
    facts = {"is_announcement": announced, "is_pinned": announced, "created_at": began, "last_post_at": last}
    topic = Topic.objects.create(network=network, title=title, author=author, **facts)
    Post.objects.bulk_create(
        Post(topic=topic, author=shelf.people[key], text=text, created_at=began + timedelta(hours=place))
        for place, (key, text) in enumerate(posts)
    )


def _add_file(network: Network, shelf: Shelf) -> None:
    title = "Outline of the course, third draft"
    content = one_page(title, "P. Irazábal", network.name, "Four units: sharing, reaching, measuring, paying for it.")
    facts = {"name": f"{title}.pdf", "media_type": "application/pdf", "size": len(content)}
    shared = NetworkFile(network=network, author=shelf.people["paloma.irazabal"], title=title, **facts)
    shared.created_at = timezone.now() - timedelta(days=30)
    shared.file.save("outline.pdf", ContentFile(content))
