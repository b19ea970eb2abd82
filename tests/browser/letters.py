import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page

#: Django names a file by the second and by where its backend lies in memory: letters may come to share one.
BETWEEN = b"-" * 79 + b"\n"


class Letters:
    """The mail that the site has sent, kept in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def to(self, address: str) -> list[EmailMessage]:
        """Oldest first."""
        files = sorted(self.folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        letters = (text for path in files for text in path.read_bytes().split(BETWEEN) if text.strip())
        found = (email.message_from_bytes(text, policy=email.policy.default) for text in letters)
        return [letter for letter in found if address in str(letter["To"])]

    def arrived(self, page: Page, address: str, number: int = 1) -> list[EmailMessage]:
        """Those to `address`, as soon as there are `number`: the worker sends them while `page` waits."""
        for _ in range(900):
            if len(found := self.to(address)) >= number:
                return found
            page.wait_for_timeout(100)
        pytest.fail(f"no letter to {address}")

    def about(self, page: Page, address: str, words: str) -> EmailMessage:
        """The only one to `address` with `words` in its subject, as soon as it is there."""
        for _ in range(900):
            if found := [letter for letter in self.to(address) if words in str(letter["Subject"])]:
                assert len(found) == 1
                return found[0]
            page.wait_for_timeout(100)
        pytest.fail(f"no letter about {words} to {address}")
