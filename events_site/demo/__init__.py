"""The demonstration: real meetings in our own words, held by people who do not exist.

The folder `facts` holds one file for each event; `facts.py` reads them and `loading` writes them. Every person
here is invented, and so is everything that a person is said to have said.
"""
