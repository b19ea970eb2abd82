import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cms.models import Role
from sessions.domain import record
from sessions.models import Lineage, Recommendation, Session
from sessions.register.entries import index_all
from tests.factories.cms import ThemeFactory
from tests.factories.participants import PersonFactory
from tests.factories.record import AddresseeFactory, RecommendationFactory
from tests.factories.sessions import SessionFactory
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db) -> Session:
    return SessionFactory()


@pytest.fixture
def rapporteur(session):
    return make_user(Role.RAPPORTEUR, session.event)


def family() -> list[tuple[str, str, str]]:
    return list(Lineage.objects.order_by("pk").values_list("child__text", "kind", "parent__text"))


def test_a_merged_one_has_what_all_of_them_had_and_they_stay(session):
    people, themes, addressees = (
        PersonFactory.create_batch(2),
        ThemeFactory.create_batch(2),
        [AddresseeFactory(), AddresseeFactory()],
    )
    parents = []
    for number in (0, 1):
        parent = RecommendationFactory(session=session, text=f"act {number}", addressees=[addressees[number]])
        parent.proposers.add(people[number])
        parent.themes.add(themes[number])
        parents.append(parent)
    child = record.merge_recommendations(parents, by=None, data={"text": "act together"})
    assert (set(child.proposers.all()), set(child.themes.all()), set(child.addressees.all())) == (
        *(set(people), set(themes), set(addressees)),
    )
    assert family() == [("act together", "merged_from", "act 0"), ("act together", "merged_from", "act 1")]
    assert (child.session, Recommendation.objects.count()) == (session, 3)


def test_those_of_two_sessions_are_merged_before_the_event(session):
    other = RecommendationFactory(session=SessionFactory(event=session.event))
    child = record.merge_recommendations([RecommendationFactory(session=session), other], by=None)
    assert (child.session, child.event) == (None, session.event)


def test_what_cannot_be_merged_is_refused(session):
    one, foreign = RecommendationFactory(session=session), RecommendationFactory()
    for parents, reason in (
        ([one], "between 2 and 50"),
        ([one, one], "between 2 and 50"),
        ([one, foreign], "different events"),
    ):
        with pytest.raises(ValidationError, match=reason):
            record.merge_recommendations(parents, by=None)
    assert Recommendation.objects.count() == 2


def test_a_split_makes_one_of_each_text_or_none(session):
    parent = RecommendationFactory(session=session, text="do both", addressees=[AddresseeFactory()])
    with pytest.raises(ValidationError, match="at least two"):
        record.split_recommendation(parent, by=None, texts=["only one", " "])
    with pytest.raises(ValidationError):
        record.split_recommendation(parent, by=None, texts=["fits", "x" * 3001])
    assert Recommendation.objects.count() == 1
    made = record.split_recommendation(parent, by=None, texts=["do this", "do that"])
    assert family() == [("do this", "split_from", "do both"), ("do that", "split_from", "do both")]
    assert {tuple(child.addressees.all()) for child in made} == {tuple(parent.addressees.all())}


def test_a_forwarded_one_stands_before_the_other_event_once(session):
    parent, plenary = RecommendationFactory(session=session), SessionFactory().event
    child = record.forward_recommendation(parent, plenary, by=None)
    assert (child.event, child.session, child.text, family()[0][1]) == (plenary, None, parent.text, "forwarded_from")
    for event in (plenary, session.event):
        with pytest.raises(ValidationError, match="already"):
            record.forward_recommendation(parent, event, by=None)


def test_nobody_forwards_to_an_event_of_others(session, rapporteur):
    with pytest.raises(PermissionDenied):
        record.forward_recommendation(RecommendationFactory(session=session), SessionFactory().event, by=rapporteur)
    assert not Lineage.objects.exists()


def test_a_wording_in_another_language_is_set_changed_and_taken_away(session):
    one = RecommendationFactory(session=session)
    record.set_wording(one, by=None, language="ar", text="نشر الميزانيات")
    record.set_wording(one, by=None, language="ar", text="نشر الموازنات")
    assert list(one.wordings.values_list("language", "text")) == [("ar", "نشر الموازنات")]
    record.set_wording(one, by=None, language="ar", text=" ")
    assert not one.wordings.exists()


@pytest.mark.parametrize("language", ["en", "tlh", ""])
def test_the_events_own_language_is_no_other(session, language):
    with pytest.raises(ValidationError, match="Choose another language"):
        record.set_wording(RecommendationFactory(session=session), by=None, language=language, text="words")


@pytest.fixture
def desk(client, rapporteur):
    client.force_login(rapporteur)
    return client


def more(one: Recommendation, *action: str) -> str:
    args = [one.event.slug, one.session_id, one.pk, *action]
    return reverse("record:more_change" if action else "record:more", args=args)


def test_all_of_it_on_the_page(desk, session):
    one, other = RecommendationFactory(session=session, text="act soon"), RecommendationFactory(session=session)
    sent = {
        "reword": {"text": "act now"},
        "split": {"texts": "act here\r\n\r\nact there"},
        "merge": {"others": [other.pk], "text": ""},
        "wording": {"language": "fr", "text": "agir bientôt"},
    }
    for action, data in sent.items():
        response = desk.post(more(one, action), {f"{action}-{name}": value for name, value in data.items()})
        assert (action, response.status_code) == (action, 302)
    assert family() == [
        ("act now", "reworded_from", "act soon"),
        ("act here", "split_from", "act soon"),
        ("act there", "split_from", "act soon"),
        ("act soon", "merged_from", "act soon"),
        ("act soon", "merged_from", other.text),
    ]
    assert "agir bientôt" in desk.get(more(one)).content.decode()


def test_what_is_refused_stays_typed(desk, session):
    one = RecommendationFactory(session=session)
    response = desk.post(more(one, "split"), {"split-texts": "only one"})
    content = response.content.decode()
    assert (response.status_code, "at least two texts" in content, "only one" in content) == (422, True, True)


def test_a_foreign_recommendation_is_neither_offered_nor_merged(desk, session):
    one, foreign = RecommendationFactory(session=session), RecommendationFactory(text="of others")
    assert "of others" not in desk.get(more(one)).content.decode()
    assert desk.post(more(one, "merge"), {"merge-others": [foreign.pk]}).status_code == 422


def test_similar_ones_are_offered_first(desk, session):
    one = RecommendationFactory(session=session, number=1, text="publish the budgets of schools")
    RecommendationFactory(session=session, number=2, text="train officials")
    RecommendationFactory(session=session, number=3, text="publish school budgets")
    index_all()
    page = desk.get(more(one)).content.decode()
    assert page.index("3. publish school budgets") < page.index("2. train officials")


def test_in_a_cleared_record_a_reason_is_asked_for(desk, session):
    one = RecommendationFactory(session=session)
    Session.objects.update(record_state="cleared")
    refused = desk.post(more(one, "reword"), {"reword-text": "otherwise"})
    assert (refused.status_code, "Say why it changes." in refused.content.decode()) == (422, True)
    assert desk.post(more(one, "reword"), {"reword-text": "otherwise", "reword-reason": "agreed"}).status_code == 302
