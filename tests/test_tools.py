"""What `make run` says before there is a site: one clear sentence each."""

import os
import shutil
import socket
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).parents[1] / "tools"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh clone, as far as tools/setup looks."""
    (tmp_path / "requirements").mkdir()
    shutil.copy(TOOLS.parent / "requirements/base.txt", tmp_path / "requirements")
    return tmp_path


def executable(path: Path, script: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def said(*command: str, cwd: Path | None = None, **environment: str) -> str:
    """Return what a command that must fail says."""
    done = subprocess.run(  # noqa: S603
        command, env=os.environ | environment, cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stderr


@pytest.fixture(scope="module")
def serve() -> ModuleType:
    loader = SourceFileLoader("serve", str(TOOLS / "serve"))
    spec = spec_from_loader("serve", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_a_busy_port_is_told_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        sentence = said(sys.executable, str(TOOLS / "serve"), PORT=port)
    assert sentence.count("\n") == 1
    assert f"127.0.0.1:{port} cannot be used" in sentence


def test_a_port_that_is_none_is_told_in_one_sentence() -> None:
    sentence = said(sys.executable, str(TOOLS / "serve"), PORT="abc")
    assert sentence == "PORT must be a number, such as PORT=8001.\n"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8001"),
        ("0.0.0.0", "http://localhost:8001"),  # noqa: S104
        ("::1", "http://localhost:8001"),
        ("192.168.1.7", "http://192.168.1.7:8001"),
        ("fd00::7", "http://[fd00::7]:8001"),
    ],
)
def test_links_begin_with_what_a_browser_here_opens(
    serve: ModuleType, host: str, address: str
) -> None:
    assert serve.base_address(host, 8001) == address


def test_a_python_that_is_too_old_is_told_in_one_sentence(folder: Path) -> None:
    old = executable(folder / "old", "exit 1")
    sentence = said(str(TOOLS / "setup"), "base", cwd=folder, PYTHON=old)
    assert sentence.count("\n") == 1
    assert "Python 3.11 or newer is needed" in sentence


def test_a_failed_install_is_told_in_one_sentence(folder: Path) -> None:
    executable(folder / ".venv/bin/python", "exit 1")
    sentence = said(str(TOOLS / "setup"), "base", cwd=folder)
    assert sentence == (
        "The packages of requirements/base.txt could not be installed; var/setup.log says why.\n"
    )
    assert not (folder / ".venv/base.installed").exists()


def test_half_a_virtual_environment_is_not_kept(folder: Path) -> None:
    script = 'if [ "$1" = -m ]; then mkdir -p .venv/bin; exit 1; fi'
    half = executable(folder / "half", script)
    sentence = said(str(TOOLS / "setup"), "base", cwd=folder, PYTHON=half)
    assert "cannot make a virtual environment" in sentence
    assert not (folder / ".venv").exists()
