"""What residents wrote, to be searched: published proposals and comments."""

from ciudad_global.common.search.index import Index
from ciudad_global.common.search.trigrams import Trigrams

PROPOSALS = Index("proposal_search", "consultations_proposal", ("title", "summary", "body"))
COMMENTS = Index("comment_search", "consultations_comment", ("body",))
# Titles by their spelling: who proposes sees what is proposed already (similarity.py).
TITLES = Trigrams("proposal_titles", "consultations_proposal", ("title",))
