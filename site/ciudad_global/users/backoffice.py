"""People in Wagtail: the account has no first and last name."""

from wagtail.users.apps import WagtailUsersAppConfig


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, with ours (a path: models are not loaded yet)."""

    user_viewset = "ciudad_global.users.viewsets.PeopleViewSet"
