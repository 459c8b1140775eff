"""What an empty site starts from: two languages, a home page and its lists in each."""

import uuid

from django.db import migrations

LISTS = [
    ("consultations", "ConsultationIndexPage", ("Consultas", "consultas"), ("Consultations", "consultations")),
    ("dialogues", "DialogueIndexPage", ("Diálogos", "dialogos"), ("Dialogues", "dialogues")),
]
HOME = ("Diálogos para una CDMX Global", "inicio"), ("Dialogues for a Global CDMX", "home")
WORDS = (
    "Aquí la Ciudad de México y quienes viven en ella conversan sobre su papel en el mundo y "
    "deciden algo en común.",
    "Here Mexico City and the people who live in it talk about its role in the world and decide "
    "something together.",
)


def create(apps, schema_editor=None):
    """Replace Wagtail's welcome page."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    if HomePage.objects.exists():
        return
    root = Page.objects.get(depth=1)

    def add(model, *, path, slug, title, above, locale, key, **fields):
        return model.objects.create(
            path=path,
            depth=len(path) // 4,
            slug=slug,
            title=title,
            draft_title=title,
            url_path=f"{above}{slug}/",
            locale=locale,
            translation_key=key,
            content_type=ContentType.objects.get_or_create(
                app_label=model._meta.app_label, model=model._meta.model_name
            )[0],
            live=True,
            **fields,
        )

    home_key = uuid.uuid4()
    list_keys = [uuid.uuid4() for _each in LISTS]
    homes = []
    # Beside the welcome page (00010001), which goes at the end: sites must always have a root.
    for position, code in enumerate(("es", "en")):
        locale, _created = Locale.objects.get_or_create(language_code=code)
        title, slug = HOME[position]
        home = add(
            HomePage,
            path=f"{root.path}{position + 2:04}",
            slug=slug,
            title=title,
            above=root.url_path,
            locale=locale,
            key=home_key,
            introduction=WORDS[position],
            numchild=len(LISTS),
        )
        homes.append(home)
        for number, (app, name, *words) in enumerate(LISTS):
            title, slug = words[position]
            add(
                apps.get_model(app, name),
                path=f"{home.path}{number + 1:04}",
                slug=slug,
                title=title,
                above=home.url_path,
                locale=locale,
                key=list_keys[number],
                show_in_menus=True,
            )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page_id": homes[0].pk, "hostname": "localhost"},
    )
    Page.objects.filter(path=f"{root.path}0001", content_type__model="page").delete()
    root.numchild = Page.objects.filter(depth=2).count()
    root.save()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_approval"),
        ("consultations", "0002_initial"),
        ("dialogues", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
