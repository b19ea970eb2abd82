"""States in the order of each language's alphabet, and the groups that the secretariat keeps."""

import pytest
from django.urls import reverse
from django.utils import translation

from cms.models import Country
from participants.countries import country_choices
from tests.roles import make_user

pytestmark = pytest.mark.django_db
SOME = ("EG", "ET", "ZA", "CI", "CN", "AF")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["AF", "CN", "CI", "EG", "ET", "ZA"]),
        ("fr", ["AF", "ZA", "CN", "CI", "EG", "ET"]),
        ("es", ["AF", "CN", "CI", "EG", "ET", "ZA"]),
        ("ru", ["AF", "EG", "CN", "CI", "ET", "ZA"]),
        ("zh-hans", ["AF", "EG", "ET", "CI", "ZA", "CN"]),
        ("ar", ["ET", "AF", "ZA", "CN", "CI", "EG"]),
        ("de", ["AF", "CN", "CI", "EG", "ET", "ZA"]),
    ],
)
def test_choices_stand_in_the_order_of_the_language_shown(language, expected):
    with translation.override(language):
        assert [code for code, _name in country_choices() if code in SOME] == expected


def test_the_secretariat_keeps_the_groups_and_nothing_else(client):
    client.force_login(make_user("secretariat"))
    data = {"formal_name": "x", "region": "Africa", "subregion": "y", "regional_group": "African", "ldc": "on"}
    answer = client.post(reverse("countries:edit", args=["EG"]), data | {"groups_as_at": "2027-01-01", "name_en": "z"})
    kept = Country.objects.get(pk="EG")
    assert (answer.status_code, kept.name_en, kept.ldc, kept.groups_as_at.year) == (302, "Egypt", True, 2027)
    assert client.get(reverse("countries:add")).status_code == 302
    assert client.post(reverse("countries:delete", args=["EG"])).status_code in {302, 404}
    assert Country.objects.filter(pk="EG").exists()


def test_the_list_says_where_it_comes_from(client):
    client.force_login(make_user("secretariat"))
    assert "hdx-python-country" in client.get(reverse("countries:index")).content.decode()
