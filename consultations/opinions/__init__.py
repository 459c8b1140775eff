"""Opinion groups and consensus, in pure NumPy: knows no Django and nothing of ours."""
