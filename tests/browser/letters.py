import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page


class Letters:
    """The mail that the site has sent: it keeps each letter as a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def to(self, address: str) -> list[EmailMessage]:
        """Oldest first."""
        files = sorted(self.folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        found = (email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files)
        return [letter for letter in found if address in str(letter["To"])]

    def arrived(self, page: Page, address: str, number: int = 1) -> list[EmailMessage]:
        """Those to `address`, as soon as there are `number`: the worker sends them while `page` waits."""
        for _ in range(900):
            if len(found := self.to(address)) >= number:
                return found
            page.wait_for_timeout(100)
        pytest.fail(f"no letter to {address}")
