from datetime import date

import pytest
from django.urls import reverse

from cms.models import Event, Role
from sessions.models import Paper, PaperVersion
from tests.factories.cms import ThemeFactory, published_event
from tests.factories.participants import AffiliationFactory, PersonFactory, RegistrationFactory
from tests.factories.record import EMBARGO, PaperFactory, PaperVersionFactory
from tests.factories.sessions import SessionFactory, SessionRoleFactory
from tests.roles import make_user
from tests.sessions import hostile_files as files

pytestmark = pytest.mark.django_db


def url(name: str, paper: Paper, *more: object) -> str:
    return reverse(f"sessions:{name}", args=[paper.event.slug, paper.pk, *more])


def fetched(response):
    """The response with its stream read to the end, as a server would."""
    response.body = b"".join(response) if response.status_code == 200 else b""
    return response


def listed(client, event: Event, query: str = "") -> list[str]:
    page = client.get(reverse("sessions:papers", args=[event.slug]) + query)
    assert page.status_code == 200
    return [row["paper"].title for row in page.context["rows"]]


@pytest.fixture
def event(db) -> Event:
    return published_event()


@pytest.fixture
def author(event):
    return RegistrationFactory(event=event, person=PersonFactory(user=make_user(), name="Noor Adeyemi")).person


@pytest.fixture
def draft(event, author) -> Paper:
    return PaperFactory(event=event, status="submitted", title="Trust", authors=[author])


def test_the_list_shows_published_papers_only(client, event, draft):
    PaperFactory(event=event, title="Open")
    PaperFactory(event=event, title="Embargoed", embargo_until=EMBARGO)
    PaperFactory(title="Of another event")
    assert listed(client, event) == ["Open"]


def test_the_list_is_filtered(client, event):
    session, theme = SessionFactory(event=event), ThemeFactory()
    PaperFactory(event=event, title="A", session=session)
    PaperFactory(event=event, title="B", language="fr").themes.add(theme)
    assert listed(client, event, f"?session={session.pk}") == ["A"]
    assert listed(client, event, f"?theme={theme.slug}") == ["B"]
    assert listed(client, event, "?language=fr") == ["B"]
    assert listed(client, event, "?language=xx&session=999&theme=%27") == ["A", "B"]


def test_an_empty_list_says_so(client, event):
    page = client.get(reverse("sessions:papers", args=[event.slug]))
    assert "No papers yet" in page.content.decode()


def test_a_long_list_has_pages(client, event):
    PaperFactory.create_batch(21, event=event)
    assert len(listed(client, event)) == 20
    assert len(listed(client, event, "?page=2")) == 1
    assert len(listed(client, event, "?page=nonsense")) == 20


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_takes_as_many_queries_for_twenty(client, event, count, django_assert_max_num_queries):
    PaperFactory.create_batch(count, event=event, session=SessionFactory(event=event))
    listed(client, event)
    with django_assert_max_num_queries(8):
        listed(client, event, "?x=1")


def test_a_paper_names_its_authors_with_the_post_of_those_days(client, event):
    person = PersonFactory(name="Noor Adeyemi")
    AffiliationFactory(person=person, title="Director", end=date(2015, 1, 1))
    AffiliationFactory(person=person, title="Minister", start=date(2015, 1, 2))
    page = client.get(url("paper", PaperFactory(event=event, authors=[person], abstract="On <b>trust</b>")))
    assert page.context["authors"] == [
        {"name": "Noor Adeyemi", "title": "Director", "affiliation": "Ministry of Invented Affairs", "country": ""}
    ]
    assert "On &lt;b&gt;trust&lt;/b&gt;" in page.content.decode()


def readers(event: Event, paper: Paper) -> dict[str, object]:
    chair = PersonFactory(user=make_user())
    SessionRoleFactory(session=paper.session, person=chair)
    return {
        "author": paper.authors.get().person.user,
        "chair": chair.user,
        "organiser": make_user(Role.ORGANISER, event),
        "rapporteur": make_user(Role.RAPPORTEUR, event),
        "secretariat": make_user(Role.SECRETARIAT),
        "reviewer": make_user(Role.REVIEWER, event),
        "stranger": make_user(),
        "organiser elsewhere": make_user(Role.ORGANISER, published_event()),
    }


def test_who_reads_an_unpublished_paper_its_file_and_its_versions(client, event, draft):
    draft.session = SessionFactory(event=event)
    draft.save()
    oldest, _newest = draft.versions.get(), PaperVersionFactory(paper=draft, number=2)
    found = {}
    for name, user in readers(event, draft).items():
        client.force_login(user)
        addresses = [url("paper", draft), url("paper_file", draft), url("paper_version", draft, oldest.pk)]
        found[name] = [fetched(client.get(address)).status_code for address in addresses]
    assert found == {
        "author": [200, 200, 200],
        "chair": [200, 200, 200],
        "organiser": [200, 200, 200],
        "rapporteur": [200, 200, 404],
        "secretariat": [200, 200, 200],
        "reviewer": [404, 404, 404],
        "stranger": [404, 404, 404],
        "organiser elsewhere": [404, 404, 404],
    }


def test_nobody_reads_an_unpublished_paper_without_signing_in(client, draft):
    assert [client.get(url(name, draft)).status_code for name in ("paper", "paper_file")] == [404, 404]


def test_a_paper_under_another_events_address_is_not_found(client, event):
    foreign = PaperFactory(event=published_event())
    address = reverse("sessions:paper_file", args=[event.slug, foreign.pk])
    assert client.get(address).status_code == 404


def test_a_restricted_file_stays_out_of_caches(client, draft):
    client.force_login(draft.authors.get().person.user)
    response = fetched(client.get(url("paper_file", draft)))
    headers = ("Cache-Control", "Content-Disposition", "Content-Type", "X-Content-Type-Options", "ETag")
    assert [response.get(name) for name in headers] == [
        "private, no-store",
        "attachment; filename*=UTF-8''paper.pdf",
        "application/pdf",
        "nosniff",
        None,
    ]
    assert "sandbox" in response["Content-Security-Policy"]


# B-046
def test_only_pdf_is_shown_in_the_browser_and_none_that_carries_a_warning(client, event):
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    papers = [PaperFactory(event=event) for _ in range(2)]
    PaperVersionFactory(paper=papers[0], number=2, media_type=word, name="a.docx")
    PaperVersionFactory(paper=papers[1], number=2, warnings=["local_link"])
    for paper in papers:
        response = fetched(client.get(url("paper_file", paper)))
        assert response["Content-Disposition"].startswith("attachment;")


# B-064
@pytest.mark.parametrize("condition", [{}, {"HTTP_IF_NONE_MATCH": '""'}, {"HTTP_RANGE": "bytes=0-3"}, "etag"])
def test_a_replaced_file_is_sent_anew_whatever_the_condition(client, event, condition):
    paper = PaperFactory(event=event)
    first = fetched(client.get(url("paper_file", paper)))
    if condition == "etag":
        condition = {"HTTP_IF_NONE_MATCH": first["ETag"]}
        assert client.get(url("paper_file", paper), **condition).status_code == 304
    version = PaperVersion(paper=paper, number=2, name="new.pdf", media_type="application/pdf", size=3, sha256="f" * 64)
    version.file.save("new.pdf", files.upload(b"new"))
    response = fetched(client.get(url("paper_file", paper), **condition))
    assert (response.status_code, response.body) == (200, b"new")
    assert response["Cache-Control"] == "public, no-cache"


def form_data(**fields: object) -> dict:
    return {"title": "Trust", "abstract": "", "language": "en", "file": files.upload(files.pdf(), "Trust.pdf")} | fields


def test_an_expert_sends_a_paper_and_sees_it(client, event, author):
    client.force_login(author.user)
    response = client.post(reverse("sessions:paper_new", args=[event.slug]), form_data(), follow=True)
    paper = Paper.objects.get()
    assert response.redirect_chain == [(paper.get_absolute_url(), 302)]
    assert "Your paper has arrived" in response.content.decode()
    assert (paper.event, paper.status) == (event, "submitted")


# B-040, B-044, B-066
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 251}, "at most 250 characters"),
        ({"file": files.upload(b"", "a.pdf")}, "The file is empty."),
        ({"file": files.upload(b"%PDF-", "a.pdf")}, "The file is damaged or incomplete."),
        ({"file": files.upload(files.pdf(), "a.docx")}, "does not fit the name"),
        ({"file": [files.upload(files.pdf()), files.upload(files.docx())]}, "Send one file at a time."),
        ({"file": "text"}, "Choose the file of your paper."),
        ({"session": 10**30}, "Select a valid choice."),
        ({"language": "xx"}, "Select a valid choice."),
    ],
)
def test_what_is_refused_is_named_and_stays_typed(client, event, author, fields, message):
    client.force_login(author.user)
    response = client.post(reverse("sessions:paper_new", args=[event.slug]), form_data(abstract="Typed") | fields)
    content = response.content.decode()
    assert response.status_code == 422
    assert message in content
    assert "Typed</textarea>" in content
    assert not Paper.objects.exists()


def test_a_session_of_another_event_cannot_be_chosen(client, event, author):
    client.force_login(author.user)
    foreign = SessionFactory()
    response = client.post(reverse("sessions:paper_new", args=[event.slug]), form_data(session=foreign.pk))
    assert response.status_code == 422


def test_a_stranger_is_told_how_to_take_part(client, event):
    client.force_login(make_user())
    response = client.get(reverse("sessions:paper_new", args=[event.slug]))
    assert response.status_code == 403
    assert "when your registration has been approved" in response.content.decode()


@pytest.mark.parametrize("name", ["paper_new_version", "paper_withdraw"])
def test_only_its_own_people_change_a_paper(client, draft, event, name):
    draft.status = "published"
    draft.save()
    assert client.get(url(name, draft)).status_code == 302
    expected = {"author": 200, "organiser": 200, "stranger": 403, "organiser elsewhere": 403, "rapporteur": 403}
    draft.session = SessionFactory(event=event)
    draft.save()
    people = readers(event, draft)
    found = {}
    for who in expected:
        client.force_login(people[who])
        found[who] = client.get(url(name, draft)).status_code
    assert found == expected


def test_a_new_version_takes_the_place_of_the_old(client, draft):
    client.force_login(draft.authors.get().person.user)
    data = {"file": files.upload(files.docx(), "Trust.docx"), "note": "Shorter"}
    client.post(url("paper_new_version", draft), data)
    assert list(draft.versions.values_list("number", "name", "note")) == [
        (2, "Trust.docx", "Shorter"),
        (1, "paper.pdf", ""),
    ]


def test_withdrawing_asks_first(client, draft):
    client.force_login(draft.authors.get().person.user)
    client.get(url("paper_withdraw", draft))
    draft.refresh_from_db()
    assert draft.status == "submitted"
    client.post(url("paper_withdraw", draft))
    draft.refresh_from_db()
    assert draft.status == "withdrawn"


# --- Back office --------------------------------------------------------------------------------------------


def test_organisers_decide_in_the_back_office(client, draft):
    client.force_login(make_user(Role.ORGANISER, draft.event))
    page = client.get(reverse("papers:index", args=[draft.event.slug]))
    assert [row["paper"] for row in page.context["rows"]] == [draft]
    client.get(reverse("papers:publish", args=[draft.event.slug, draft.pk]))
    draft.refresh_from_db()
    assert draft.status == "submitted"
    client.post(reverse("papers:publish", args=[draft.event.slug, draft.pk]), {"embargo_until": "2030-01-01T09:00"})
    draft.refresh_from_db()
    assert (draft.status, draft.embargo_until.isoformat()) == ("published", "2030-01-01T00:00:00+00:00")
    client.post(reverse("papers:reject", args=[draft.event.slug, draft.pk]), {"reason": "Late"})
    draft.refresh_from_db()
    assert (draft.status, draft.reason) == ("rejected", "Late")


@pytest.mark.parametrize("role", ["rapporteur", "reviewer", "desk"])
def test_others_of_the_team_find_no_papers_to_decide(client, draft, role):
    client.force_login(make_user(role, draft.event))
    assert client.get(reverse("papers:index", args=[draft.event.slug])).status_code == 404
    assert client.post(reverse("papers:publish", args=[draft.event.slug, draft.pk])).status_code == 404


def test_an_organiser_elsewhere_finds_nothing(client, draft):
    elsewhere = published_event()
    client.force_login(make_user(Role.ORGANISER, elsewhere))
    assert client.get(reverse("papers:index", args=[draft.event.slug])).status_code == 404
    assert client.post(reverse("papers:publish", args=[elsewhere.slug, draft.pk])).status_code == 404


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_in_the_back_office_takes_as_many_queries_for_twenty(
    client, event, count, django_assert_max_num_queries
):
    PaperFactory.create_batch(count, event=event, session=SessionFactory(event=event))
    client.force_login(make_user(Role.ORGANISER, event))
    client.get(reverse("papers:index", args=[event.slug]))
    with django_assert_max_num_queries(20):
        client.get(reverse("papers:index", args=[event.slug]))
