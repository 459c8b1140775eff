"""What editors' live pages say, to be searched from any section; `home` keeps it."""

from ciudad_global.common.search.index import Index

PAGES = Index("page_search", "home_pagetext", ("title", "text"), key="page_id", states=())
