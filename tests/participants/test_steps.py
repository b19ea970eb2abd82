"""The form in steps as a browser meets it, JavaScript off."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.domain.team import set_reader
from cms.files import private_storage
from cms.models import EventLogEntry
from participants.domain.registration import change_registration
from participants.models import Answer, Person, Registration, RegistrationDraft, RegistrationSetup
from participants.questions.form import name_of
from tests.factories.participants import CategoryFactory, FormSectionFactory, QuestionFactory, RegistrationFactory
from tests.factories.ways import InvitationFactory
from tests.roles import make_user
from tests.sessions.hostile_files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return client


@pytest.fixture
def travel(event):
    return FormSectionFactory(event=event, title="Travel", introduction="How you come.")


@pytest.fixture
def meals(event):
    return FormSectionFactory(event=event, title="Meals")


@pytest.fixture
def visa(travel):
    return QuestionFactory(section=travel, kind="yes_no", label="Do you need a visa?", is_required=True)


@pytest.fixture
def passport(travel, visa):
    """Asked of those who need a visa."""
    depends = {"shown_if": visa, "shown_if_values": ["yes"]}
    return QuestionFactory(section=travel, label="Passport number", is_required=True, is_sensitive=True, **depends)


@pytest.fixture
def dish(meals):
    options = {"choices": ["Rice", "Beans"]}
    return QuestionFactory(section=meals, kind="choice", label="Which dish?", options=options)


@pytest.fixture
def form(visa, passport, dish, travel, meals):
    """Two sections: Travel (visa, and of some the passport), and Meals."""


@pytest.fixture
def you(category):
    return {
        "category": category.pk,
        "honorific": "Ms.",
        "name": "Noor Adeyemi",
        "title": "Researcher",
        "institution": "Institute of Invented Studies",
        "country": "KE",
        "motivation": "A paper on registers.",
        "needs": "",
        "list_consent": "on",
    }


def at(event, step):
    slug = step if isinstance(step, str) else str(step.pk)
    return reverse("participants:register_step", args=[event.slug, slug])


def front(event):
    return reverse("participants:register", args=[event.slug])


def answers():
    return dict(Answer.objects.order_by("pk").values_list("question__label", "value"))


def test_what_is_missing_of_a_question_in_parts_is_shown_as_nothing(own, event, travel):
    QuestionFactory(section=travel, kind="accessibility", label="Access", is_required=True)
    own.post(at(event, travel), {"go": "later"})
    [line] = own.get(at(event, "send")).context["parts"][-1][0].lines
    assert (line.label, line.words, len(line.errors)) == ("Access", "", 1)


def test_b036_markup_in_a_section_or_question_is_text(own, event, you):
    markup = "<img src=x onerror=alert(1)>"
    section = FormSectionFactory(event=event, title=f"T{markup}", introduction=markup)
    options = {"choices": [markup, "B"]}
    question = QuestionFactory(section=section, kind="choice", label=f"L{markup}", help_text=markup, options=options)
    own.post(at(event, "you"), you)
    own.post(at(event, section), {name_of(question): markup})
    pages = [own.get(at(event, section)), own.get(at(event, "send")), own.post(at(event, "send"), follow=True)]
    assert answers() == {f"L{markup}": markup}
    for page in pages:
        assertContains(page, "&lt;img src=x")
        assertNotContains(page, "<img src=x")


def test_from_the_first_step_to_the_registration(own, event, form, you, visa, passport, dish, travel, meals):
    assertRedirects(own.get(front(event)), at(event, "you"))
    assertRedirects(own.post(at(event, "you"), you), at(event, travel))
    page = own.get(at(event, travel))
    assertContains(page, "Step 2 of 4:")
    assertContains(page, "How you come.")
    assertRedirects(own.post(at(event, travel), {name_of(visa): "yes", name_of(passport): "X<b>1"}), at(event, meals))
    assertRedirects(own.post(at(event, meals), {name_of(dish): "Rice"}), at(event, "send"))
    page = own.get(at(event, "send"))
    for words in ("Institute of Invented Studies", "X&lt;b&gt;1", "Rice", "Send registration"):
        assertContains(page, words)
    assert not Registration.objects.exists()
    page = own.post(at(event, "send"), follow=True)
    assertRedirects(page, front(event))
    assertContains(page, "Thank you. Your registration has been sent.")
    assertContains(page, "X&lt;b&gt;1")
    assert answers() == {"Do you need a visa?": "yes", "Passport number": "X<b>1", "Which dish?": "Rice"}
    assert not RegistrationDraft.objects.exists()


def test_what_is_wrong_is_said_beside_the_field_and_kept(own, event, form, you, visa, passport, travel):
    own.post(at(event, "you"), you)
    page = own.post(at(event, travel), {name_of(visa): "yes", name_of(passport): "x" * 10_000})
    assert list(page.context["form"].errors) == [name_of(passport)]
    assertContains(page, "x" * 10_000)
    page = own.post(at(event, travel), {name_of(visa): "yes", name_of(passport): "a\x00b"})
    assert page.context["form"].errors == {name_of(passport): ["Null characters are not allowed."]}
    assert RegistrationDraft.objects.get().data["typed"][name_of(passport)] == ["ab"]


def test_what_is_not_asked_is_ignored(own, event, form, you, visa, passport, travel, meals):
    """Without scripts both questions are on the page, and a field can be filled in before it is irrelevant."""
    own.post(at(event, "you"), you)
    assertContains(own.get(at(event, travel)), f'data-shown-if="{name_of(visa)}"')
    own.post(at(event, travel), {name_of(visa): "no", name_of(passport): "P123"})
    assertNotContains(own.get(at(event, "send")), "P123")
    own.post(at(event, "send"))
    assert answers() == {"Do you need a visa?": "no"}


def test_a_step_that_depends_on_an_earlier_one_comes_and_goes(own, event, you, visa, travel):
    hotel = FormSectionFactory(event=event, title="Hotel")
    QuestionFactory(section=hotel, label="Which nights?", shown_if=visa, shown_if_values=["yes"], is_required=True)
    own.post(at(event, "you"), you)
    assertRedirects(own.post(at(event, travel), {name_of(visa): "no"}), at(event, "send"))
    assertRedirects(own.post(at(event, travel), {name_of(visa): "yes"}), at(event, hotel))
    page = own.post(at(event, "send"))
    assertContains(page, "Which nights?: This field is required.")
    assertContains(page, f"{at(event, hotel)}?check=1")
    assertContains(own.get(f"{at(event, hotel)}?check=1"), "This field is required.")
    assert not Registration.objects.exists()


def test_saved_half_way_and_gone_on_with_later(own, event, form, you, visa, travel, person):
    own.post(at(event, "you"), you | {"motivation": "Half a sen"})
    page = own.post(at(event, travel), {name_of(visa): "yes", "go": "later"}, follow=True)
    assertRedirects(page, reverse("participants:me"))
    assertContains(page, "Continue your registration")
    assertContains(page, "You are at step 2; nothing is sent yet.")
    assertRedirects(own.get(front(event)), at(event, travel))
    page = own.get(at(event, travel))
    assert page.context["form"][name_of(visa)].value() == "yes"
    assert not page.context["form"].errors
    assertRedirects(own.post(at(event, travel), {name_of(visa): "no", "go": "back"}), at(event, "you"))
    assert own.get(at(event, "you")).context["form"]["motivation"].value() == "Half a sen"
    assert RegistrationDraft.objects.values_list("event", "person", "stage").get() == (
        event.pk,
        person.pk,
        "registration",
    )


def test_sections_are_for_some_categories(own, event, form, you, category, meals, travel, visa, dish):
    observer = CategoryFactory(slug="observer")
    event.registration_setup.categories.add(observer)
    meals.categories.set([category])
    own.post(at(event, "you"), you)
    own.post(at(event, travel), {name_of(visa): "no"})
    own.post(at(event, meals), {name_of(dish): "Rice"})
    own.post(at(event, "you"), you | {"category": observer.pk})
    assertRedirects(own.get(at(event, meals)), at(event, travel))
    assert RegistrationDraft.objects.get().data["typed"][name_of(dish)] == ["Rice"]
    own.post(at(event, "send"))
    assert answers() == {"Do you need a visa?": "no"}


def test_what_changed_in_the_form_meanwhile_is_said_at_the_end(own, event, form, you, visa, dish, travel, meals):
    gone = QuestionFactory(section=meals, label="Which wine?")
    own.post(at(event, "you"), you)
    own.post(at(event, travel), {name_of(visa): "no"})
    own.post(at(event, meals), {name_of(dish): "Rice", name_of(gone): "Red"})
    gone.removed_at = timezone.now()
    gone.save()
    dish.options = {"choices": ["Beans"]}
    dish.save()
    QuestionFactory(section=meals, label="Which night?", is_required=True)
    page = own.post(at(event, "send"))
    for words in (
        "Which dish?: Select a valid choice. Rice is not one of the available choices.",
        "Which night?: This field is required.",
        "Asked no more",
        "Which wine?",
        "Red",
    ):
        assertContains(page, words)
    assert not Registration.objects.exists()
    assert RegistrationDraft.objects.get().data["typed"][name_of(gone)] == ["Red"]


def test_b030_too_late_is_refused_and_the_text_can_be_copied(own, event, form, you, travel, visa):
    own.post(at(event, "you"), you | {"motivation": "An hour of work"})
    own.post(at(event, travel), {name_of(visa): "no"})
    RegistrationSetup.objects.update(closes_at=timezone.now() - timedelta(seconds=1), grace_minutes=1)
    assertContains(own.get(at(event, "send")), "Send registration")
    RegistrationSetup.objects.update(grace_minutes=0)
    page = own.post(at(event, "send"))
    assertContains(page, "Registration has closed.")
    assertContains(page, "An hour of work")
    page = own.post(at(event, "you"), you | {"motivation": "A second hour"})
    assertContains(page, "A second hour")
    page = own.get(at(event, "send"), follow=True)
    assertRedirects(page, front(event))
    assertContains(page, "An hour of work")
    assert not Registration.objects.exists()


def test_the_grace_is_for_those_who_have_begun(own, event, form, you, travel, visa):
    RegistrationSetup.objects.update(closes_at=timezone.now() - timedelta(seconds=1), grace_minutes=5)
    assertContains(own.get(front(event)), "Registration is closed")
    assertRedirects(own.get(at(event, "you")), front(event))
    assertRedirects(own.post(front(event), you), at(event, travel))
    own.post(at(event, travel), {name_of(visa): "no"})
    own.post(at(event, "send"))
    assert Registration.objects.count() == 1


def test_changing_goes_the_same_way(own, event, form, you, visa, passport, dish, travel, meals, person):
    own.post(at(event, "you"), you)
    own.post(at(event, travel), {name_of(visa): "yes", name_of(passport): "P123"})
    own.post(at(event, meals), {name_of(dish): "Rice"})
    own.post(at(event, "send"))
    assertRedirects(own.get(reverse("participants:change", args=[event.slug])), at(event, "send"))
    assert own.get(at(event, travel)).context["form"][name_of(passport)].value() == "P123"
    own.post(at(event, travel), {name_of(visa): "no", name_of(passport): "P123"})
    page = own.get(reverse("participants:me"))
    assertContains(page, "Changes not sent")
    page = own.post(at(event, "send"), follow=True)
    assertContains(page, "Your changes were saved.")
    assert answers() == {"Do you need a visa?": "no", "Which dish?": "Rice"}
    entry = EventLogEntry.objects.get(action="participants.change_registration")
    assert entry.data["changes"] == {"Do you need a visa?": [None, None], "Passport number": [None, None]}
    RegistrationSetup.objects.update(change_until=timezone.now() - timedelta(seconds=1))
    assertRedirects(own.get(at(event, travel)), front(event))
    assertContains(own.post(at(event, travel), {name_of(visa): "yes"}), "Registration has closed.")
    assert answers()["Do you need a visa?"] == "no"


def test_sending_twice_registers_once(own, event, form, you, travel, visa):
    own.post(at(event, "you"), you)
    own.post(at(event, travel), {name_of(visa): "no"})
    own.post(at(event, "send"))
    assertRedirects(own.post(at(event, "send")), front(event))
    assert Registration.objects.count() == 1
    assert EventLogEntry.objects.filter(action="participants.change_registration").count() == 0


def test_a_file_arrives_once_and_only_its_owner_and_the_desk_get_it(own, client, event, you, travel, person):
    scan = QuestionFactory(section=travel, kind="file", label="Scan", is_required=True, is_sensitive=True)
    fare = QuestionFactory(section=travel, kind="number", label="Fare")
    own.post(at(event, "you"), you)
    sent = {name_of(scan): SimpleUploadedFile("scan.pdf", pdf()), name_of(fare): "much"}
    page = own.post(at(event, travel), sent)
    assertContains(page, "scan.pdf")
    assertRedirects(own.post(at(event, travel), {name_of(fare): "12"}), at(event, "send"))
    own.post(at(event, "send"))
    answer = Answer.objects.get(question=scan)
    assert answer.value == {"name": "scan.pdf", "format": "pdf", "size": len(pdf())}
    url = reverse("participants:answer_file", args=[event.slug, answer.pk])
    assertContains(own.get(front(event)), url)
    got = own.get(url)
    assert (b"".join(got.streaming_content), got["Cache-Control"]) == (pdf(), "private, no-store")
    for role, status in {"desk": 200, "rapporteur": 404, None: 404}.items():
        user = make_user(role, event)
        if role == "desk":
            set_reader(user.team_roles.get(), by=None, reads_needs=True)
        client.force_login(user)
        got = client.get(url)
        assert (got.status_code, b"".join(got.streaming_content) if status == 200 else pdf()) == (status, pdf())
    assert EventLogEntry.objects.filter(action="participants.read_private").count() == 1


def test_a_file_that_is_replaced_goes(own, event, you, travel, django_capture_on_commit_callbacks):
    scan = QuestionFactory(section=travel, kind="file", label="Scan")
    own.post(at(event, "you"), you)
    paths = []
    for number in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            own.post(at(event, travel), {name_of(scan): SimpleUploadedFile(f"{number}.pdf", pdf())})
        paths.append(RegistrationDraft.objects.get().data["files"][name_of(scan)]["file"])
    with django_capture_on_commit_callbacks(execute=True):
        own.post(at(event, "send"))
    assert [private_storage().exists(path) for path in paths] == [False, True]
    with django_capture_on_commit_callbacks(execute=True):
        own.post(at(event, travel), {f"{name_of(scan)}-clear": "on"})
    assert private_storage().exists(paths[1])
    with django_capture_on_commit_callbacks(execute=True):
        own.post(at(event, "send"))
    assert (Answer.objects.count(), private_storage().exists(paths[1])) == (0, False)


def test_an_invitation_fixes_the_category_until_the_desk_gives_another(own, event, you, person, dish, desk):
    press = CategoryFactory(slug="press", is_open=False)
    InvitationFactory(event=event, email=person.email, category=press)
    for step in ("you", dish.section):
        own.post(at(event, step), you)
    own.post(at(event, "send"))
    change_registration(registration := Registration.objects.get(), by=desk, data={"category": CategoryFactory()})
    own.post(at(event, "you"), you | {"title": "Head", "category": press.pk})
    assertRedirects(own.post(at(event, "send")), front(event))
    kept = Registration.objects.get()
    assert (kept.title, kept.category_id) == ("Head", registration.category_id)


def test_a_file_that_was_sent_stays_whatever_an_older_draft_says(
    own, event, you, person, travel, django_capture_on_commit_callbacks
):
    """Two windows: one sends, the other keeps what it had read before, and leaves it behind."""
    scan = QuestionFactory(section=travel, kind="file", label="Scan")
    own.post(at(event, "you"), you)
    own.post(at(event, travel), {name_of(scan): SimpleUploadedFile("scan.pdf", pdf())})
    old = RegistrationDraft.objects.get()
    own.post(at(event, "send"))
    RegistrationDraft.objects.create(event=event, person=person, stage=old.stage, data=old.data)
    with django_capture_on_commit_callbacks(execute=True):
        own.post(at(event, travel), {f"{name_of(scan)}-clear": "on"})
    assert private_storage().exists(Answer.objects.get().file.name)


def test_a_form_that_was_of_one_page_when_it_was_opened_loses_nothing(own, event, form, you, travel):
    assertRedirects(own.post(front(event), you), at(event, travel))
    assert own.get(at(event, "you")).context["form"]["motivation"].value() == "A paper on registers."


@pytest.mark.parametrize("step", ["0", "-1", "9" * 30, "nothing"])
def test_a_step_that_is_not_there_leads_to_one_that_is(own, event, form, step):
    assertRedirects(own.get(at(event, step)), at(event, "you"))


def test_drafts_are_nobody_elses(own, client, event, form, you):
    own.post(at(event, "you"), you | {"motivation": "Secret"})
    client.force_login(make_user("organiser", event))
    assertNotContains(client.get(at(event, "you")), "Secret")


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_sending_do_not_grow(own, event, you, travel, number):
    ContentType.objects.get_for_models(Person, Registration)
    questions = [QuestionFactory(section=travel) for _ in range(number)]
    own.post(at(event, "you"), you)
    own.post(at(event, travel), {name_of(question): "Words" for question in questions})
    with CaptureQueriesContext(connection) as statements:
        assert own.post(at(event, "send")).status_code == 302
    assert Answer.objects.count() == number
    assert len(statements) <= 30, "\n".join(each["sql"][:150] for each in statements)
    with CaptureQueriesContext(connection) as shown:
        own.get(front(event))
    assert len(shown) <= 17


def test_a_way_in_fixes_the_category(own, event, you, person):
    press = CategoryFactory(slug="press", is_open=False)
    RegistrationSetup.objects.update(is_by_invitation=True)
    assertContains(own.get(front(event)), "By invitation")
    InvitationFactory(event=event, email=person.email, category=press)
    assertContains(own.get(front(event)), "You were invited in this category.")
    own.post(front(event), you)
    assert Registration.objects.values_list("category", "way_in").get() == (press.pk, "invitation")


def test_what_the_setup_does_not_ask_is_not_asked(own, event):
    RegistrationSetup.objects.update(asks_motivation=False, asks_needs=False)
    fields = own.get(front(event)).context["form"].fields
    assert not {"motivation", "needs"} & set(fields)


def test_the_registrations_page_has_what_was_answered(own, event, person, dish):
    made = RegistrationFactory(event=event, person=person)
    Answer.objects.create(registration=made, question=dish, value="<i>Rice</i>")
    page = own.get(front(event))
    assertContains(page, "Meals")
    assertContains(page, "&lt;i&gt;Rice&lt;/i&gt;")
