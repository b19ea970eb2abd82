"""The directory of experts.

`fields` says who may read what, `entries` keeps what people are found by, `search` finds them and says why, `evidence`
asks the apps what they know of somebody.
"""
