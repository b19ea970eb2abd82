"""Each kind of question: what it takes, what it keeps, how it says it, and what it refuses."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from PIL import Image

from participants.models import Question
from participants.questions import KINDS
from participants.questions.files import keep_file
from tests.sessions.hostile_files import pdf

LONG = "x" * 10_001


def ask(kind, *typed, options=None, required=False, **parts):
    """What is kept of the raw input, through the widget as from a browser."""
    question = Question(kind=kind, label="Question", options=options or {}, is_required=required)
    field = KINDS[kind].field(question)
    data = MultiValueDict({"q": list(typed)} | {f"q_{name}": value for name, value in parts.items()})
    cleaned = field.clean(field.widget.value_from_datadict(data, MultiValueDict(), "q"))
    return KINDS[kind].keep(cleaned, question)


def say(kind, kept, options=None):
    return KINDS[kind].say(kept, Question(kind=kind, options=options or {}))


MEALS = {"choices": ["Meat", "Fish", "<b>None</b>"]}


@pytest.mark.parametrize(
    ("kind", "typed", "options", "kept", "said"),
    [
        ("text", [" Chief\x1b of  staff "], {}, "Chief of staff", "Chief of staff"),
        ("text", ["محمد 王 👩🏽‍💻"], {}, "محمد 王 👩🏽‍💻", "محمد 王 👩🏽‍💻"),
        ("text", ["  "], {}, None, ""),
        ("long_text", ["one\r\ntwo\x0bthree"], {}, "one\ntwo\nthree", "one\ntwo\nthree"),
        ("number", ["1234"], {}, 1234, "1234"),
        ("number", ["0"], {}, 0, "0"),
        ("yes_no", ["no"], {}, "no", "No"),
        ("yes_no", [], {}, None, ""),
        ("choice", ["Fish"], MEALS, "Fish", "Fish"),
        ("choices", ["Meat", "<b>None</b>"], MEALS, ["Meat", "<b>None</b>"], "Meat; <b>None</b>"),
        ("date", ["2026-02-28"], {}, "2026-02-28", "Feb. 28, 2026"),
        ("phone", ["+41 22 555 01 00"], {}, "+41225550100", "+41 22 555 01 00"),
        ("email", ["Noor@Example.org"], {}, "noor@example.org", "noor@example.org"),
        ("url", ["example.org/noor"], {}, "https://example.org/noor", "https://example.org/noor"),
    ],
)
def test_what_is_kept_and_said(kind, typed, options, kept, said):
    assert ask(kind, *typed, options=options) == kept
    assert say(kind, kept, options) == said


@pytest.mark.parametrize(
    ("kind", "typed", "options"),
    [
        ("text", "x" * 201, {}),
        ("text", "a\x00b", {}),
        ("long_text", LONG, {"longest": 10_000}),
        ("long_text", "a\x00b", {}),
        ("number", "1e400", {}),
        ("number", "9" * 30, {}),
        ("number", "4", {"maximum": 3}),
        ("yes_no", "perhaps", {}),
        ("choice", "Beans", MEALS),
        ("choices", "Beans", MEALS),
        ("date", "2026-02-30", {}),
        ("date", "٢٠٢٦-٠٢-٢٨", {}),
        ("date", "0000-01-01", {}),
        ("date", "10000-01-01", {}),
        ("date", "2999-01-01", {"is_past": True}),
        ("date", "2026-05-01", {"earliest": "2026-05-02"}),
        ("phone", "022 555 01 00", {}),
        ("phone", "+1", {}),
        ("phone", "+" + "9" * 38, {}),
        ("email", "noor@", {}),
        ("url", "javascript:alert(1)", {}),
        ("url", "data:text/html,x", {}),
        ("url", "//example.org", {}),
        ("url", "ftp://example.org", {}),
        ("url", "https://example.org/" + "x" * 5000, {}),
    ],
)
def test_b018_b020_what_is_refused(kind, typed, options):
    with pytest.raises(ValidationError):
        ask(kind, typed, options=options)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"file", "country"}))
def test_what_must_be_answered_must_be(kind):
    with pytest.raises(ValidationError, match="This field is required"):
        ask(kind, options=MEALS, required=True)


@pytest.mark.django_db
def test_countries_are_named_and_sorted_in_the_language_shown():
    names = {}
    for language in ("en", "ar"):
        with translation.override(language):
            field = KINDS["country"].field(Question(kind="country", label="Country"))
            names[language] = [name for code, name in field.choices if code]
            assert say("country", "KE") in names[language]
    assert names["en"].index("Costa Rica") + 1 == names["en"].index("Côte d'Ivoire")
    assert ask("country", "KE") == "KE"
    with pytest.raises(ValidationError):
        ask("country", "XX")


def test_needs_are_a_list_and_words():
    assert ask("dietary", chosen=["vegan", "nut_free"], more=[" no\r\nsoy "]) == {
        "chosen": ["vegan", "nut_free"],
        "more": "no\nsoy",
    }
    assert say("dietary", {"chosen": ["vegan", "once_offered"], "more": "no soy"}) == "Vegan; once_offered; no soy"
    assert ask("accessibility", more=[" "]) is None
    with pytest.raises(ValidationError):
        ask("accessibility", chosen=["flying"])
    assert KINDS["accessibility"].is_sensitive


def test_consent_keeps_the_words_and_the_time():
    options = {"statement": "I agree to be photographed."}
    kept = ask("consent", "yes", options=options, required=True)
    assert kept["text"] == "I agree to be photographed."
    assert say("consent", kept).endswith("“I agree to be photographed.”")
    assert KINDS["consent"].is_same(kept, kept | {"at": "2020-01-01T00:00:00+00:00"})
    assert not KINDS["consent"].is_same(kept, kept | {"text": "Something else."})
    assert ask("consent", options=options) is None


def picture(format):
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(file, format)
    return file.getvalue()


def attach(content, name="passport.pdf", **options):
    field = KINDS["file"].field(Question(kind="file", label="File", options=options))
    return field.clean(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("../../Päss\r\nport.pdf", pdf(), "Pässport.pdf"),
        ("photo.JPEG", picture("JPEG"), "photo.jpg"),
        ("no ending", picture("PNG"), "no ending.png"),
        ("gnp\u202e.exe", picture("PNG"), "gnp.exe.png"),
    ],
    ids=["pdf", "jpeg", "png", "turned"],
)
def test_files_are_kept_under_what_they_are(settings, tmp_path, name, content, kept):
    found = keep_file(attach(content, name))
    assert (found.name, found.size) == (kept, len(content))
    assert re.fullmatch(r"answers/[0-9a-f]{32}\.(pdf|jpg|png)", found.file)
    assert KINDS["file"].keep(found, None) == {"name": kept, "format": found.format, "size": len(content)}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "The submitted file is empty."),
        ("photo.png", picture("PNG")[:50], "The file is damaged or incomplete."),
        ("photo.pdf", picture("PNG"), "The content does not fit the name of this file: it is PNG."),
        ("page.html", b"<script>alert(1)</script>", "Send one of these: PDF, JPEG, PNG."),
        ("picture.gif", picture("GIF"), "Send one of these: PDF, JPEG, PNG."),
        ("large.pdf", pdf() + b"\n" * 1024 * 1024, "The file is too large"),
    ],
    ids=["empty", "damaged", "disguised", "markup", "gif", "large"],
)
def test_files_are_judged_by_content(name, content, words):
    with pytest.raises(ValidationError, match=words):
        attach(content, name, megabytes=1)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (
            "choice",
            {"choices": " Meat \r\nFish\n\n", "as_list": "on", "more": 1},
            {"choices": ["Meat", "Fish"], "as_list": True},
        ),
        ("choices", {"choices": ["Meat", "Fish"]}, {"choices": ["Meat", "Fish"]}),
        ("number", {"minimum": "0", "maximum": ""}, {"minimum": 0}),
        ("date", {"earliest": "2026-05-01", "latest": None, "is_past": False}, {"earliest": "2026-05-01"}),
        ("file", {}, {"megabytes": 5}),
        ("text", {"anything": 1}, {}),
        ("consent", {"statement": "I agree."}, {"statement": "I agree."}),
    ],
)
def test_options_as_they_are_kept(kind, typed, kept):
    assert KINDS[kind].check_options(typed) == kept
    assert KINDS[kind].check_options(kept) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "errors"),
    [
        ("choice", {}, {"choices": ["This field is required."]}),
        ("choice", {"choices": "Meat\n\nFish"}, {"choices": ["A line between them is empty."]}),
        ("choices", {"choices": "Meat\nFish\nMeat"}, {"choices": ["“Meat” stands there twice."]}),
        ("choice", {"choices": "x" * 201}, {"choices": [f"“{'x' * 40} …” is too long."]}),
        ("choice", {"choices": [str(n) for n in range(501)]}, {"choices": ["These are 501; at most 500."]}),
        ("number", {"minimum": 5, "maximum": 3}, {"maximum": ["The largest is below the smallest."]}),
        (
            "date",
            {"earliest": "2026-05-02", "latest": "2026-05-01"},
            {"latest": ["The last day lies before the first."]},
        ),
        ("file", {"megabytes": 500}, {"megabytes": ["Ensure this value is less than or equal to 20."]}),
    ],
)
def test_b036_options_that_are_refused(kind, typed, errors):
    with pytest.raises(ValidationError) as refused:
        KINDS[kind].check_options(typed)
    assert refused.value.message_dict == errors


def test_what_a_condition_may_ask_for():
    marks = {
        "yes_no": "no",
        "choice": "Fish",
        "choices": ["Meat", "Fish"],
        "dietary": {"chosen": ["vegan"], "more": ""},
        "consent": {"text": "I agree.", "at": ""},
    }
    for kind, kept in marks.items():
        offered = {value for value, _label in KINDS[kind].outcomes(MEALS)}
        assert KINDS[kind].marks(kept) <= offered
        assert KINDS[kind].marks(None) == frozenset()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_and_options_to_draw(kind):
    found = KINDS[kind]
    assert found.slug == kind
    assert found.label
    assert all(field.label for field in found.option_fields().values())
