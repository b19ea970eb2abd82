"""Which registrations a list holds, in which columns and order."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone

from cms.domain.team import set_reader
from participants.models import Registration
from participants.questions import KINDS
from participants.questions.base import Kind, common
from participants.roster import Roster, Selection
from tests.factories.cms import CountryFactory
from tests.factories.participants import CategoryFactory, PersonNameFactory, RegistrationFactory, UserFactory
from tests.roles import make_user

from .conftest import answer, named, sensitive

pytestmark = pytest.mark.django_db


class Several(Kind):
    slug, label = "several", "several"

    def field(self, question):
        return forms.MultipleChoiceField(choices=[(each, each) for each in ("fr", 'a "b"', "ñ")], **common(question))


@pytest.fixture
def several(question, monkeypatch):
    monkeypatch.setitem(KINDS, "several", Several())
    question.kind = "several"
    question.save()
    return question


@pytest.fixture
def crowd(event, tag, several):
    """Ana is all that a filter can ask for, and Bo nothing of it."""
    kiribati = CountryFactory(code="KI")
    observer = CategoryFactory(slug="observer")
    early = datetime(2014, 2, 1, 23, 30, tzinfo=UTC)  # the second of February in Seoul
    ana = named(
        event,
        "Ana Lim",
        person__country=kiribati,
        person__gender="f",
        person__user=UserFactory(email="account@example.org"),
        category=observer,
        status="waiting",
        way_in="nomination",
        checked_in_at=timezone.now(),
        submitted_at=early,
        institution="Ministry of Tides",
    )
    PersonNameFactory(person=ana.person, name="安娜")
    tag.registrations.add(ana)
    answer(ana, several, ["fr", "ñ"])
    bo = named(event, "Bo Tan", person__country=CountryFactory(code="DE"), person__gender="m", institution="Institute")
    answer(bo, several, ['a "b"'])
    return {"ana": ana, "bo": bo, "observer": observer, "kiribati": kiribati}


def found(event, user, **filters):
    rows = Roster(event, user).find(Selection(filters, (), "name"))
    return list(rows.values_list("person__name", flat=True))


@pytest.mark.parametrize(
    "filters",
    [
        {"q": ["ana"]},
        {"q": ["tides LIM"]},
        {"q": ["安娜"]},
        {"q": ["account@"]},
        {"status": ["waiting"]},
        {"country": ["KI"]},
        {"special": ["sids", "lldc"]},
        {"gender": ["f", "x"]},
        {"way": ["nomination"]},
        {"came": ["in"]},
        {"account": ["yes"]},
        {"until": ["2014-02-02"]},
        {"status": ["waiting", "approved"], "gender": ["f"]},
    ],
    ids=str,
)
def test_each_filter_leaves_ana(event, organiser, crowd, filters):
    assert found(event, organiser, **filters) == ["Ana Lim"]


def test_filters_whose_values_are_of_this_event(event, organiser, crowd, tag, several):
    group = crowd["kiribati"].regional_group
    key = f"answer-{several.pk}"
    chosen = [{"category": [str(crowd["observer"].pk)]}, {"tag": [str(tag.pk)]}, {key: ["fr"]}, {key: ["ñ"]}]
    assert [found(event, organiser, **each) for each in chosen] == [["Ana Lim"]] * 4
    assert found(event, organiser, tag=["-"]) == found(event, organiser, **{key: ['a "b"']}) == ["Bo Tan"]
    assert not group or found(event, organiser, group=[group]) == ["Ana Lim"]
    assert found(event, organiser, since=["2014-02-03"]) == ["Bo Tan"]


@pytest.mark.parametrize(
    "filters",
    [
        {"status": ["nonsense"]},
        {"tag": ["9" * 40]},
        {"category": ["0", "-1"]},
        {"since": ["31.02.2014"]},
        {"answer-0": ["fr"]},
        {"answer-x": ["fr"]},
        {"person__user__password": ["x"]},
        {"came": ["__class__"]},
    ],
    ids=str,
)
def test_what_is_no_filter_counts_for_nothing_and_is_named(event, organiser, crowd, filters):
    assert found(event, organiser, **filters) == ["Ana Lim", "Bo Tan"]
    assert Roster(event, organiser).left_out(Selection(filters)) == list(filters)


def test_tags_and_questions_of_another_event_are_no_filters(event, organiser, crowd, elsewhere):
    roster = Roster(event, organiser)
    assert roster.left_out(Selection({"tag": [str(elsewhere["tag"].pk)]})) == ["tag"]


def test_only_organisers_find_people_by_address(event, organiser, desk, crowd):
    assert [found(event, user, q=["account@"]) for user in (organiser, desk)] == [["Ana Lim"], []]
    columns = [set(Roster(event, user).all_columns()) & {"email", "phone"} for user in (organiser, desk)]
    assert columns == [{"email", "phone"}, set()]


def test_sensitive_answers_are_no_column_and_a_filter_only_for_those_who_arrange(event, desk, crowd, several):
    sensitive(several)
    set_reader(desk.team_roles.get(), by=None, reads_needs=True)
    key = f"answer-{several.pk}"
    rapporteur = make_user("rapporteur", event)
    assert [key in Roster(event, user).all_columns() for user in (desk, rapporteur)] == [False, False]
    assert [bool(Roster(event, user).left_out(Selection({key: ["fr"]}))) for user in (desk, rapporteur)] == [
        False,
        True,
    ]
    assert Roster(event, desk).reads_sensitive(Selection({key: ["fr"]}))


def test_columns_in_the_order_asked_for(event, organiser, crowd, tag, several):
    wanted = ("code", f"answer-{several.pk}", "tags", "gender", "email", "way", "nonsense", "code", "name")
    lines, count = Roster(event, organiser).page(Selection({}, wanted, "name"), start=0, size=25)
    assert count == 2
    assert [(line.name, line.cells) for line in lines] == [
        ("Ana Lim", ["KI", "['fr', 'ñ']", "Airport", "female", "account@example.org", "was nominated"]),
        ("Bo Tan", ["DE", "['a \"b\"']", "", "male", crowd["bo"].person.email, "registered"]),
    ]


@pytest.mark.parametrize(
    ("ordering", "names"),
    [("name", "AB"), ("-name", "BA"), ("country", "BA"), ("-submitted", "BA"), ("person__user__password", "BA")],
)
def test_order_is_by_a_column_or_the_newest_first(event, organiser, crowd, ordering, names):
    lines, _count = Roster(event, organiser).page(Selection({}, (), ordering), start=0, size=25)
    assert "".join(line.name[0] for line in lines) == names


def test_a_selection_survives_a_link_and_json():
    query = QueryDict("status=waiting&status=approved&q=%C3%B1&column=tags&column=country&ordering=-name&page=3&x=1")
    selection = Selection.of_query(query)
    assert Selection.of_query(QueryDict(selection.query)) == selection == Selection.of_json(selection.to_json())
    assert selection.without("status", "waiting").filters == {"status": ["approved"], "q": ["ñ"]}
    assert selection.columns == ("tags", "country")


def test_words_of_a_selection(event, organiser, crowd, tag):
    selection = Selection({"tag": [str(tag.pk)], "status": ["waiting"], "since": ["x"]})
    assert Roster(event, organiser).words(selection) == [
        ("tag", str(tag.pk), "Tag", "Airport"),
        ("status", "waiting", "Status", "on the waiting list"),
    ]


def test_statements_do_not_grow_with_the_lines(event, organiser, tag, question, django_assert_num_queries):
    wanted = Selection({"tag": [str(tag.pk)]}, ("tags", "country", f"answer-{question.pk}"))
    for number in (2, 18):
        for registration in RegistrationFactory.create_batch(number, event=event):
            tag.registrations.add(registration)
            answer(registration, question, "French")
        Roster(event, organiser).page(wanted, start=0, size=25)
        with django_assert_num_queries(5):
            Roster(event, organiser).page(wanted, start=0, size=25)
    assert Registration.objects.filter(event=event).count() == 20
