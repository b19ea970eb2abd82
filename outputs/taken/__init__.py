"""Text and tables of the record that people edit: `writing` makes them of the pieces of a live block, `origin` is what
they keep of where they are from, `reading` makes them pieces again, with their sources.
"""
