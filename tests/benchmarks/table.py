"""The table as Markdown: our figures beside the peers' and the budget, and a mark where a budget is passed."""

from typing import Any

from tests.benchmarks.budget import FULL, ROWS

HEAD = "| work | Indico | pretalx | budget: cold, warm; SQL | Rostrum: cold, warm, 304; SQL | kB |"


def render(engine: str, results: dict[str, Any]) -> str:
    lines = [
        f"Rostrum on {engine}: CPU ms a request (web and database), SQL statements",
        "",
        HEAD,
        "|---|---|---|---|---|---|",
    ]
    lines += [line(row, found) for row, found in zip(ROWS + FULL, results["rows"], strict=True)]
    lines += ["", *(f"{name}: {value}" for name, value in results.items() if name != "rows")]
    return "\n".join(lines)


def line(row: Any, found: dict[str, Any]) -> str:
    budget = f"{shown(row.cold)}, {shown(row.warm)}; {shown(row.statements)}"
    times = ", ".join(shown(found[name]) for name in ("cold", "warm", "unchanged"))
    ours = f"{times}; {found['statements']}"
    mark = "" if keeps(row, found) else " **over**"
    return f"| {row.name} | {row.indico} | {row.pretalx} | {budget} | {ours}{mark} | {found['kilobytes']} |"


def keeps(row: Any, found: dict[str, Any]) -> bool:
    pairs = [(row.cold, found["cold"]), (row.warm, found["warm"]), (row.statements, found["statements"])]
    return all(limit is None or value is None or value <= limit for limit, value in pairs)


def shown(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
