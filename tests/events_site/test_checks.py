"""What the deploy checks say of production settings that are wrong."""

import pytest

from events_site import checks


@pytest.mark.parametrize(
    ("check", "wrong", "right"),
    [
        (checks.check_hosts, {"ALLOWED_HOSTS": ["*"]}, {"ALLOWED_HOSTS": ["meetings.example.org"]}),
        (checks.check_mail, {"PRODUCTION": True, "EMAIL_HOST": ""}, {"PRODUCTION": True, "EMAIL_HOST": "mail"}),
        (
            checks.check_identifiers,
            {"PRODUCTION": True, "SITE_DOMAIN": "rostrum.localhost"},
            {"PRODUCTION": True, "SITE_DOMAIN": "meetings.example.org"},
        ),
        (
            checks.check_second_factor,
            {"PRODUCTION": True, "REQUIRE_SECOND_FACTOR": False},
            {"PRODUCTION": True, "REQUIRE_SECOND_FACTOR": True},
        ),
    ],
)
def test_fault_is_named_and_right_setting_passes(settings, check, wrong, right):
    def ids(values):
        for name, value in values.items():
            setattr(settings, name, value)
        return [message.id for message in check(None)]

    assert (len(ids(wrong)), ids(right)) == (1, [])


def test_private_files_in_a_public_folder_are_refused(settings):
    settings.PRIVATE_ROOT = settings.MEDIA_ROOT / "private"
    assert [message.id for message in checks.check_private_files(None)] == ["rostrum.E002"]
