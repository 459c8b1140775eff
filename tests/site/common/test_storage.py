from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.test import override_settings

from ciudad_global.common.storage import StaticStorage, joined


def test_production_collects_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Compressing takes long and is WhiteNoise's.
    monkeypatch.setattr(StaticStorage, "post_process_with_compression", lambda self, files: files)
    storages = {"staticfiles": {"BACKEND": "ciudad_global.common.storage.StaticStorage"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        script = StaticStorage().stored_name("js/site.js")
        vote = StaticStorage().stored_name("js/vote.js")
    assert Path(vote).name in (tmp_path / script).read_text()


def test_imports_become_layers_and_addresses_stay_right(tmp_path: Path) -> None:
    (tmp_path / "css/parts").mkdir(parents=True)
    (tmp_path / "css/site.css").write_text(
        '/* why */\n@layer a, b;\n\n@import url("one.css") layer(a);\n'
        '@import url("parts/two.css") layer(b);\n'
    )
    (tmp_path / "css/one.css").write_text('a { background: url("../img/x.svg"); }\n')
    (tmp_path / "css/parts/two.css").write_text(
        '/* ornament */\nb { mask: url("../../img/y.svg") 0 / 72px repeat-x; }\n'
    )
    storage = FileSystemStorage(tmp_path)
    names = ("css/site.css", "css/one.css", "css/parts/two.css")

    css = joined("css/site.css", {name: (storage, name) for name in names})

    assert css == (
        "@layer a, b;\n\n"
        '@layer a {\na { background: url("../img/x.svg"); }\n}\n'
        '@layer b {\nb { mask: url("../img/y.svg") 0 / 72px repeat-x; }\n}\n'
    )
