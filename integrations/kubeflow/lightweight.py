"""The same step as a function in Python, for those who write no containers: KFP's local runner runs it without Docker."""

from kfp import dsl


@dsl.component(base_image="python:3.11", packages_to_install=[])
def assign_users(command: str, model: str, events: str, user: str, action: str, time: str, users: dsl.OutputPath(str)) -> int:
    """Writes the segment of every user, one JSON object a line, and returns how many there are.

    `command` is the program and its first arguments, as a shell splits them.
    """
    import os
    import shlex
    import subprocess

    os.makedirs(os.path.dirname(users), exist_ok=True)
    columns = ["--user", user, "--action", action, "--time", time]
    with open(users, "wb") as file:
        subprocess.run([*shlex.split(command), "assign", model, "--input", events, *columns, "--json"], stdout=file, check=True)
    with open(users, "rb") as file:
        return sum(1 for _ in file)
