"""Finds the command line of the npm package."""

import os
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path


class CommandNotFoundError(FileNotFoundError):
    """The command line of seqment is nowhere to be found."""


def find_command(command: Sequence[str] | None = None) -> list[str]:
    """The program to run and its first arguments.

    In this order: `command`; what the environment variable SEQMENT_COMMAND says, split as a shell does; `seqment` in
    `node_modules/.bin` of this folder or one above it; `seqment` on the path.

    Raises:
        CommandNotFoundError: it is in none of these places.
    """
    if command is not None:
        return [str(part) for part in command]
    given = os.environ.get("SEQMENT_COMMAND")
    if given:
        return shlex.split(given)
    here = Path.cwd()
    places = [str(folder / "node_modules" / ".bin") for folder in (here, *here.parents)]
    found = shutil.which("seqment", path=os.pathsep.join(places)) or shutil.which("seqment")
    if found is None:
        raise CommandNotFoundError(
            "the command seqment is not on the path, nor in node_modules here or above: npm install seqment, "
            "or let SEQMENT_COMMAND say where it is"
        )
    return [found]
