"""The screens of the form builder."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from participants.domain.form_building import built_form, stamp_of
from participants.models import FormSection, Question
from tests.factories.cms import published_event
from tests.factories.participants import FormSectionFactory, QuestionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, event):
    client.force_login(make_user("organiser", event))
    return client


@pytest.fixture
def section(event):
    return FormSectionFactory(event=event, title="Your stay")


@pytest.fixture
def foreign():
    """A question of an event that somebody else organises."""
    return QuestionFactory(section__event=published_event(slug="foreign"), kind="yes_no", label="Foreign")


def at(name, event, *args):
    return reverse(f"builder:{name}", args=[event.slug, *args])


def labels(event) -> list[str]:
    return [question.label for section in built_form(event) for question in section.asked]


@pytest.mark.parametrize("number", [2, 20])
def test_statements_of_the_screen_do_not_grow(office, event, section, number, django_assert_max_num_queries):
    first = QuestionFactory(section=section, kind="yes_no", position=0)
    QuestionFactory.create_batch(number, section=section, shown_if=first, shown_if_values=["yes"])
    office.get(at("index", event))
    with django_assert_max_num_queries(16):
        office.get(at("index", event))


def test_a_question_is_added_changed_and_shown(office, event, section):
    add = at("add_question", event, section.pk) + "?kind=choice"
    assertContains(office.get(add), "Answers to choose from")
    page = office.post(add, {"label": "<b>Diet</b>", "option_choices": "", "is_sensitive": "on"})
    assert page.context["form"].errors.keys() == {"option_choices"}
    office.post(add, {"label": "<b>Diet</b>", "option_choices": "A\nB", "position": "9", "uid": "1"})
    made = Question.objects.get()
    assert (made.label, made.options) == ("<b>Diet</b>", {"choices": ["A", "B"]})
    assertContains(office.get(at("index", event)), "&lt;b&gt;Diet&lt;/b&gt;")
    assertContains(office.get(at("question", event, made.pk)), "A\nB")
    assertContains(office.get(at("preview", event)), "&lt;b&gt;Diet&lt;/b&gt;")
    assert office.get(at("add_question", event, section.pk) + "?kind=riddle").status_code == 404


def test_two_organisers_at_one_question(office, event, section):
    question = QuestionFactory(section=section, label="Old")
    seen = stamp_of(question)
    Question.objects.update(label="Theirs")
    page = office.post(at("question", event, question.pk), {"label": "Mine", "seen": seen})
    assertContains(page, "Somebody has changed this question meanwhile.")
    assertContains(page, 'value="Mine"')
    again = page.context["form"].data["seen"]
    office.post(at("question", event, question.pk), {"label": "Mine", "seen": again})
    assert labels(event) == ["Mine"]


def test_moves_with_and_without_the_script(office, event, section):
    one, two = (QuestionFactory(section=section, label=label) for label in ("one", "two"))
    seen = stamp_of(built_form(event))
    answer = office.post(at("move", event), {"what": "question", "id": two.pk, "step": "-1", "seen": seen})
    assertRedirects(answer, at("index", event) + f"#question-{two.pk}")
    assert labels(event) == ["two", "one"]
    dropped = {"what": "question", "id": one.pk, "section": section.pk, "place": 0}
    headers = {"X-Requested-With": "XMLHttpRequest"}
    assert office.post(at("move", event), dropped | {"seen": seen}, headers=headers).status_code == 409
    fresh = office.post(at("move", event), dropped | {"seen": stamp_of(built_form(event))}, headers=headers)
    assert (fresh.status_code, fresh.json()["is_done"], labels(event)) == (200, True, ["one", "two"])


def test_a_condition_is_chosen_in_two_steps(office, event, section):
    visa = QuestionFactory(section=section, kind="yes_no", label="A visa?", position=0)
    where = QuestionFactory(section=section, label="Where?", position=1)
    url = at("condition", event, where.pk)
    assertContains(office.get(url), "A visa?")
    assertContains(office.get(url, {"on": visa.pk}), 'value="yes"')
    assertContains(office.post(url, {"on": visa.pk}), "Choose at least one answer.")
    office.post(url, {"on": visa.pk, "values": ["yes"]})
    assertContains(office.get(at("index", event)), "Shown if “A visa?” is Yes")
    office.post(url)
    where.refresh_from_db()
    assert where.shown_if is None


def test_ids_of_another_event_are_not_found(office, event, section, foreign):
    own = QuestionFactory(section=section)
    there = foreign.section_id
    posts = [
        ("question", [foreign.pk], {"label": "Mine"}),
        ("section", [there], {"title": "Mine", "stage": "registration"}),
        ("put", [own.pk], {"section": there}),
        ("condition", [own.pk], {"on": foreign.pk, "values": ["yes"]}),
        ("move", [], {"what": "question", "id": own.pk, "section": there, "place": 0}),
        ("move", [], {"what": "section", "id": there, "step": "1"}),
        ("remove_question", [foreign.pk], {}),
        ("remove_section", [there], {}),
    ]
    assert [office.post(at(name, event, *args), data).status_code for name, args, data in posts] == [404] * len(posts)
    page = office.post(at("copy", event), {"source": foreign.section.event_id})
    assert page.context["form"].errors.keys() == {"source"}
    assert (labels(event), FormSection.objects.count()) == ([own.label], 2)


@pytest.mark.parametrize("pk", ["0", "-1", "9" * 31, "abc", "٣", ""])
def test_ids_that_are_none_are_not_found(office, event, section, pk):
    assert office.post(at("move", event), {"what": "question", "id": pk, "step": "1"}).status_code == 404


def test_removing_asks_first_and_ready_sections_take_one_click(office, event, section):
    question = QuestionFactory(section=section, label="Old")
    assertContains(office.get(at("remove_question", event, question.pk)), "Nobody has answered it yet")
    office.post(at("remove_question", event, question.pk))
    office.post(at("ready", event), {"slug": "visa"})
    assert [one.title for one in built_form(event)] == ["Your stay", "Visa and passport"]
