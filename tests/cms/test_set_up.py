"""Setting up an event from another one or a template; what each higher app takes over is tested there."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks

from cms.domain.events import change_event
from cms.domain.set_up import set_up_event
from cms.domain.team import grant_role, grantable_roles
from cms.domain.templates import change_template, delete_template, save_as_template
from cms.models import Event, EventLogEntry, EventPage, EventTemplate, Objective, TeamMember
from cms.parts import Part, all_parts, take
from sessions.models import Session
from sessions.warnings import warnings_of
from tests.factories.cms import EventFactory, SeriesFactory
from tests.factories.set_up import built_in, edition, new_event
from tests.roles import make_user

pytestmark = pytest.mark.django_db
ALL = ["facts", "aims", "organizers", "contacts", "place", "page", "team"]
ALL += [
    "registration",
    "form",
    "balance",
    "tags",
    "letter_templates",
    "privacy",
    "programme",
    "documents",
    "stationery",
]
OF_CMS = ["facts", "aims", "organizers", "contacts", "place", "page"]
KINDS = ["expert-group-meeting", "forum", "workshop", "committee-session", "seminar", "side-event"]


def test_parts_stand_in_their_order():
    assert [part.slug for part in all_parts()] == ALL


def test_new_edition_has_what_the_old_one_had():
    old = edition(expected_participants="About 80 from Governments")
    user = make_user("organiser", old)
    new = new_event()
    assert set_up_event(new, by=user, source=old, parts=OF_CMS) == []
    assert take(new, OF_CMS) == take(old, OF_CMS) | {
        "place": {"venue": None, "notes": [{"topic": "visa", "text": "Ask early."}]}
    }
    assert new.expected_participants == "About 80 from Governments"
    page = new.pages.get().specific
    assert (page.live, page.title, page.lede, page.host_note) == (
        False,
        "Forum 2027",
        "Two sentences.",
        "<p>The host.</p>",
    )


def test_only_what_was_chosen_is_taken_over():
    old, new = edition(), new_event()
    set_up_event(new, by=make_user("organiser", old), source=old, parts=["aims"])
    assert sorted(take(new, ALL)) == ["aims", "facts", "team"]  # every event has facts, and whoever made it
    assert new.session_numbering == "none"


def test_it_is_said_in_the_history():
    old, new = edition(), new_event()
    user = make_user("organiser", old)
    set_up_event(new, by=user, source=old, parts=["aims", "contacts"])
    entry = EventLogEntry.objects.get(action="cms.set_up_event", object_id=new.pk)
    assert (entry.user, entry.data) == (user, {"source": "Forum 2014", "parts": ["aims", "contacts"]})


def test_team_of_the_edition_works_for_the_next():
    old, new = edition(), new_event()
    user, colleague = make_user("organiser", old), make_user("organiser", old)
    desk, gone = make_user("desk", old), make_user("rapporteur", old)
    gone.is_active = False
    gone.save()
    set_up_event(new, by=user, source=old, parts=["team"])
    team = TeamMember.objects.filter(event=new).order_by("user").values_list("user", "role")
    assert list(team) == [(user.pk, "organiser"), (colleague.pk, "organiser"), (desk.pk, "desk")]


@pytest.mark.parametrize("role", ["rapporteur", "chair", "desk"])
def test_source_is_asked_for_too(role):
    """Who may set up events takes over no event in which they are not the organiser."""
    old, own = edition(), EventFactory()
    user = make_user("organiser", own)
    with pytest.raises(PermissionDenied):
        set_up_event(new_event(), by=user, source=old, parts=["aims"])
    grant_role(old, user=user, role=role, by=None)
    with pytest.raises(PermissionDenied):
        set_up_event(new_event(), by=user, source=old, parts=["aims"])
    assert not Event.objects.filter(slug="forum-2027").exists()


def test_where_a_part_fails_nothing_stays():
    def refuse(event, data, by):
        raise ValidationError({"slug": "No."})

    broken = Part("broken", "Broken", 999, lambda event, options: [1], refuse, str)
    old, new = edition(), new_event()
    counted = [Event, Objective, Session, EventPage, TeamMember, EventLogEntry]
    user = make_user("organiser", old)
    before = [model.objects.count() for model in counted]
    with hooks.register_temporarily("event_part", lambda: [broken]), pytest.raises(ValidationError):
        set_up_event(new, by=user, source=old, parts=[*ALL, "broken"])
    assert [model.objects.count() for model in counted] == before


def test_edition_that_was_held_is_refused_beside_its_field():
    old = edition()
    new = new_event(series=old.series, edition=3)
    with pytest.raises(ValidationError) as refused:
        set_up_event(new, by=make_user("organiser", old), source=old)
    assert list(refused.value.message_dict) == ["edition"]
    new = new_event(series=SeriesFactory(), edition=3)
    assert set_up_event(new, by=make_user("organiser", old), source=old) == []


def test_organization_that_is_gone_is_named():
    old, new = edition(), new_event()
    template = save_as_template(old, by=make_user("organiser", old), name="Ours", parts=["organizers"], is_shared=True)
    first = old.organizers.first().organization
    old.organizers.all().delete()
    first.delete()
    notices = set_up_event(new, by=make_user("secretariat"), source=template, parts=["organizers"])
    assert notices == [f"“{first.name}” is in the list of organizations no longer."]
    assert [row.role for row in new.organizers.all()] == ["co_organizer"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_site_has_a_template_of_each_kind(kind):
    template, new = built_in(kind), new_event()
    new.kind, new.end_date = template.kind, new.start_date + timezone.timedelta(days=template.days - 1)
    assert set_up_event(new, by=make_user("secretariat"), source=template, parts=list(template.parts)) == []
    taken = take(new, ALL)
    assert set(template.parts) - {"documents"} <= set(taken)
    assert [row["title"] for row in taken["programme"]["sessions"]] == [
        row["title"]
        for row in sorted(
            template.parts["programme"]["sessions"], key=lambda row: (row["start"]["day"], row["start"]["time"])
        )
    ]
    assert [found for found in warnings_of(new) if found.check == "hours"] == []


class TestTemplates:
    def test_template_has_no_dates_and_no_people(self):
        old = edition()
        user = make_user("organiser", old)
        everything = [*ALL, "programme:people", "programme:talks", "documents:text"]
        template = save_as_template(old, by=user, name="Ours", parts=everything)
        assert (template.days, template.kind, template.owner) == (2, old.kind, user)
        assert set(template.parts) == set(ALL) - {
            "team",
            "contacts",
            "form",
            "balance",
            "tags",
            "letter_templates",
            "privacy",
            "stationery",
        }
        assert [row["people"] for row in template.parts["programme"]["sessions"]] == [[], []]
        assert [talk["speakers"] for row in template.parts["programme"]["sessions"] for talk in row["talks"]] == [
            [],
            [],
        ]
        assert "2014" not in str({**template.parts, "documents": None})

    def test_only_from_an_event_that_one_organises(self):
        old = edition()
        with pytest.raises(PermissionDenied):
            save_as_template(old, by=make_user("rapporteur", old), name="Ours", parts=["aims"])
        with pytest.raises(ValidationError) as refused:
            save_as_template(EventFactory(), by=make_user("secretariat"), name="Ours", parts=["aims"])
        assert list(refused.value.message_dict) == ["parts"]

    def test_private_one_is_its_owners_shared_one_everybodys(self):
        old = edition()
        owner, other, stranger = make_user("organiser", old), make_user("organiser", EventFactory()), make_user()
        template = save_as_template(old, by=owner, name="Ours", parts=["aims"])
        own = EventTemplate.objects.filter(owner=owner)
        used = [own.usable_by(user).exists() for user in (owner, other, stranger, make_user("secretariat"))]
        assert used == [True, False, False, True]
        with pytest.raises(PermissionDenied):
            set_up_event(new_event(), by=other, source=template, parts=["aims"])
        template.is_shared = True
        with pytest.raises(PermissionDenied):
            change_template(template, by=other)
        change_template(template, by=owner)
        assert [own.usable_by(user).exists() for user in (other, stranger)] == [True, False]
        assert set_up_event(new_event(), by=other, source=template, parts=["aims"]) == []
        with pytest.raises(PermissionDenied):
            delete_template(template, by=other)
        delete_template(template, by=make_user("secretariat"))
        assert not own.exists()


class TestChildren:
    def test_who_organises_both_names_a_partner_as_organiser(self, client):
        parent = EventFactory(title="The forum")
        user, partner = make_user("organiser", parent), make_user()
        child = new_event(parent=parent)
        set_up_event(child, by=user)
        grant_role(child, user=partner, role="organiser", by=user)
        assert "organiser" not in grantable_roles(child, by=partner)
        assert "organiser" not in grantable_roles(parent, by=user)
        client.force_login(partner)
        assert client.get(f"/admin/events/{child.pk}/").status_code == 200
        assert client.get(f"/admin/events/{parent.pk}/").status_code == 404
        assert [event.pk for event in client.get("/admin/events/").context["object_list"]] == [child.pk]

    def test_parent_is_an_event_that_one_organises(self):
        user = make_user("organiser", EventFactory())
        with pytest.raises(ValidationError) as refused:
            set_up_event(new_event(parent=EventFactory()), by=user)
        assert list(refused.value.message_dict) == ["parent"]

    def test_event_is_not_part_of_what_is_held_inside_it(self):
        parent = EventFactory()
        user = make_user("organiser", parent)
        child = new_event(parent=parent)
        set_up_event(child, by=user)
        parent.parent = child
        with pytest.raises(ValidationError) as refused:
            change_event(parent, by=user)
        assert list(refused.value.message_dict) == ["parent"]


def test_taking_and_giving_costs_the_same_for_any_number():
    def statements(sessions):
        old, new, user = edition(sessions), new_event(slug=f"forum-{sessions}"), make_user("secretariat")
        with CaptureQueriesContext(connection) as caught:
            wanted = [*ALL, "programme:people", "programme:talks", "documents:text"]
            set_up_event(new, by=user, source=old, parts=wanted)
        assert new.sessions.count() == sessions
        return len(caught)

    statements(1)  # what Django and Wagtail look up once for a process
    assert statements(2) == statements(20)
