"""The draft mark in each language, prepared as one-page files (`python -m outputs.pdf.marks` makes them anew)."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from ..words import LANGUAGES, direction, words
from .run import compile_pdf

MARKING = ("BDC", "BMC", "EMC")
FOLDER = Path(__file__).parent / "draft_marks"
PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><title>{word}</title><style>
@page {{ size: A4; margin: 0 }}
p {{ position: absolute; inset: 120mm 0 auto 0; margin: 0; text-align: center; transform: rotate(-52deg);
     font: 700 100pt "Noto Sans", Amiri, "Noto Sans SC"; letter-spacing: {spacing}; color: #f5f1ec }}
</style><p>{word}</p>"""


@cache
def draft_mark(language: str) -> bytes:
    """The mark's page as PDF; English where the language has none."""
    return file_of_mark(language).read_bytes()


def file_of_mark(language: str) -> Path:
    tag = "zh-hans" if language.startswith("zh") else language[:2]
    file = FOLDER / f"{tag}.pdf"
    return file if file.exists() else FOLDER / "en.pdf"


def make() -> None:
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        spacing = "0" if direction(language) == "rtl" else ".08em"
        word = words(language)["draft"]
        page = PAGE.format(language=language, direction=direction(language), word=word, spacing=spacing)
        (FOLDER / f"{language}.pdf").write_bytes(untagged(compile_pdf(page)))


def untagged(data: bytes) -> bytes:
    """The page without its tags: inside another file they would belong to no tree."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        drawing = [step for step in pikepdf.parse_content_stream(pdf.pages[0]) if str(step.operator) not in MARKING]
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(drawing))
        for key in ("/StructTreeRoot", "/MarkInfo"):
            del pdf.Root[key]
        del pdf.pages[0]["/StructParents"]
        target = BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


if __name__ == "__main__":
    make()
