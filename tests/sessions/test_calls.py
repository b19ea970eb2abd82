"""What an event asks authors for, and what does not fit it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.models import Role
from sessions.domain.calls import WORD, add_template, set_call
from sessions.domain.papers import add_version, draft_paper, submit_paper
from sessions.models import CallForPapers, Paper
from tests.factories.cms import EventFactory, ThemeFactory
from tests.factories.participants import PersonFactory, RegistrationFactory
from tests.factories.record import CallFactory, PaperFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db
DATA = {"title": "Trust", "abstract": "On trust.", "language": "en"}
SECOND = timedelta(seconds=1)


@pytest.fixture
def event(db):
    return EventFactory()


@pytest.fixture
def expert(event):
    """Approved for the event."""
    return RegistrationFactory(event=event, person=PersonFactory(user=make_user())).person.user


def send(event, user, *, paper=None, content=None, **fields):
    upload = files.upload(files.pdf() if content is None else content, "Trust.pdf")
    return submit_paper(event, by=user, data=DATA | fields, upload=upload, paper=paper)


def refusal(event, user, **fields):
    with pytest.raises(ValidationError) as refused:
        send(event, user, **fields)
    return refused.value.message_dict


def test_organisers_set_the_call_and_its_themes(event):
    organiser, theme, other = make_user(Role.ORGANISER, event), ThemeFactory(), ThemeFactory()
    data = {"text": " Send\r\nus papers ", "papers_each": 2, "event": EventFactory(), "id": 99}
    themes = [{"theme": other, "text": "Why?", "most": 3}, {"theme": theme}]
    call = set_call(event, by=organiser, data=data, themes=themes)
    assert (call.event, call.text, call.papers_each) == (event, "Send\nus papers", 2)
    set_call(event, by=organiser, data={}, themes=[{"theme": theme, "text": "How?"}])
    assert list(call.call_themes.values_list("theme", "text", "most", "position")) == [(theme.pk, "How?", None, 0)]


@pytest.mark.parametrize("role", [Role.RAPPORTEUR, Role.REVIEWER, None])
def test_nobody_else_sets_a_call_or_its_templates(event, role):
    user = make_user(role, event)
    with pytest.raises(PermissionDenied):
        set_call(event, by=user, data={})
    with pytest.raises(PermissionDenied):
        add_template(CallFactory(event=event), by=user, kind="paper", language="en", upload=files.upload(files.docx()))


def test_a_call_that_contradicts_itself_is_refused_by_field(event):
    now = timezone.now()
    data = {"has_abstracts": True, "opens_at": now, "abstract_deadline": now, "paper_deadline": now - SECOND}
    with pytest.raises(ValidationError) as refused:
        set_call(event, by=None, data=data | {"formats": ["exe"], "kinds": ["data"]})
    assert sorted(refused.value.message_dict) == ["formats", "kinds", "opens_at", "paper_deadline"]
    assert not CallForPapers.objects.exists()


def test_a_template_replaces_the_one_before(event):
    call = CallFactory(event=event)
    for name in ("old.docx", "new.docx"):
        add_template(call, by=None, kind="paper", language="fr", upload=files.upload(files.docx(), name))
    assert list(call.templates.values_list("name", "kind", "language")) == [("new.docx", "paper", "fr")]


def test_a_paper_one_second_late_is_refused_and_within_the_grace_it_is_taken(event, expert):
    call = CallFactory(event=event, paper_deadline=timezone.now() - timedelta(minutes=5, seconds=1), grace_minutes=5)
    assert "The deadline was " in refusal(event, expert)["__all__"][0]
    assert not Paper.objects.exists()
    CallForPapers.objects.filter(pk=call.pk).update(grace_minutes=6)
    assert send(event, expert).status == "submitted"


def test_organisers_are_not_bound_by_the_deadline(event):
    CallFactory(event=event, paper_deadline=timezone.now() - timedelta(days=1))
    assert send(event, make_user(Role.ORGANISER, event)).status == "submitted"


def test_nothing_is_taken_before_the_call_opens(event, expert):
    CallFactory(event=event, opens_at=timezone.now() + timedelta(days=1))
    assert "Papers are taken from " in refusal(event, expert)["__all__"][0]


def test_whoever_has_an_account_may_send_where_the_call_says_so(event):
    stranger = make_user()
    call = CallFactory(event=event)
    with pytest.raises(PermissionDenied):
        send(event, stranger)
    CallForPapers.objects.filter(pk=call.pk).update(is_open_to_all=True)
    assert send(event, stranger).pk


def test_an_abstract_is_long_enough_short_enough_and_on_a_theme(event, expert):
    call = CallFactory(event=event, has_abstracts=True, abstract_words=3)
    call.call_themes.create(theme=ThemeFactory())
    assert refusal(event, expert, abstract="One two three four", themes=[ThemeFactory()]) == {
        "abstract": ["The abstract has 4 words; 3 are allowed."],
        "themes": ["Choose among the themes of the call."],
    }
    assert refusal(event, expert, abstract="") == {
        "abstract": ["Write the abstract: it is what is judged first."],
        "themes": ["Choose a theme of the call."],
    }


@pytest.mark.parametrize(("text", "words"), [("One, two — three", 4), ("信任与服务", 5), ("ثقة الناس", 2), ("", 0)])
def test_words_are_counted_in_any_script(text, words):
    assert len(WORD.findall(text)) == words


def test_a_person_and_a_theme_have_only_so_many_papers(event, expert):
    call, theme = CallFactory(event=event, papers_each=1), ThemeFactory()
    call.call_themes.create(theme=theme, most=1)
    send(event, expert, themes=[theme])
    assert (
        "One person may send 1 paper. Withdraw"
        in refusal(event, expert, content=files.pdf(pages=2), themes=[theme])["__all__"][0]
    )
    colleague = RegistrationFactory(event=event, person=PersonFactory(user=make_user())).person.user
    assert "has as many papers as it can take" in refusal(event, colleague, themes=[theme])["themes"][0]


def test_a_paper_has_only_so_many_pages(event, expert):
    CallFactory(event=event, paper_pages=2)
    assert refusal(event, expert, content=files.pdf(pages=3)) == {"file": ["The file has 3 pages; 2 are allowed."]}


def test_only_the_formats_and_kinds_of_the_call_are_taken(event, expert):
    CallFactory(event=event, formats=["docx"], kinds=["paper", "data"])
    assert refusal(event, expert)["file"][0].startswith("Send one of these: Word (.docx). This looks like")
    upload = files.upload(files.docx(), "Trust.docx")
    paper = submit_paper(event, by=expert, data=DATA, upload=upload)
    table = add_version(paper, by=expert, upload=files.upload(b"a,b\n1,2\n", "a.csv"), kind="data")
    assert (table.kind, table.number, table.media_type) == ("data", 1, "text/csv")
    with pytest.raises(ValidationError) as refused:
        add_version(
            paper, by=expert, upload=files.upload(files.docx(document="<d><p>x</p></d>"), "s.docx"), kind="slides"
        )
    assert list(refused.value.message_dict) == ["kind"]


# --- From draft to paper ------------------------------------------------------------------------------------


def test_a_draft_is_kept_without_being_judged_and_goes_on(event, expert):
    CallFactory(event=event, paper_deadline=timezone.now() + timedelta(days=1), abstract_words=1)
    paper = draft_paper(event, by=expert, data=DATA)
    draft_paper(event, by=expert, data={"title": "More trust"}, paper=paper, upload=files.upload(files.pdf()))
    paper.refresh_from_db()
    assert (paper.title, paper.status, paper.versions.count()) == ("More trust", "draft", 1)
    sent = submit_paper(event, by=expert, data={"abstract": "Short"}, paper=paper)
    assert (sent.pk, sent.status, sent.versions.count()) == (paper.pk, "submitted", 1)
    with pytest.raises(ValidationError):
        draft_paper(event, by=expert, data=DATA, paper=paper)


def test_drafts_have_a_limit(event, expert, monkeypatch):
    monkeypatch.setattr("sessions.domain.papers.MOST_DRAFTS", 1)
    draft_paper(event, by=expert, data=DATA)
    with pytest.raises(ValidationError):
        draft_paper(event, by=expert, data=DATA)


def test_somebody_elses_draft_is_not_written_on(event, expert):
    draft = PaperFactory(event=event, status="draft")
    for write in (draft_paper, submit_paper):
        with pytest.raises(PermissionDenied):
            write(event, by=expert, data=DATA, paper=draft)


def test_an_abstract_comes_first_and_its_paper_once_it_is_accepted(event, expert):
    CallFactory(event=event, has_abstracts=True)
    paper = submit_paper(event, by=expert, data=DATA)
    assert (paper.stage, paper.status, paper.versions.count()) == ("abstract", "submitted", 0)
    Paper.objects.filter(pk=paper.pk).update(status="accepted")
    with pytest.raises(ValidationError) as refused:
        submit_paper(event, by=expert, data=DATA, paper=paper)
    assert refused.value.message_dict == {"file": ["Choose the file of your paper."]}
    paper = send(event, expert, paper=paper)
    assert (paper.stage, paper.status, paper.round) == ("paper", "submitted", 1)


def test_a_revised_paper_is_awaited_beyond_the_deadline_and_goes_to_another_round(event, expert):
    paper = send(event, expert)
    CallFactory(event=event, paper_deadline=timezone.now() - SECOND)
    with pytest.raises(ValidationError):
        send(event, expert, paper=paper, content=files.pdf(pages=2))
    Paper.objects.filter(pk=paper.pk).update(status="revise")
    revised = files.upload(files.pdf(pages=2), "Trust.pdf")
    paper = submit_paper(event, by=expert, data=DATA, upload=revised, note=" Two\npages ", paper=paper)
    assert (paper.status, paper.round, paper.versions.count()) == ("submitted", 2, 2)
    assert paper.versions.get(number=2).note == "Two pages"


@pytest.mark.parametrize("status", ["accepted", "published", "rejected", "withdrawn"])
def test_what_is_decided_is_not_sent_again(event, expert, status):
    paper = send(event, expert)
    Paper.objects.filter(pk=paper.pk).update(status=status)
    assert "it cannot be sent again" in refusal(event, expert, paper=paper, content=files.pdf(pages=2))["__all__"][0]


def test_each_kind_and_language_has_its_own_versions(event, expert):
    paper = send(event, expert)
    CallFactory(event=event, kinds=["paper", "slides"])
    for content, slot in (
        (files.docx(), {"language": "fr"}),
        (files.pptx(), {"kind": "slides"}),
        (files.odt(), {"language": "fr", "note": "Corrected"}),
    ):
        add_version(paper, by=expert, upload=files.upload(content, "file"), **slot)
    assert [(v.kind, v.language, v.number) for v in paper.files_in_force()] == [
        ("paper", "en", 1),
        ("paper", "fr", 2),
        ("slides", "en", 1),
    ]
