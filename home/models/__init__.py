from home.models.approval import ApprovalTask
from home.models.page import HomePage, StandardPage
from home.models.picture import Picture, Rendition

__all__ = ["ApprovalTask", "HomePage", "Picture", "Rendition", "StandardPage"]
