"""The form is built: what changes it leaves it whole, or nothing changed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.models import EventLogEntry
from participants.domain import form_building as building
from participants.domain.form_building.ready import READY
from participants.models import Answer, FormSection, Question
from tests.factories.cms import EventFactory, published_event
from tests.factories.participants import FormSectionFactory, QuestionFactory, RegistrationFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(event):
    return FormSectionFactory(event=event, title="Your stay", position=0)


@pytest.fixture
def visa(section):
    return QuestionFactory(section=section, kind="yes_no", label="A visa?", position=0)


@pytest.fixture
def consulate(section, visa):
    return QuestionFactory(
        section=section, label="Which consulate?", position=1, shown_if=visa, shown_if_values=["yes"]
    )


def order(event) -> list[tuple[str, list[str]]]:
    return [(one.title, [question.label for question in one.asked]) for one in building.built_form(event)]


def refusal(call) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        call()
    return refused.value.messages


def test_sections_and_questions_are_added_at_the_end_and_logged(event):
    section = building.add_section(event, by=None, data={"title": "Your stay", "stage": "registration"})
    data = {"label": "Diet?\x00", "options": {"choices": ["A", "B"]}}
    question = building.add_question(section, by=None, kind="choice", data=data)
    assert (order(event), question.options) == ([("Your stay", ["Diet?"])], {"choices": ["A", "B"]})
    entry = EventLogEntry.objects.get(action="participants.add_question")
    assert entry.changes["options"] == ["", "Answers to choose from: A, B"]


@pytest.mark.parametrize(
    ("kind", "data", "fields"),
    [
        ("text", {"label": ""}, {"label"}),
        ("text", {"label": "Health", "is_sensitive": True}, {"purpose", "keep_days"}),
        ("text", {"label": "Number of the passport"}, {"keep_days"}),
        ("text", {"label": "Health", "keep_days": 9999}, {"keep_days"}),
        ("choice", {"label": "Diet", "options": {"choices": ["same", "same"]}}, {"option_choices"}),
        ("choice", {"label": "Diet", "options": {"choices": [f"{n}" for n in range(501)]}}, {"option_choices"}),
        ("riddle", {"label": "What?"}, {"kind"}),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_field(section, kind, data, fields):
    with pytest.raises(ValidationError) as refused:
        building.add_question(section, by=None, kind=kind, data=data)
    assert (refused.value.error_dict.keys(), Question.objects.count()) == (fields, 0)


def test_a_stage_has_at_most_sixty_questions(section):
    QuestionFactory.create_batch(building.MOST_QUESTIONS, section=section)
    words = ["A form has at most 60 questions in each stage."]
    assert refusal(lambda: building.add_question(section, by=None, kind="text", data={"label": "More?"})) == words
    assert section.questions.count() == building.MOST_QUESTIONS


def test_questions_step_across_sections(event, section, visa):
    other = FormSectionFactory(event=event, title="Hotel", position=1)
    building.step_question(visa, by=None, step=1)
    assert order(event) == [("Your stay", []), ("Hotel", ["A visa?"])]
    building.step_question(visa, by=None, step=1)
    building.step_section(other, by=None, step=-1)
    assert order(event) == [("Hotel", ["A visa?"]), ("Your stay", [])]
    entry = EventLogEntry.objects.filter(action="participants.move_question").get()
    assert entry.changes == {"place": ["Your stay, 1", "Hotel, 1"]}


def test_whoever_was_overtaken_moves_and_changes_nothing(event, section, visa, consulate):
    form, question = building.stamp_of(building.built_form(event)), building.stamp_of(visa)
    building.add_question(section, by=None, kind="text", data={"label": "More?"})
    building.change_question(visa, by=None, data={"label": "Need a visa?"})
    with pytest.raises(building.Stale):
        building.move_question(consulate, by=None, section=section, place=2, seen=form)
    with pytest.raises(building.Stale):
        building.change_question(visa, by=None, data={"label": "Mine"}, seen=question)
    assert order(event) == [("Your stay", ["Need a visa?", "Which consulate?", "More?"])]


def test_what_decides_comes_first_and_stays(event, section, visa, consulate):
    later = FormSectionFactory(event=event, stage="follow_up", title="Later")
    after = ["“Which consulate?” is shown by the answer to “A visa?”, so it must come after it, at the same stage."]
    assert refusal(lambda: building.step_question(consulate, by=None, step=-1)) == after
    assert refusal(lambda: building.move_question(visa, by=None, section=later, place=0)) == after
    first = ["“Which consulate?” is shown by the answer to “A visa?”. Change that first."]
    assert refusal(lambda: building.remove_question(visa, by=None)) == first
    assert refusal(lambda: building.set_condition(visa, by=None, shown_if=consulate, values=["x"]))
    assert refusal(lambda: building.set_condition(visa, by=None, shown_if=visa, values=["yes"]))
    assert order(event)[0] == ("Your stay", ["A visa?", "Which consulate?"])


def test_an_answer_that_decides_cannot_be_taken_out_of_a_question(section):
    diet = QuestionFactory(section=section, kind="choice", label="Diet", options={"choices": ["A", "B"]}, position=0)
    more = QuestionFactory(section=section, label="More", position=1)
    building.set_condition(more, by=None, shown_if=diet, values=["B"])
    words = ["“More” is shown by an answer to “Diet” that would no longer be possible."]
    change = {"label": "Diet", "options": {"choices": ["A", "C"]}}
    assert refusal(lambda: building.change_question(diet, by=None, data=change)) == words
    more.refresh_from_db()
    assert building.condition_in_words(more) == "“Diet” is B"


def test_an_answered_question_is_kept_and_can_be_asked_again(event, section, visa, consulate):
    Answer.objects.create(registration=RegistrationFactory(event=event), question=consulate, value="Geneva")
    assert (building.remove_question(consulate, by=None), building.remove_question(visa, by=None)) == (1, 0)
    assert order(event) == [("Your stay", [])]
    assert [(one.label, one.answered) for one in building.removed_questions(event)] == [("Which consulate?", 1)]
    assert building.restore_question(Question.objects.get(), by=None) is True
    assert (order(event), Question.objects.get().shown_if_values) == ([("Your stay", ["Which consulate?"])], [])


def test_a_section_goes_and_the_answers_stay_with_its_neighbour(event, section, visa):
    Answer.objects.create(registration=RegistrationFactory(event=event), question=visa, value="yes")
    assert refusal(lambda: building.remove_section(section, by=None))[0].startswith("People have answered here")
    other = FormSectionFactory(event=event, title="Hotel", position=1)
    building.remove_section(section, by=None)
    assert (order(event), Question.objects.get().section, Answer.objects.count()) == ([("Hotel", [])], other, 1)


def test_what_was_answered_for_few_is_opened_by_those_alone(event, section):
    """Else an organiser who reads no needs would read them all the same."""
    diet = QuestionFactory(section=section, is_sensitive=True, purpose="Meals", keep_days=30)
    by, reader = make_user("organiser", event), make_user("secretariat")
    opened = {"label": diet.label, "is_sensitive": False}
    building.change_question(diet, by=by, data=opened)
    building.change_question(diet, by=by, data=opened | {"is_sensitive": True})
    Answer.objects.create(registration=RegistrationFactory(event=event), question=diet, value="Vegan")
    with pytest.raises(ValidationError) as refused:
        building.change_question(diet, by=by, data=opened)
    assert refused.value.message_dict.keys() == {"is_sensitive"}
    assert Question.objects.get().is_sensitive
    assert not building.change_question(diet, by=reader, data=opened).is_sensitive


def test_nothing_is_done_to_a_section_that_is_gone(event, section):
    FormSection.objects.all().delete()
    gone = ["This section was removed meanwhile."]
    assert refusal(lambda: building.change_section(section, by=None, data={"title": "Again"})) == gone
    assert refusal(lambda: building.add_question(section, by=None, kind="text", data={"label": "What?"})) == gone
    assert refusal(lambda: building.remove_section(section, by=None)) == gone
    assert refusal(lambda: building.step_section(section, by=None, step=1)) == gone
    assert not FormSection.objects.exists()


def test_a_double_stands_below_with_the_same_condition(event, visa, consulate):
    made = building.duplicate_question(consulate, by=None)
    assert order(event) == [("Your stay", ["A visa?", "Which consulate?", "Which consulate? (copy)"])]
    assert (made.shown_if, made.uid == consulate.uid) == (visa, False)


@pytest.mark.parametrize("slug", READY)
def test_ready_sections_are_whole(event, slug):
    assert building.add_ready_section(event, by=None, slug=slug) == []
    assert [one["title"] for one in building.plan_of(event)] == [READY[slug].title]


def test_a_form_is_taken_from_an_event_that_one_organises(event, category, visa, consulate):
    FormSectionFactory(event=event, stage="follow_up", title="Later").categories.set([category])
    target = published_event(slug="target")
    by = make_user("organiser", target)
    with pytest.raises(PermissionDenied):
        building.copy_form(target, by=by, source=event)
    assert building.copy_form(target, by=make_user("secretariat"), source=event) == []
    assert building.plan_of(target) == building.plan_of(event)
    assert building.plan_of(event)[0]["questions"][1]["shown_if"] == 0
    assert FormSection.objects.filter(event=target).count() == 2


def test_what_is_no_more_is_told(event):
    plan = [{"title": "Old", "categories": ["gone"], "questions": [{"kind": "riddle", "label": "What?"}]}]
    assert building.write_plan(event, plan, by=None) == [
        "“Old” was for categories that are no more: it is asked of everybody.",
        "“What?” is of a kind that is no more.",
    ]


@pytest.mark.parametrize("role", ["desk", "rapporteur", "chair"])
def test_only_organisers_build(role):
    event = EventFactory()
    with pytest.raises(PermissionDenied):
        building.add_section(event, by=make_user(role, event), data={"title": "Mine"})
