import email
import email.policy
from email.message import EmailMessage
from pathlib import Path


class Letters:
    """The mail that the site has sent: it keeps each letter as a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def to(self, address: str) -> list[EmailMessage]:
        """Oldest first."""
        files = sorted(self.folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        found = (email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files)
        return [letter for letter in found if address in str(letter["To"])]
