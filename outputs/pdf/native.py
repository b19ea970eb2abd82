"""The system libraries and fonts that WeasyPrint needs. Imported by the child process: no Django here."""

from __future__ import annotations

import ctypes
import os
import platform
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "outputs" / "fonts"
VENDOR = ROOT / ".vendor" / "root"
APT_LINE = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


class EngineMissing(Exception):
    """Pango cannot be loaded; the message names the line that installs it."""


def font_environment(var: Path) -> dict[str, str]:
    """Environment that makes our fonts, and no others, visible; writes fonts.conf under `var`."""
    home = var / "fontconfig"
    (home / "cache").mkdir(parents=True, exist_ok=True)
    conf, content = home / "fonts.conf", FONTS_CONF.format(fonts=escape(str(FONTS)), cache=escape(str(home / "cache")))
    if not conf.exists() or conf.read_text() != content:
        fresh = conf.with_suffix(f".{os.getpid()}")
        fresh.write_text(content)
        fresh.replace(conf)
    return {"FONTCONFIG_FILE": str(conf)}


def preload(root: Path = VENDOR) -> None:
    """Load privately unpacked libraries, so that WeasyPrint's dlopen finds them by their SONAME.

    They depend on each other in an order we do not know, so pass over them until nothing more loads.
    """
    pending, rest = _libraries(root), []
    while pending:
        rest = [path for path in pending if not _loads(path)]
        if len(rest) == len(pending):
            break
        pending = rest


def _libraries(root: Path) -> list[Path]:
    triplet = f"{platform.machine()}-linux-gnu"
    folders = (root / "usr/lib" / triplet, root / "lib" / triplet)
    return sorted(path for folder in folders for path in folder.glob("*.so.*") if not path.is_symlink())


def _loads(path: Path) -> bool:
    try:
        ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True


def load() -> None:
    """Import WeasyPrint. Raises EngineMissing."""
    preload()
    try:
        import weasyprint  # noqa: F401 -- needs the libraries loaded above
    except OSError as error:
        raise EngineMissing(f"PDF needs Pango, which cannot be loaded here. Install it with: {APT_LINE}") from error
