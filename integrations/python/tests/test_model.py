import itertools
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pandas
import pytest

import seqment
from seqment.command import find_command
from seqment.model import request_bodies


def test_answers_are_those_of_the_library(model, known):
    paths = known.paths
    answers = model.assign(paths)
    assert answers == known.answers
    assert [one for path in paths[::50] for one in model.assign([path])] == known.answers[::50]
    assert model.assign(iter(paths[:3])) == known.answers[:3]
    assert model.assign([]) == []
    assert model.assign(paths[:50], complete=False) == known.begun
    assert {answer["segment"] for answer in answers} >= {0, 1}


def test_tells_the_model(model, known):
    facts = known.facts
    assert model.sha256 == facts["sha256"]
    assert [one["id"] for one in model.segments] == facts["ids"]
    assert repr(model) == f"<seqment.Model {known.model!r}: {len(model.segments)} segments>"


def test_tables_as_data_frames(model, known):
    for table, rows in known.tables.items():
        assert model.rows(table) == rows
        frame = model.table(table)
        assert isinstance(frame, pandas.DataFrame)
        assert list(frame.columns) == list(rows[0])
        assert len(frame) == len(rows)
    with seqment.Model(known.without_picture) as plain:
        hours = plain.table("hours")
        assert len(hours) == 0 and list(hours.columns)[:3] == ["segment", "number", "name"]
    with pytest.raises(ValueError, match='"request.table" expected "segments"'):
        model.table("users")


def test_users_as_a_data_frame(known, tmp_path):
    for ending in ("csv", "json"):
        frame = seqment.read_users_frame(known.model.replace("players.seqment", f"users.{ending}"))
        assert frame["id"].tolist() == [str(row["id"]) for row in known.users]
        assert frame["probability"].tolist() == [row["probability"] for row in known.users]
        assert frame["number"].isna().tolist() == [row["number"] is None for row in known.users]
    (tmp_path / "none.json").write_text("[]")
    assert list(seqment.read_users_frame(tmp_path / "none.json").columns)[0] == "id"


def test_shows_itself_in_notebooks(model, known):
    assert model.map(width=500, theme="dark")._repr_svg_() == known.map
    shown = model._repr_html_()
    assert shown.startswith("<svg") and "</table>" in shown
    assert all(str(one["size"]) in shown for one in model.segments)
    with seqment.Model(known.without_picture) as plain:
        with pytest.raises(ValueError, match="expected a model with a picture"):
            plain.map()
        assert plain._repr_html_().startswith("<table>")


@pytest.mark.parametrize("paths, message", [([[7]], "7"), ([["A", None]], "null"), ([{"A": 1}, 5], "iterable")])
def test_refuses_what_is_no_path(model, known, paths, message):
    with pytest.raises(TypeError, match=message):
        model.assign(paths)
    assert model.assign(known.paths[:1]) == known.answers[:1]


def test_threads_share_a_model(model, known):
    paths, answers = known.paths[:200], known.answers[:200]
    found = {}

    def ask(start):
        found[start] = [model.assign([path])[0] for path in paths[start::4]]

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {start: answers[start::4] for start in range(4)}


def test_a_fork_is_refused(model, known):
    pid = os.fork()
    if pid == 0:
        try:
            model.assign([["A"]])
        except seqment.SeqmentError as error:
            os._exit(0 if "another process" in str(error) else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert model.assign(known.paths[:1]) == known.answers[:1]


def test_a_closed_model_says_so(known):
    model = seqment.Model(known.model)
    model.close()
    model.close()
    with pytest.raises(seqment.SeqmentError, match="the model is closed"):
        model.assign([["A"]])


def test_a_process_that_was_killed_says_so(known):
    with seqment.Model(known.model) as model:
        os.kill(model._process._process.pid, signal.SIGKILL)
        with pytest.raises(seqment.SeqmentError, match="ended with -9"):
            model.assign([["A"]])


def test_what_is_no_model_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError):
        seqment.Model(tmp_path / "absent.seqment")
    (tmp_path / "torn.seqment").write_bytes(b"seqment\x01")
    with pytest.raises(seqment.ModelFormatError):
        seqment.Model(tmp_path / "torn.seqment")


def test_the_command_is_found_or_missed(tmp_path, monkeypatch, known):
    monkeypatch.delenv("SEQMENT_COMMAND")
    monkeypatch.setenv("PATH", str(tmp_path))
    inside = tmp_path / "project" / "deep"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    with pytest.raises(seqment.CommandNotFoundError, match="npm install seqment"):
        find_command()
    program = tmp_path / "project" / "node_modules" / ".bin" / "seqment"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho no service >&2\nexit 3\n")
    program.chmod(0o755)
    assert find_command() == [str(program)]
    assert find_command(["node", "main.js"]) == ["node", "main.js"]
    monkeypatch.setenv("SEQMENT_COMMAND", "node 'a b.js'")
    assert find_command() == ["node", "a b.js"]
    with pytest.raises(seqment.SeqmentError, match="ended with 3: no service"):
        seqment.Model(known.model, command=[str(program)])
    with pytest.raises(seqment.SeqmentError, match="cannot be started"):
        seqment.Model(known.model, command=[str(tmp_path / "absent")])


def test_requests_are_of_a_size_that_a_frame_may_have():
    short = list(request_bodies([["A"]] * 12_001))
    assert [len(json.loads(body)["paths"]) for body in short] == [5000, 5000, 2001]
    long = list(request_bodies(itertools.repeat(["A" * 100] * 30_000, 5)))
    assert all(len(body) < 9_000_000 for body in long)
    assert sum(len(json.loads(body)["paths"]) for body in long) == 5


def test_the_process_ends_with_its_parent(known):
    """Killed, and while a fork of the parent holds the pipes, so that their end shows nothing."""
    code = textwrap.dedent(
        """
        import os, sys, time, seqment
        model = seqment.Model(sys.argv[1])
        fork = os.fork()
        if fork == 0:
            os.close(1)
            time.sleep(60)
        print(model._process._process.pid, fork, flush=True)
        time.sleep(60)
        """
    )
    parent = subprocess.Popen([sys.executable, "-c", code, known.model], stdout=subprocess.PIPE, text=True)
    child, fork = map(int, parent.stdout.readline().split())
    try:
        assert is_running(child)
        parent.kill()
        parent.wait()
        until = time.monotonic() + 20
        while is_running(child) and time.monotonic() < until:
            time.sleep(0.1)
        assert not is_running(child)
    finally:
        os.kill(fork, signal.SIGKILL)
        parent.stdout.close()


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
