"""What the tests compare with: a folder that test/gates/python/fixtures.ts writes."""

import json
import os
from pathlib import Path

import pytest

import seqment

FOLDER = Path(os.environ["SEQMENT_FIXTURES"])


class Fixtures:
    model = str(FOLDER / "players.seqment")
    without_picture = str(FOLDER / "no-picture.seqment")

    def __getattr__(self, name):
        return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def known():
    return Fixtures()


@pytest.fixture(scope="session")
def model(known):
    with seqment.Model(known.model) as model:
        yield model
