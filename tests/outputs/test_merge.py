"""Parts joined in a process of its own."""

import pytest

from outputs.pdf.merge import merge_apart
from outputs.pdf.run import Crashed


def test_a_damaged_part_is_told_in_words_and_leaves_no_file(tmp_path):
    (part := tmp_path / "part.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(Crashed, match="joins the parts ended unexpectedly"):
        merge_apart([part, part], target := tmp_path / "whole.pdf")
    assert not target.exists()
