import pytest

from sessions.models import Recommendation
from sessions.register.entries import index_all
from sessions.register.similar import similar_to
from sessions.register.terms import terms_of
from tests.factories.record import RecommendationFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db
TEXTS = (
    "publish the budgets of all schools on one portal",
    "train officials of rural districts in accounting",
    "نشر ميزانيات المدارس على بوابة واحدة",
    "在一个门户网站上公布所有学校的预算",
)


@pytest.fixture
def session(db):
    session = SessionFactory()
    for text in TEXTS:
        RecommendationFactory(session=session, text=text)
    index_all()
    return session


@pytest.fixture
def rapporteur(session):
    return make_user("rapporteur", session.event)


def texts(found) -> list[str]:
    return [each.recommendation.text for each in found]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("publishing school budgets", TEXTS[0]),
        ("training of rural accountants", TEXTS[1]),
        ("نشر ميزانيات", TEXTS[2]),
        ("公布学校预算", TEXTS[3]),
    ],
)
def test_the_likest_come_first_in_any_script(rapporteur, asked, found):
    assert texts(similar_to(asked, user=rapporteur))[:1] == [found]


def test_the_words_that_match_are_told_as_they_stand_there(rapporteur):
    (found,) = similar_to("Schools: publishing budgets!", user=rapporteur)
    assert found.words == ("publish", "budgets", "schools")
    assert found.likeness > 0.99


@pytest.mark.parametrize("text", ["", "the of and", "budgets", "@#!", "x" * 5000, "a b c d"])
def test_what_says_too_little_is_like_nothing(rapporteur, text):
    assert similar_to(text, user=rapporteur) == []


def test_one_word_of_many_in_common_is_not_alike(rapporteur):
    assert similar_to("schools need bicycles, playgrounds, orchards and swimming lessons", user=rapporteur) == []


def test_it_reaches_across_events_as_far_as_one_may_read(rapporteur):
    other = RecommendationFactory(text="publish school budgets")
    index_all()
    asked = "publish budgets of schools"
    assert texts(similar_to(asked, user=rapporteur)) == [TEXTS[0]]
    assert texts(similar_to(asked, user=make_user("rapporteur", other.event))) == ["publish school budgets"]
    assert texts(similar_to(asked, user=make_user("secretariat"))) == [TEXTS[0], "publish school budgets"]
    assert texts(similar_to(asked, user=make_user("secretariat"), excluding=[other.pk])) == [TEXTS[0]]


def test_it_takes_as_many_statements_for_twenty(session, rapporteur, django_assert_max_num_queries):
    for _ in range(20):
        RecommendationFactory(session=session, text=TEXTS[0])
    index_all()
    with django_assert_max_num_queries(8):
        assert len(similar_to(TEXTS[0], user=rapporteur, limit=30)) == 21


def test_terms_are_words_without_ends_and_small_words():
    assert terms_of("The publication of BUDGETS, and the budget’s Éducation 预算案") == {
        "public": "publication",
        "budget": "budgets",
        "educat": "education",
        "预算": "预算",
        "算案": "算案",
    }
    assert len(terms_of(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200)))) == 60


def test_a_merged_or_deleted_event_leaves_no_terms(session):
    Recommendation.objects.all().delete()
    assert similar_to(TEXTS[0], user=make_user("secretariat")) == []
