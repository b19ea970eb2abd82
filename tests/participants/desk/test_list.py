"""The screen of the list: options, saved views, tags and notes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.models import EventLogEntry, TeamMember
from participants.domain.desk_views import delete_view, save_view
from participants.domain.tags import add_note, give_tag, save_tag, set_tags, take_tag
from participants.models import DeskView, Letter, Registration, RegistrationNote, RegistrationTag
from participants.roster import Selection
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.roles import make_user

from .conftest import named

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(event):
    return named(event, "Ana Lim", status="submitted")


def names(page):
    return [line.name for line in page.context["lines"]]


def logged(action):
    return EventLogEntry.objects.filter(action=f"participants.{action}")


def test_options_lead_to_the_list_and_keep_the_order_of_columns(client, organiser, address, ana):
    chosen = {"status": "submitted", "column": ["tags", "country"]}
    page = client.get(address("options"), chosen | {"move": "down:tags"})
    assert [column.name for column in page.context["chosen"]] == ["country", "tags"]
    answer = client.get(address("options"), chosen | {"show": "1"})
    assertRedirects(answer, f"{address('index')}?status=submitted&column=tags&column=country")
    refused = client.get(address("options"), {"since": "yesterday", "show": "1"})
    assertContains(refused, "Enter a valid date.")
    assertContains(refused, 'value="yesterday"')


def test_filters_stand_above_the_list_and_can_be_taken_away(client, organiser, address, ana, event):
    named(event, "Bo Tan")
    page = client.get(address("index"), {"status": "submitted", "tag": "99", "column": "email"})
    assert names(page) == ["Ana Lim"]
    assert [(each["words"], each["url"]) for each in page.context["filters"]] == [
        ("waiting for approval", f"{address('index')}?tag=99&column=email")
    ]
    assertContains(page, "holds something that is not there any more")
    assertContains(page, ana.person.email)
    assert logged("list_contacts").get().data == {"count": 1}
    assert client.get(address("index"), {"page": "7"}).status_code == 302


@pytest.mark.parametrize("page", ["0", "-1", "9" * 30, "x", "٣"])
def test_any_number_of_a_page_is_answered(client, organiser, address, ana, page):
    assert client.get(address("index"), {"page": page}).status_code in {200, 302}


def test_views_are_ones_own_or_shared(client, organiser, address, ana, event, desk, elsewhere):
    client.post(address("view_save"), {"name": " Waiting\n", "status": "submitted", "column": "country"})
    view = DeskView.objects.get(event=event)
    assert (view.name, view.owner, view.is_shared) == ("Waiting", organiser, False)
    assert names(client.get(address("index"), {"view": view.pk})) == ["Ana Lim"]
    own, foreign = f"{address('index')}?view={view.pk}", f"{address('index')}?view={elsewhere['view'].pk}"
    assert client.get(foreign).status_code == 404
    seen = []
    for user in (desk, make_user("organiser", event)):
        client.force_login(user)
        seen.append((client.get(own).status_code, client.get(address("view_change", view.pk)).status_code))
    save_view(view, by=organiser, selection=None)
    DeskView.objects.update(is_shared=True)
    for user in (desk, make_user("organiser", event)):
        client.force_login(user)
        seen.append((client.get(own).status_code, client.get(address("view_change", view.pk)).status_code))
    assert seen == [(404, 404), (404, 404), (200, 404), (200, 200)]
    assert client.post(address("view_change", elsewhere["view"].pk), {"delete": "1"}).status_code == 404


def test_views_are_changed_and_deleted(client, organiser, address, event):
    view = DeskView.objects.create(event=event, owner=organiser, name="Old")
    page = client.get(address("index"), {"from": view.pk, "status": "approved"})
    assertContains(page, f"{address('view_change', view.pk)}?status=approved")
    typed = {"name": "New", "is_shared": "on", "status": "approved", "replace": "1"}
    client.post(address("view_change", view.pk), typed)
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.selection["filters"]) == ("New", True, {"status": ["approved"]})
    assertContains(client.post(address("view_change", view.pk), {"name": ""}), "This field is required.")
    client.post(address("view_change", view.pk), {"delete": "1"})
    assert not DeskView.objects.filter(pk=view.pk).exists()


def test_strangers_keep_and_delete_no_view(event, organiser, desk):
    view = DeskView.objects.create(event=event, owner=organiser, name="Own")
    for user in (desk, make_user("rapporteur", event)):
        with pytest.raises(PermissionDenied):
            delete_view(view, by=user)
        with pytest.raises(PermissionDenied):
            save_view(view, by=user, selection=Selection())


def test_who_loses_the_role_reads_nothing_from_the_next_request_on(client, event, organiser, address, ana):
    door = [reverse(f"participants:{name}", args=[event.slug]) for name in ("check_in", "check_in_people")]
    pages = [
        *map(address, ("index", "options", "exports", "letters", "review", "waiting")),
        address("show", ana.pk),
        *door,
    ]
    assert {client.get(page).status_code for page in pages} == {200}
    TeamMember.objects.filter(user=organiser).delete()
    assert {client.get(page, headers={"accept": "application/json"}).status_code for page in pages} <= {302, 403, 404}


def test_tags_are_named_once_and_given_within_the_event(event, desk, tag, ana, elsewhere):
    with pytest.raises(ValidationError) as refused:
        save_tag(RegistrationTag(event=event, name="airPORT"), by=desk)
    assert list(refused.value.message_dict) == ["name"]
    everybody = Registration.objects.all()
    assert [give_tag(tag, everybody, by=desk), give_tag(tag, everybody, by=desk)] == [1, 0]
    assert list(tag.registrations.all()) == [ana]
    set_tags(ana, [elsewhere["tag"]], by=desk)
    assert [take_tag(tag, everybody, by=desk), ana.tags.count()] == [0, 0]
    assert logged("set_tags").get().changes == {"tags": ["Airport", ""]}
    for user in (make_user("rapporteur", event), make_user()):
        with pytest.raises(PermissionDenied):
            give_tag(tag, everybody, by=user)


@pytest.mark.parametrize("number", [2, 20])
def test_as_many_statements_to_tag_two_or_twenty(event, desk, tag, number, django_assert_max_num_queries):
    RegistrationFactory.create_batch(number, event=event)
    with django_assert_max_num_queries(9):
        give_tag(tag, Registration.objects.filter(event=event), by=desk)


def test_tags_from_the_list(client, organiser, address, event, tag, ana, elsewhere):
    bo = named(event, "Bo Tan")
    page = client.get(address("tag_many"), {"whom": "all", "status": "submitted", "id": bo.pk})
    assertContains(page, "1 person is chosen")
    client.post(address("tag_many"), {"whom": "all", "status": "submitted", "which": tag.pk})
    assert list(tag.registrations.all()) == [ana]
    client.post(address("tag_many"), {"id": [bo.pk, elsewhere["registration"].pk], "which": tag.pk})
    assert set(tag.registrations.all()) == {ana, bo}
    client.post(address("tag_many"), {"id": ana.pk, "which": tag.pk, "take": "1"})
    assert list(tag.registrations.all()) == [bo]
    for wanted in (elsewhere["tag"].pk, "0", "x", "9" * 30):
        assert client.post(address("tag_many"), {"id": ana.pk, "which": wanted}).status_code == 404
    assert client.post(address("tag", elsewhere["tag"].pk), {"delete": "1"}).status_code == 404


def test_tags_are_added_changed_and_deleted_on_screen(client, organiser, address, event):
    assertContains(client.get(address("tags")), "This event has no tags yet.")
    assertContains(client.post(address("tags"), {"name": "<b>VIP</b>", "colour": "pink"}), "Select a valid choice")
    client.post(address("tags"), {"name": "<b>VIP</b>", "colour": "red"})
    tag = RegistrationTag.objects.get(event=event)
    assertContains(client.get(address("tags")), "&lt;b&gt;VIP&lt;/b&gt;")
    client.post(address("tag", tag.pk), {"name": "Guest", "colour": "blue"})
    tag.refresh_from_db()
    assert (tag.name, tag.colour) == ("Guest", "blue")
    client.post(address("tag", tag.pk), {"delete": "1"})
    assert not RegistrationTag.objects.filter(event=event).exists()


def test_one_registration_with_notes_tags_letters_and_history(client, organiser, address, event, tag, ana, elsewhere):
    client.post(address("tags_of", ana.pk), {"tag": [tag.pk, elsewhere["tag"].pk, "x"]})
    client.post(address("notes_of", ana.pk), {"text": "Called\x07 on Monday"})
    Letter.objects.create(event=event, person=ana.person, kind="message", subject="To Ana", body="x", language="en")
    Letter.objects.create(event=event, person=PersonFactory(), kind="message", subject="To Bo", body="x", language="en")
    page = client.get(address("show", ana.pk))
    for words in ("Called on Monday", "To Ana", "Note written", "Tags changed"):
        assertContains(page, words)
    assertNotContains(page, "To Bo")
    assert list(ana.tags.all()) == [tag]
    assertContains(client.post(address("notes_of", ana.pk), {"text": "x" * 2001}), "at most 2000 characters")
    theirs = RegistrationNote.objects.create(registration=elsewhere["registration"], text="Theirs")
    assert client.post(address("notes_of", ana.pk), {"remove": theirs.pk}).status_code == 404
    client.post(address("notes_of", ana.pk), {"remove": ana.notes.get().pk})
    assert list(RegistrationNote.objects.all()) == [theirs]


def test_a_note_is_never_told_to_its_person(client, event, desk):
    ana = named(event, "Ana Lim", person__user=make_user())
    add_note(ana, by=desk, text="Difficult guest")
    client.force_login(ana.person.user)
    for path in ("/me/", f"/events/{event.slug}/register/"):
        assertNotContains(client.get(path), "Difficult guest")
    assert "Difficult" not in str(logged("add_note").get().data)
    with pytest.raises(PermissionDenied):
        add_note(ana, by=ana.person.user, text="x")
