"""What experts say of themselves."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from participants.directory.entries import index_changed
from participants.directory.search import find
from participants.domain.experts import remind_experts, save_profile
from participants.domain.letters import deliver
from participants.domain.people import change_profile
from participants.models import ExpertProfile
from tests.factories.cms import ThemeFactory
from tests.factories.participants import ExpertFactory, PersonFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db
EDIT = reverse("participants:expert_edit")
ROWS = {"publications-TOTAL_FORMS": "1", "publications-INITIAL_FORMS": "0"}


@pytest.fixture
def person(db):
    return PersonFactory(user=make_user(), name="Noor Adeyemi")


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


def typed(**more) -> dict:
    return {"availability": "open", "biography": "Knows much.", "is_listed": "on"} | ROWS | more


def test_a_profile_is_written_with_its_readers_and_confirmed(own, person):
    theme = ThemeFactory()
    data = typed(
        expertise=[theme.pk],
        languages=["fr"],
        more_languages=["sw"],
        regions=["Melanesia"],
        readers_biography="public",
        readers_languages="networks",
        **{
            "publications-0-title": "A book",
            "publications-0-year": "2020",
            "publications-0-url": "https://example.org/b",
        },
    )
    assert own.post(EDIT, data).status_code == 302
    profile = ExpertProfile.objects.get(person=person)
    person.refresh_from_db()
    assert (profile.is_listed, profile.languages, profile.regions) == (True, ["fr", "sw"], ["Melanesia"])
    assert (person.biography, profile.confirmed_on) == ("Knows much.", timezone.localdate())
    assert [profile.audience_of(field) for field in ("biography", "languages", "photo")] == [
        "public",
        "networks",
        "secretariat",
    ]
    assert list(profile.expertise.all()) == [theme]
    assert list(profile.publications.values_list("title", "year", "url")) == [("A book", 2020, "https://example.org/b")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"availability": "later"}, "Say from which day."),
        ({"regions": ["Atlantis"]}, "Select a valid choice."),
        ({"languages": ["xx"]}, "Select a valid choice."),
        ({"expertise": ["999999"]}, "Select a valid choice."),
        ({"readers_photo": "nobody"}, "Select a valid choice."),
        ({"biography": "x" * 3001}, "at most 3000 characters"),
        ({"publications-0-url": "javascript:alert(1)", "publications-0-title": "B"}, "Enter a valid URL."),
        ({"publications-0-year": "2020"}, "Give the title, or empty the row."),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_is_kept(own, person, fields, words):
    page = own.post(EDIT, typed(availability_note="Typed") | fields)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert 'value="Typed"' in page.content.decode()
    assert not ExpertProfile.objects.exists()


def test_a_photo_is_judged_shrunk_and_says_nothing_of_the_camera(own, person):
    large = Image.new("RGB", (2000, 1000), "navy")
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    target = io.BytesIO()
    large.save(target, "JPEG", exif=exif)
    own.post(EDIT, typed(photo=files.upload(target.getvalue(), "me.jpg"), readers_photo="public"))
    profile = ExpertProfile.objects.get(person=person)
    with profile.photo.open() as file, Image.open(file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (480, 240), {})
    assert b"".join(own.get(reverse("participants:expert_photo", args=[person.pk]))).startswith(b"\xff\xd8")
    page = own.post(EDIT, typed(photo=files.upload(files.pdf(), "me.jpg")))
    assert "does not fit the name" in page.content.decode() or "Send one of these: JPEG, PNG" in page.content.decode()
    own.post(EDIT, typed(drop_photo="on"))
    profile.refresh_from_db()
    assert not profile.photo


def test_a_photo_is_for_its_readers_only(client, person):
    profile = ExpertFactory(person=person, fields={"photo": "secretariat"})
    profile.photo.save("a.jpg", files.upload(files.picture("JPEG")))
    assert client.get(reverse("participants:expert_photo", args=[person.pk])).status_code == 404


def test_nobody_writes_somebody_elses(person):
    with pytest.raises(PermissionDenied):
        save_profile(person, by=make_user(), data={"biography": "Mine"})
    with pytest.raises(ValidationError):
        save_profile(person, by=None, data={"audiences": {"email": "public"}})


def test_once_a_year_the_expert_is_asked_once(person):
    year = timezone.localdate() - timedelta(days=366)
    profile = ExpertFactory(person=person, confirmed_on=year)
    ExpertFactory(person=PersonFactory(user=make_user()), confirmed_on=timezone.localdate())
    ExpertFactory(person=PersonFactory(user=make_user()), confirmed_on=year, is_listed=False)
    assert remind_experts() == 1
    assert remind_experts() == 0
    cache.clear()
    assert remind_experts() == 0
    [letter] = DBTaskResult.objects.filter(task_path=deliver.module_path)
    assert letter.args_kwargs["kwargs"]["to"] == person.user.email
    profile.refresh_from_db()
    assert profile.reminded_on == timezone.localdate()


def test_one_press_confirms(own, person):
    profile = ExpertFactory(person=person, confirmed_on=timezone.localdate() - timedelta(days=400))
    own.post(reverse("participants:expert_confirm"))
    profile.refresh_from_db()
    assert profile.confirmed_on == timezone.localdate()


def test_a_new_name_and_post_are_found_at_once(own, person):
    ExpertFactory(person=person)
    own.post(reverse("participants:profile"), {"name": "Noor Newname", "biography": ""})
    own.post(reverse("participants:post_add"), {"title": "Registrar", "organization_name": "Archive"})
    for words in ("newname", "registrar archive"):
        assert find(AnonymousUser(), text=words).ids == [person.pk]


def test_what_changed_in_another_way_is_found_within_the_hour(person):
    ExpertFactory(person=person)
    change_profile(person, by=person.user, data={"name": "Noor Newname"})
    assert (find(AnonymousUser(), text="newname").ids, index_changed()) == ([], 1)
    assert (find(AnonymousUser(), text="newname").ids, index_changed()) == ([person.pk], 0)
    cache.clear()
    assert index_changed() == 0
