"""Lists of people that organisers bring: registrations, invitations, delegations.

`columns` finds ours in theirs, `values` reads single cells, `planning` says of each row whether it can be taken and why
not, a module of `kinds` knows what the rows are and writes them, and `run` receives, confirms and throws away.
"""
