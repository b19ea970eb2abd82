"""Is this file what it should be? Judged by content, in a child process that may do nothing else.

`run` is the door for Django; `child`, `attachment`, `pdf`, `office` and `picture` run in the child and import neither
Django nor our models; `findings` is what the two exchange, `words` says it to people.
"""
