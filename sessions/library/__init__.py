"""The library: published papers of all events.

`entries` keeps what papers are found by, `search` finds them and counts their facets, `citations` and `pack` hand them
out.
"""
