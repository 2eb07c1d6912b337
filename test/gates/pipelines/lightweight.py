"""Runs the lightweight component by KFP's local runner, without Docker: python lightweight.py FOLDER COMMAND MODEL EVENTS"""

import sys

from kfp import local

sys.path.insert(0, sys.argv[1])
from lightweight import assign_users  # noqa: E402

command, model, events = sys.argv[2:]
local.init(runner=local.SubprocessRunner(use_venv=False), pipeline_root="outputs")
task = assign_users(command=command, model=model, events=events, user="user_id", action="event", time="timestamp")
print("counted", task.outputs["Output"])
print("written", task.outputs["users"])
