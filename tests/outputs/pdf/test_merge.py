"""Parts joined in a process of its own."""

import os
import signal
from pathlib import Path

import pytest

from outputs.pdf import run
from outputs.pdf.merge import merge, merge_apart
from outputs.pdf.run import Limits, compile_pdf

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    for name in ("first", "second"):
        page = f"<html lang=en><title>{name}</title><h1>{name}</h1><p><a href='https://example.org'>link</a>"
        (folder / f"{name}.pdf").write_bytes(compile_pdf(page))
    return [folder / "first.pdf", folder / "second.pdf"]


@pytest.fixture
def target(parts):
    return parts[0].with_name("whole.pdf")


def test_the_file_is_the_same_as_one_joined_here(parts, target, tmp_path):
    merge(parts, here := tmp_path / "here.pdf")
    merge_apart(parts, target)
    assert target.read_bytes() == here.read_bytes()
    target.unlink()


def test_a_damaged_part_is_told_in_words_and_leaves_no_file(tmp_path):
    (part := tmp_path / "part.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(run.Refused, match=r"^The parts cannot be joined \(PdfError: "):
        merge_apart([part, part], target := tmp_path / "whole.pdf")
    assert not target.exists()


def test_joining_that_takes_too_long_is_ended_in_words_and_leaves_no_file(parts, target):
    with pytest.raises(run.TooLong, match=r"^Joining the parts took longer than allowed\.$"):
        merge_apart(parts, target, limits=Limits(seconds=0.01))
    assert not target.exists()


def test_a_worker_that_lost_its_run_ends_the_joining(parts, target, monkeypatch):
    def lost(progress):
        raise LookupError

    monkeypatch.setattr(run, "TICK", 0.01)
    with pytest.raises(LookupError):
        merge_apart(parts, target, on_progress=lost)
    assert not target.exists()


def test_the_process_knows_no_secret_of_ours(parts, target, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "ours")
    monkeypatch.setattr(run, "TICK", 0.01)
    seen = []

    def look(progress):
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        (child,) = (each for each in children if "outputs.pdf.merge" in Path(f"/proc/{each}/cmdline").read_text())
        seen.append("SECRET_KEY" in Path(f"/proc/{child}/environ").read_text())
        os.kill(int(child), signal.SIGKILL)

    with pytest.raises(run.Crashed, match=r"^The process that joins the parts ended unexpectedly"):
        merge_apart(parts, target, on_progress=look)
    assert seen[0] is False
