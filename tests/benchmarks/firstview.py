"""What a first view of a page brings: the page, and the scripts and styles it names."""

import re
import urllib.request

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))(?:#[^"]*)?"')


def kilobytes(address: str, path: str) -> dict[str, float]:
    page = _read(address + path)
    linked = sorted(set(LINKED.findall(page.decode())))
    assets = sum(len(_read(address + name)) for name in linked)
    return {"page": round(len(page) / 1000, 1), "scripts and styles": round(assets / 1000, 1)}


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read()
