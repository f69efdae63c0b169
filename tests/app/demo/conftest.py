"""The demonstration in its small variant, made once; tests that change it get a copy."""

from pathlib import Path

import pytest

from app.demo.trial import make_demonstration
from measurements.progress import silent
from reader.phantom.subjects import Variant


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its trial file; not to be changed."""
    return make_demonstration(tmp_path_factory.mktemp("demonstration") / "small", silent, Variant.SMALL)
