"""Who is asking, with what every page needs to know of them."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef

from ciudad_global.users.models import User


class Backend(AuthenticationBackend):
    """allauth's, which asks once where three questions would be asked at each page."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, knowing whether they are verified and of the team."""
        verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
        groups = Group.objects.filter(user=OuterRef("pk"))
        user = (
            User.objects.filter(pk=user_id, is_active=True)
            .annotate(known_verified=Exists(verified), known_in_group=Exists(groups))
            .first()
        )
        if user is not None:
            user.is_verified = user.known_verified
            if not user.known_in_group:
                user.roles = frozenset()
        return user
