"""Public names, to be searched by moderators."""

from ciudad_global.common.search.index import Index

NAMES = Index("public_names", "users_user", ("display_name",), states=())
