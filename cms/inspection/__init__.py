"""Is this file what it should be, and what stands in it? Judged by content, in a child that may do nothing else.

`run` is the door for Django; `child`, `reading`, `pdf`, `office`, `picture` and `plain` run in the child and import
neither Django nor our models; `findings` is what the two exchange, `words` says it to people; `scanner` asks the virus
scanner.
"""
