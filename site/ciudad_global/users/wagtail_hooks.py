"""What this section adds to Wagtail."""

from wagtail import hooks

from ciudad_global.users.viewsets import AssignRole, DeletePeople, SetActiveState

# After Wagtail's own: the last one of a name wins.
hooks.register("register_bulk_action", AssignRole, order=100)
hooks.register("register_bulk_action", SetActiveState, order=100)
hooks.register("register_bulk_action", DeletePeople, order=100)
