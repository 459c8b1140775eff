"""Opinion groups and consensus: pure NumPy, knows no Django and nothing of ours.

The method is that of Pol.is where that is well defined; every run on the same votes gives the
same answer.
"""
