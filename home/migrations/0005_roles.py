"""The city's team: what each role may do. Default deny; docs of the rules: PERMISSIONS below."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

VOCABULARY = [
    f"agenda.{verb}_{noun}"
    for noun in ("framework", "goal", "city", "network", "alcaldia")
    for verb in (("add", "change", "view") if noun != "alcaldia" else ("view",))
]
DRAFT_CONSULTATION = [
    "consultations.add_consultation",
    "consultations.change_consultation",
    "consultations.view_consultation",
]
WRITE_RESPONSE = [
    "consultations.add_response",
    "consultations.change_response",
    "consultations.view_response",
]
PERMISSIONS = {
    "editor": [
        *DRAFT_CONSULTATION,
        *WRITE_RESPONSE,
        *VOCABULARY,
        "consultations.view_snapshot",
        "wagtail_localize.submit_translation",
    ],
    "publisher": [
        *DRAFT_CONSULTATION,
        "consultations.delete_consultation",
        "consultations.publish_consultation",
        "consultations.view_response",
        "consultations.publish_response",
        "consultations.view_snapshot",
        "wagtail_localize.submit_translation",
    ],
    "moderator": ["moderation.decide_case"],
    "official": ["consultations.view_consultation", *WRITE_RESPONSE],
    "auditor": [
        "consultations.view_consultation",
        "consultations.view_response",
        "consultations.view_snapshot",
        "moderation.audit_case",
    ],
    # Groups can be read, not changed: whoever could add a permission to a group of their own
    # would grant it to themselves.
    "administrator": [
        "auth.view_group",
        "consultations.view_consultation",
        "moderation.audit_case",
        "users.add_user",
        "users.change_user",
        "users.view_user",
    ],
}
PAGES = {
    "editor": ["add_page", "change_page"],
    "publisher": ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
MEDIA = {
    "wagtailimages": ["add_image", "change_image", "choose_image"],
    "wagtaildocs": ["add_document", "change_document", "choose_document"],
}
APPS = (
    "agenda", "auth", "consultations", "moderation", "users", "wagtail_localize", "wagtailadmin",
    "wagtailcore", "wagtaildocs", "wagtailimages",
)  # fmt: skip


def create(apps, schema_editor=None):
    """Create the groups with their permissions, and the approval that every page goes through."""
    for label in APPS:
        # Permissions are usually made after all migrations.
        create_permissions(installed.get_app_config(label), apps=apps, verbosity=0)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Page = apps.get_model("wagtailcore", "Page")
    Collection = apps.get_model("wagtailcore", "Collection")
    PagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    CollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    def named(app, codename):
        return Permission.objects.get(content_type__app_label=app, codename=codename)

    # Wagtail's own two groups and their approval, which let people approve themselves.
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    root = Page.objects.get(depth=1)
    everything = Collection.objects.get(depth=1)
    for role, permissions in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(
            named("wagtailadmin", "access_admin"), *(named(*p.split(".")) for p in permissions)
        )
        for codename in PAGES.get(role, ()):
            PagePermission.objects.get_or_create(
                group=group, page=root, permission=named("wagtailcore", codename)
            )
        if role in PAGES:
            for app, codenames in MEDIA.items():
                for codename in codenames:
                    CollectionPermission.objects.get_or_create(
                        group=group, collection=everything, permission=named(app, codename)
                    )

    ApprovalTask = apps.get_model("home", "ApprovalTask")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowPage.objects.all().delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    task = ApprovalTask.objects.filter(name="Aprobación").first() or ApprovalTask.objects.create(
        name="Aprobación",
        content_type=ContentType.objects.get_or_create(app_label="home", model="approvaltask")[0],
    )
    task.groups.set(Group.objects.filter(name="publisher"))
    workflow, _created = Workflow.objects.get_or_create(name="Redacción → Aprobación")
    WorkflowTask.objects.get_or_create(workflow=workflow, task_id=task.pk, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_first_pages"),
        ("agenda", "0001_initial"),
        ("moderation", "0002_initial"),
        ("users", "0001_initial"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
