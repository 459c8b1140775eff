from home.models.approval import ApprovalTask
from home.models.page import HomePage, StandardPage
from home.models.picture import Picture, Rendition
from home.models.rules import RulesPage
from home.models.text import PageText

__all__ = [
    "ApprovalTask",
    "HomePage",
    "PageText",
    "Picture",
    "Rendition",
    "RulesPage",
    "StandardPage",
]
