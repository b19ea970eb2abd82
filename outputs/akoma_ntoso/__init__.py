"""The document tree as Akoma Ntoso 3.0, in the manner of the United Nations (AKN4UN).

Sources: OASIS "Akoma Ntoso Version 1.0" parts 1 and 2, "Akoma Ntoso Naming Convention Version 1.0" (NC below), and the
guidelines of the High-Level Committee on Management at unsceb-hlcm.github.io.
"""
