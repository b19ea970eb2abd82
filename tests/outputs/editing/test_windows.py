"""One person in two windows: nothing typed in one is lost to the other."""

import pytest
from django.contrib.messages import get_messages
from django.http import QueryDict
from django.utils import timezone
from wagtail.admin.models import EditingSession

from outputs.admin.editing import GONE_AFTER
from outputs.domain.editing import mark
from outputs.models import Output, WorkingCopy
from tests.outputs.editing.test_writing import contents, fresh, typed, values
from tests.outputs.test_views import admin_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def windows(client, output):
    """What two windows, opened one after the other, send."""
    return typed(client, output), typed(client, output)


def keep(client, output, data, **changes):
    return client.post(admin_url("keep", output), data | changes).json()


def kept():
    return [QueryDict(copy.data)["title"] for copy in WorkingCopy.objects.order_by("pk")]


def only_copy():
    return WorkingCopy.objects.get()


def take_up(client, output, copy):
    """What the window sends in which the copy was taken up."""
    form = client.get(admin_url("edit", output), {"copy": copy.pk}).context["form"]
    return dict(form.data.items())


def test_each_window_keeps_a_text_of_its_own(client, output, windows):
    first, second = windows
    keep(client, output, first, title="One")
    keep(client, output, second, title="Two")
    keep(client, output, first, title="One and more")
    assert kept() == ["One and more", "Two"]


def test_the_same_window_keeps_one(client, output, windows):
    """The control."""
    keep(client, output, windows[0], title="One")
    keep(client, output, windows[0], title="Two")
    assert kept() == ["Two"]


def test_what_one_saves_is_joined_in_the_other_and_said(client, output, windows):
    first, second = windows
    client.post(admin_url("edit", output), first | {"title": "One"})
    keep(client, output, second)
    response = client.post(admin_url("edit", output), second | {"body-1-value": contents("<p>Two.</p>")})
    assert (fresh(output).title, "Two." in values(output)[1], WorkingCopy.objects.count()) == ("One", True, 0)
    told = [str(message).strip() for message in get_messages(response.wsgi_request)]
    assert "You had saved in another window meanwhile: 1 change from there stands beside this text." in told


def test_saving_in_one_leaves_what_is_typed_in_the_other(client, output, windows):
    keep(client, output, windows[0], title="One")
    keep(client, output, windows[1], title="Two")
    client.post(admin_url("edit", output), windows[0] | {"title": "One"})
    assert (fresh(output).title, kept()) == ("One", ["Two"])


def test_what_both_changed_is_shown_side_by_side(client, output, windows):
    first, second = ({**data, "title": title} for data, title in zip(windows, ("One", "Two"), strict=True))
    client.post(admin_url("edit", output), first)
    response = client.post(admin_url("edit", output), second)
    assert response.url == admin_url("join", output) + f"?copy={only_copy().pk}"
    page = client.get(response.url)
    (clash,) = page.context["clashes"]
    assert [side for side, _html in clash["sides"]] == ["From the other window", "From this window"]
    assert "You saved this document in another window" in page.content.decode()
    assert (fresh(output).title, kept()) == ("One", ["Two"])
    done = client.post(response.url, {"against": fresh(output).latest_revision_id, "pick-title": "mine"})
    assert (fresh(output).title, kept()) == ("Two", [])
    assert [str(message).strip() for message in get_messages(done.wsgi_request)][-1] == "Both texts are saved as one."


def test_each_window_is_told_of_the_other(client, rapporteur, output):
    presence = {"only": "presence", "seen": output.latest_revision_id}
    first = keep(client, output, presence)
    second = keep(client, output, presence)
    told = [{"name": str(rapporteur), "writes": False, "is_me": True}]
    assert (first["others"], second["others"]) == ([], told)
    assert keep(client, output, presence, session=first["session"])["others"] == told


def test_a_window_that_is_closed_is_soon_forgotten(client, output):
    presence = {"only": "presence", "seen": output.latest_revision_id}
    closed = keep(client, output, presence)["session"]
    EditingSession.objects.filter(pk=closed).update(last_seen_at=timezone.now() - GONE_AFTER)
    assert keep(client, output, presence)["others"] == []


def test_it_is_told_that_the_other_window_saved(client, output, windows):
    client.post(admin_url("edit", output), windows[0] | {"title": "One"})
    newer = keep(client, output, {"only": "presence", "seen": output.latest_revision_id})["newer"]
    assert newer.startswith("You saved in another window at ")


def test_all_that_is_kept_is_offered(client, output, windows):
    keep(client, output, windows[0], title="One")
    keep(client, output, windows[1], title="Two")
    page = client.get(admin_url("edit", output))
    assert [[one.label for one in found] for _copy, _mark, found in page.context["copies"]] == [["Title"], ["Title"]]
    assert "You wrote in several windows." in page.content.decode()
    assert client.get(admin_url("edit", output), {"copy": "none"}).context["form"]["title"].value() == output.title


def test_a_text_taken_up_takes_the_place_of_the_copy(client, output, windows):
    keep(client, output, windows[0], title="One")
    copy = only_copy()
    keep(client, output, take_up(client, output, copy), title="One, taken up")
    assert (kept(), only_copy().pk == copy.pk) == (["One, taken up"], False)
    again = client.get(admin_url("edit", output), {"copy": copy.pk})
    assert again.url == admin_url("edit", output)


def test_a_text_taken_up_while_it_is_still_typed_elsewhere_is_not_lost(client, output, windows):
    keep(client, output, windows[0], title="One")
    taken = take_up(client, output, only_copy())
    keep(client, output, windows[0], title="One goes on")
    keep(client, output, taken, title="Taken up")
    assert kept() == ["One goes on", "Taken up"]
    client.post(admin_url("edit", output), taken | {"title": "Taken up"})
    assert (Output.objects.get(pk=output.pk).title, kept()) == ("Taken up", ["One goes on"])


@pytest.mark.parametrize("is_changed", [False, True])
def test_what_was_kept_anew_is_not_thrown_away(client, output, windows, is_changed):
    keep(client, output, windows[0], title="One")
    shown = mark(only_copy())
    if is_changed:
        keep(client, output, windows[0], title="One and more")
    client.post(admin_url("discard", output), {"copy": shown})
    assert kept() == (["One and more"] if is_changed else [])


@pytest.mark.parametrize("strange", ["", "x", "9" * 40, "1@", "٣", "-1"])
def test_strange_names_of_copies_change_nothing(client, output, windows, strange):
    keep(client, output, windows[0], title="One", taken_up=strange)
    client.post(admin_url("discard", output), {"copy": strange})
    assert client.get(admin_url("join", output), {"copy": strange}).status_code == 404
    assert client.get(admin_url("edit", output), {"copy": strange}).status_code in {200, 302}
    assert kept() == ["One"]
