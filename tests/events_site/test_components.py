import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.forms.renderers import DjangoTemplates
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils import translation
from lxml import html

from events_site import urls
from events_site.forms import Renderer
from events_site.styleguide import SampleForm, StyleGuide

urlpatterns = [path("styleguide/", StyleGuide.as_view()), *urls.urlpatterns]

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "events_site/static/rostrum"
FIRST_VIEW = ["rostrum.css", "components.css", "theme.js", "site.js", "icons.svg", "mark.svg"]
PHYSICAL = re.compile(
    r"(?<=[{;\s])(?:(?:min-|max-)?(?:width|height)|left|right|top|bottom|(?:margin|padding|border)-(?:left|right|top|bottom))"
    r"\s*:|(?:text-align|float):\s*(?:left|right)"
)


def component(name: str, /, request=None, **context) -> html.HtmlElement:
    return html.fromstring(f"<div>{render_to_string(f'components/{name}.html', context, request)}</div>")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_style_guide_shows_every_component(client):
    response = client.get("/styleguide/")
    shown = {template.name for template in response.templates if template.name}
    there = {f"components/{file.name}" for file in (TEMPLATES / "components").glob("*.html")}
    assert there - shown == {"components/confirm.html", "components/formset.html"}


@pytest.mark.django_db
def test_base_asks_the_database_nothing_for_a_visitor(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/accounts/login/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "lang", "direction"), [("/ar", "ar", "rtl"), ("", "en", "ltr"), ("/fr", "fr", "ltr")]
)
def test_page_names_its_language_and_direction(client, address, lang, direction):
    page = html.fromstring(client.get(f"{address}/accounts/login/").content)
    current = page.xpath("//ul[@class='languages']//a[@aria-current]/@lang")
    assert (page.get("lang"), page.get("dir"), current) == (lang, direction, [lang])


@pytest.mark.django_db
def test_language_links_lead_to_the_same_page(client):
    page = html.fromstring(client.get("/accounts/login/").content)
    assert page.xpath("//ul[@class='languages']//a/@href") == [
        f"{prefix}/accounts/login/" for prefix in ("/ar", "/zh-hans", "", "/fr", "/ru", "/es")
    ]


def test_errors_stand_beside_their_field_and_are_named_in_the_summary():
    form = html.fromstring(f"<form>{SampleForm({'name': 'Amara Okonjo', 'email': 'amara at example'})}</form>")
    field = form.get_element_by_id("id_email")
    assert [words(form.get_element_by_id(name)) for name in field.get("aria-describedby").split()] == [
        "The letter of invitation goes to this address.",
        "Enter a valid email address.",
    ]
    assert (field.get("value"), field.get("aria-invalid")) == ("amara at example", "true")
    assert [(link.get("href"), words(link)) for link in form.xpath("//*[@data-error-summary]//a")] == [
        ("#id_email", "E-mail: Enter a valid email address."),
        ("#id_country", "Country: This field is required."),
        ("#id_days", "Days you will attend: This field is required."),
        ("#id_role", "You come as: This field is required."),
    ]


def test_every_link_of_the_summary_finds_its_field():
    form = html.fromstring(f"<form>{SampleForm({})}</form>")
    assert [len(form.xpath(f"//*[@id='{link[1:]}']")) for link in form.xpath("//*[@data-error-summary]//a/@href")] == [
        1
    ] * 5


def test_pagination_keeps_the_filters(rf):
    page = Paginator(range(200), 20).page(5)
    nav = component("pagination", page=page, request=rf.get("/events/?kind=forum&page=5"))
    assert nav.xpath(".//a/@href") == [f"?kind=forum&page={number}" for number in (4, 1, 4, 6, 10, 6)]


def test_pagination_of_one_page_is_nothing():
    assert words(component("pagination", page=Paginator(range(3), 20).page(1))) == ""


def test_session_row_says_time_title_people_and_change():
    session = StyleGuide().get_context_data()["sessions"][4]
    assert words(component("session-row", **session)) == (
        "16:0017:30 Round table Round table on gender-responsive services Cancelled Hall 303"
    )


@pytest.mark.parametrize(
    ("person", "line"),
    [
        ({"name": "Amara Okonjo"}, "Amara Okonjo"),
        ({"name": "Amara Okonjo", "affiliation": "Huduma"}, "Amara Okonjo, Huduma"),
        ({"name": "Amara Okonjo", "title": "Director", "country": "Kenya"}, "Amara Okonjo, Director (Kenya)"),
    ],
)
def test_person_line_leaves_out_what_is_not_known(person, line):
    assert words(component("person-line", person=person)) == line


def test_paragraph_number_is_its_own_link():
    section = {"paragraphs": [{"id": "p7", "number": 7, "html": "<p>Text.</p>"}]}
    link = component("document", sections=[section]).xpath(".//a")[0]
    assert (link.get("href"), link.get("aria-label"), words(link)) == ("#p7", "Paragraph 7", "7.")


def test_footer_says_what_the_software_is_not():
    assert "no product of the United Nations" in words(component("footer"))


def test_no_template_has_inline_script_or_style():
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))|javascript:"
    )
    served = [
        file for file in TEMPLATES.rglob("*.html") if "outputs/document" not in str(file)
    ]  # that one is for paper
    found = [str(file.relative_to(TEMPLATES)) for file in served if inline.search(file.read_text())]
    assert found == []


def test_style_sheets_use_logical_properties():
    assert [(file.name, PHYSICAL.findall(file.read_text())) for file in sorted(STATIC.glob("*.css"))] == [
        ("admin.css", []),
        ("components.css", []),
        ("progress.css", []),
        ("rostrum.css", []),
    ]


def test_first_view_and_scripts_stay_small():
    sizes = {file.name: file.stat().st_size for file in STATIC.iterdir()}
    assert sum(sizes[name] for name in FIRST_VIEW) < 60_000
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) < 12_000


def test_every_icon_asked_for_is_drawn():
    drawn = set(re.findall(r'symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))
    asked = {
        name
        for file in TEMPLATES.rglob("*.html")
        for name in re.findall(r'components/icon.html" with name="(\w+)"', file.read_text())
    }
    assert asked - drawn == set()


def test_what_is_drawn_once_is_drawn_for_each_language_and_knows_nothing_of_the_page():
    drawn = engines["django"].from_string(
        "{% load i18n components %}{% once %}{{ name }}{% translate 'Events' %}{% endonce %} {{ name }}"
    )
    pages = [("en", "Amara"), ("en", "Noor"), ("fr", "Noor")]
    with_words = {language: translated("Events", language) for language, _name in pages}
    for language, name in pages:
        with translation.override(language):
            assert drawn.render({"name": name}) == f"{with_words[language]} {name}"


def translated(words_in_english, language):
    with translation.override(language):
        return translation.gettext(words_in_english)


CHOICES = [
    ("", "Choose …"),
    ("<b>", "<script>alert(1)</script>"),
    ("Asia", [("KR", 'Korea & "others"'), ("VN", "Viet Nam")]),
]


@pytest.mark.parametrize("value", ["", "KR", "<b>"])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
def test_select_is_drawn_as_django_draws_it(widget, value):
    box = widget(choices=CHOICES, attrs={"id": "x", "required": True, "disabled": False, "data-note": '"<'})
    ours, djangos = (
        html.fromstring(box.render("place", value, renderer=each)) for each in (Renderer(), DjangoTemplates())
    )
    assert tree(ours) == tree(djangos)


def tree(element):
    return element.tag, dict(element.attrib), (element.text or "").strip(), [tree(child) for child in element]


def test_pagination_passes_over_pages_far_away():
    page = Paginator(range(400), 20).page(9)
    assert words(component("pagination", page=page, request=RequestFactory().get("/"))) == (
        "Previous 1 … 8 9 10 … 20 Next"
    )
