"""Tables that people bring, as lines of text: read by a limited child process from a spreadsheet or a CSV.

`reading` is the door for Django; `child`, `cells`, `decoding` and `sheet_xml` import neither Django nor our models.
"""
