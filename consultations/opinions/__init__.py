"""Opinion groups and consensus: pure NumPy, knows no Django and nothing of ours.

The method is that of Pol.is where that is well defined; every run on the same votes gives the
same answer.
"""

import os

# Before NumPy is loaded: with more threads, sums are made in another order, and a machine with
# another number of cores would give another last digit.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
