"""Every address that the site answers, with the name its view is known by."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses() -> dict[str, str]:
    """Name ("namespace:name", or the view's dotted path where it has none) → route, as the resolver has it."""
    return dict(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list, route: str, namespace: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or pattern.lookup_str
            yield (f"{namespace}:{name}" if namespace else name), here
