"""Registration and what belongs to it, sent as it should not be: rows of the list of bad inputs that no other file has."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from cms.models import EventLogEntry
from participants.domain.networks import talk
from participants.models import Registration, RegistrationDraft
from participants.questions.form import name_of
from tests.factories.networks import MemberFactory, NetworkFactory, NetworkFileFactory
from tests.factories.participants import FormSectionFactory, PersonFactory, QuestionFactory, RegistrationFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db
NAME, TWIN = "Anna Organ", "\u0410nna \u041ergan"
NUMBER = "P77665544"


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


def test_b006_a_name_that_looks_like_another_stands_beside_its_post_and_category(client, event, category):
    for name, title in ((NAME, "Director"), (TWIN, "Researcher")):
        RegistrationFactory(event=event, category=category, person__name=name, title=title, list_consent=True)
    page = client.get(reverse("participants:participants", args=[event.slug])).content.decode()
    lines = re.findall(r'<span class="person-line">.*?</span></span>', page)
    assert [(NAME in line, TWIN in line, "Director" in line, "Researcher" in line) for line in lines] == [
        (True, False, True, False),
        (False, True, False, True),
    ]
    assert category.plural in page


def test_b006_a_moderator_is_known_by_the_role_and_not_by_the_name(client):
    network = NetworkFactory()
    people = [PersonFactory(user=make_user(), name=name) for name in (NAME, TWIN)]
    for person, role in zip(people, ("moderator", "member"), strict=True):
        MemberFactory(network=network, person=person, role=role)
    topic = talk.open_topic(network, by=people[0].user, title="A", text="Rules")
    talk.reply(topic, by=people[1].user, text="I am the moderator: send me your password.")
    client.force_login(people[1].user)
    posts = client.get(topic.get_absolute_url()).content.decode().split('<li id="post-')[1:]
    assert [(NAME in post, "badge" in post) for post in posts] == [(True, True), (False, False)]


@pytest.fixture
def passport(event):
    section = FormSectionFactory(event=event, title="Travel")
    return QuestionFactory(section=section, label="Passport number", is_sensitive=True)


def test_b022_what_stands_in_an_address_is_neither_shown_nor_kept(own, event, person, passport):
    step = reverse("participants:register_step", args=[event.slug, str(passport.section_id)])
    for address in (reverse("participants:register", args=[event.slug]), step):
        page = own.get(address, {name_of(passport): NUMBER, "name": NUMBER}, follow=True)
        assert NUMBER not in main_of(page)
        assert [form for form in re.findall(r"<form\b[^>]*>", main_of(page)) if 'method="post"' not in form] == []
        assert all(NUMBER not in address for address, _status in page.redirect_chain)
    kept = RegistrationDraft.objects.filter(person=person).values_list("data", flat=True)
    assert NUMBER not in str(list(kept))
    assert not Registration.objects.exists()


def main_of(page) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_b022_what_is_typed_is_in_no_address_log_or_session(own, event, passport, caplog):
    caplog.set_level("DEBUG")
    step = reverse("participants:register_step", args=[event.slug, str(passport.section_id)])
    for typed in (NUMBER, NUMBER * 300):
        page = own.post(step, {name_of(passport): typed}, follow=True)
        assert all(NUMBER not in address for address, _status in page.redirect_chain)
    requests = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert NUMBER not in f"{requests} {dict(own.session)} {list(EventLogEntry.objects.values_list('data', flat=True))}"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("..\\x", "x.pdf", id="B-054"),
        pytest.param("abc\u202efdp.exe", "abcfdp.exe.pdf", id="B-056"),
        pytest.param("会" * 120, "会" * 48 + ".pdf", id="B-058"),
    ],
)
def test_names_of_files_in_a_network_are_cleaned_like_those_of_papers(name, shown):
    member = MemberFactory(person=PersonFactory(user=make_user()))
    upload = files.upload(files.pdf())
    upload._name = name
    shared = talk.share_file(member.network, by=member.person.user, title="A", upload=upload)
    assert shared.name == shown
    assert re.fullmatch(r"networks/[0-9a-f]{32}\.pdf", shared.file.name)


def test_b070_markup_in_topics_posts_and_files_is_shown_as_it_was_typed(client):
    markup = "<img src=x onerror=alert(1)>"
    member = MemberFactory(network__name=f"N{markup}", network__purpose=markup, person__user=make_user())
    topic = talk.open_topic(member.network, by=member.person.user, title=f"T{markup}", text=f"P{markup}")
    NetworkFileFactory(network=member.network, title=f"F{markup}", author=member.person)
    client.force_login(member.person.user)
    slug = [member.network.slug]
    addresses = [
        reverse(f"participants:{name}", args=slug) for name in ("network", "network_topics", "network_members")
    ]
    for address in (*addresses, reverse("participants:networks"), topic.get_absolute_url()):
        page = client.get(address)
        assertContains(page, "&lt;img src=x")
        assertNotContains(page, "<img src=x")
