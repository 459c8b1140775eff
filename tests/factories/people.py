"""People: residents with a confirmed e-mail, and the city's team by role."""

from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission

from ciudad_global.users.models import User
from tests.factories.hostile import HOSTILE


class UserFactory(factory.django.DjangoModelFactory):
    """A person who signed up and has not confirmed the e-mail."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persona{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Persona {n} {HOSTILE}"[:60])


class ResidentFactory(UserFactory):
    """A person whose e-mail is confirmed: may take part."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def confirmed(self: Any, create: bool, extracted: object, **kwargs: object) -> None:
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


def in_role(name: str, *permissions: str, **fields: Any) -> User:
    """Return a person of the city's team in the group `name`, with these permissions.

    The groups come from a data migration; a transactional test's flush removes them, so the
    permissions that a test needs can be named.
    """
    user: User = ResidentFactory(**fields)
    group, _created = Group.objects.get_or_create(name=name)
    for permission in permissions:
        app, codename = permission.split(".")
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    user.groups.add(group)
    return user


class ModeratorFactory(ResidentFactory):
    """A moderator; assign consultations with `ConsultationFactory(moderators=[…])`."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def role(self: Any, create: bool, extracted: object, **kwargs: object) -> None:
        group, _created = Group.objects.get_or_create(name="moderator")
        group.permissions.add(Permission.objects.get(codename="decide_case"))
        self.groups.add(group)
