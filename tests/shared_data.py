"""Real data that lies beside the repository; tests that need it skip where it is absent."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(*names: str) -> Path:
    """Return the path of a file or folder of the shared data; skip the test if it is not there."""
    path = SHARED_DATA.joinpath(*names)
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{'/'.join(names)}, which is not here")
    return path
