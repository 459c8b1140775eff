"""What residents wrote, to be searched: published proposals and comments."""

from ciudad_global.common.search.index import Index

PROPOSALS = Index("proposal_search", "consultations_proposal", ("title", "summary", "body"))
COMMENTS = Index("comment_search", "consultations_comment", ("body",))
