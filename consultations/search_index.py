"""What residents wrote, to be searched: by everybody what is published, by moderators the rest."""

from ciudad_global.common.search.index import Index
from ciudad_global.common.search.trigrams import Trigrams

PROPOSALS = Index("proposal_search", "consultations_proposal", ("title", "summary", "body"))
COMMENTS = Index("comment_search", "consultations_comment", ("body",))
# What waits for a decision. Apart, so that no search of the public can come upon it.
UNREAD = ("pending", "held")
UNREAD_PROPOSALS = Index(
    "unread_proposals", "consultations_proposal", ("title", "summary", "body"), states=UNREAD
)
UNREAD_COMMENTS = Index("unread_comments", "consultations_comment", ("body",), states=UNREAD)
# Titles by their spelling: who proposes sees what is proposed already (similarity.py).
TITLES = Trigrams("proposal_titles", "consultations_proposal", ("title",))
ALL = (PROPOSALS, COMMENTS, UNREAD_PROPOSALS, UNREAD_COMMENTS, TITLES)
