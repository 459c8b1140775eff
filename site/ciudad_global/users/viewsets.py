"""Who works here, and in which role. Nobody changes their own; e-mails stay masked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.users import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    UserFilterSet,
    UserViewSet,
)

from ciudad_global.common.http import TeamRequest
from ciudad_global.users.models import User

ROLES = {
    "editor": gettext_lazy("Edición: escribe consultas, diálogos y respuestas"),
    "publisher": gettext_lazy("Publicación: aprueba lo que otras personas escribieron"),
    "moderator": gettext_lazy("Moderación: decide sobre propuestas y comentarios"),
    "official": gettext_lazy("Respuesta institucional: contesta a las propuestas"),
    "auditor": gettext_lazy("Auditoría: lee todas las decisiones, no cambia nada"),
    "administrator": gettext_lazy("Administración: da y quita roles"),
}


def role_name(group: Group) -> str:
    """Return the role with what it does, in the interface's words."""
    return str(ROLES.get(group.name, group.name))


class RolesField(forms.ModelMultipleChoiceField):
    """The roles of one person."""

    def __init__(self) -> None:
        super().__init__(
            Group.objects.order_by("pk"),
            label=gettext_lazy("Roles"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy(
                "Quien tiene un rol es parte del equipo: con esa cuenta ya no vota ni propone."
            ),
        )

    def label_from_instance(self, group: Group) -> str:
        """Return what the role is called."""
        return role_name(group)


def may_manage(by: User, person: User) -> bool:
    """Return whether `by` may change this person's role: never their own, never upwards."""
    return by != person and (by.is_superuser or not person.is_superuser)


def masked(email: str) -> str:
    """Return enough of an address to recognise it, and not to write to it."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain[:1]}…"


class PersonCreationForm(forms.ModelForm):
    """A new colleague, who signs in by a code sent to this address."""

    groups = RolesField()

    class Meta:
        model = User
        fields = ("email", "display_name", "language", "groups")

    def clean_email(self) -> str:
        """Keep addresses in lower case, as everywhere."""
        email: str = self.cleaned_data["email"].lower()
        return email

    def save(self, commit: bool = True) -> User:
        """Save without a password."""
        self.instance.set_unusable_password()
        person: User = super().save(commit)
        return person


class PersonEditForm(forms.ModelForm):
    """Role and access. Names and addresses belong to the person."""

    groups = RolesField()

    class Meta:
        model = User
        fields = ("groups", "is_active")

    def __init__(self, *args: Any, editing_self: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PeopleFilterSet(UserFilterSet):
    """Wagtail's filters, with the roles' names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].field.label_from_instance = role_name


class PeopleIndexView(IndexView):
    """People by their public name."""

    page_title = gettext_lazy("Personas")
    add_item_label = gettext_lazy("Agregar a alguien del equipo")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "name",
                label=_("Nombre"),
                accessor="public_name",
                get_url=lambda person: (
                    self.get_edit_url(person) if may_manage(self.request.user, person) else None
                ),
            ),
            Column("email", label=_("Correo"), accessor=lambda person: masked(person.email)),
            Column(
                "roles",
                label=_("Roles"),
                accessor=lambda person: ", ".join(
                    role_name(group).partition(":")[0] for group in person.groups.all()
                ),
            ),
            BooleanColumn("is_active", label=_("Puede entrar")),
            DateColumn("last_login", label=_("Última entrada")),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        return User.objects.prefetch_related("groups").order_by("display_name", "pk")

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Find by public name, or by an address that is known in full."""
        if not self.is_searching:
            return queryset
        if "@" in self.search_query:
            return queryset.filter(email__iexact=self.search_query)
        return queryset.filter(display_name__icontains=self.search_query)


class PersonCreateView(CreateView):
    page_title = gettext_lazy("Agregar a alguien del equipo")
    success_message = gettext_lazy("%(object)s ya puede entrar con su correo.")


class PersonEditView(EditView):
    success_message = gettext_lazy("Se guardó el rol de %(object)s.")

    def dispatch(self, request: TeamRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse with a sentence before any form is shown."""
        if not may_manage(request.user, self.object):
            messages.error(
                request, _("Nadie cambia su propio rol ni el de quien administra el sistema.")
            )
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)


class PersonDeleteView(DeleteView):
    """Refuses: what the team decided stays signed, and residents delete their own accounts."""

    def dispatch(self, request: TeamRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        messages.error(request, _("Aquí no se borran cuentas. Puedes quitarle la entrada."))
        return redirect(self.index_url_name)


class PeopleViewSet(UserViewSet):
    """Wagtail's user screens for our accounts."""

    menu_label = gettext_lazy("Personas")
    ordering = "display_name"
    # No such templates: Wagtail's own for users print names and passwords that we do not have.
    template_prefix = "users/backoffice/"
    filterset_class = PeopleFilterSet
    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    # A copy would show the address.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm


class DeletePeople(DeleteBulkAction):
    def check_perm(self, obj: User) -> bool:
        return False


class RoleForm(forms.Form):
    """The role that several people get."""

    role = forms.ModelChoiceField(Group.objects.order_by("pk"), label=gettext_lazy("Rol"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].label_from_instance = role_name  # type: ignore[attr-defined]


class AssignRole(AssignRoleBulkAction):
    form_class = RoleForm

    def check_perm(self, obj: User) -> bool:
        return bool(super().check_perm(obj)) and may_manage(self.request.user, obj)


class SetActiveState(SetActiveStateBulkAction):
    def check_perm(self, obj: User) -> bool:
        return bool(super().check_perm(obj)) and may_manage(self.request.user, obj)
