"""Paths out of a table of events, and their segments, by Spark: needs pyspark and pyarrow.

The package, Node.js and the npm package `seqment` have to be on every machine that runs tasks.
"""

import os
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pyspark import SparkFiles
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, StringType

from seqment.command import find_command
from seqment.frames import FrameProcess
from seqment.model import request_bodies
from seqment.reader import SavedModel, read_model

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

SEPARATOR = "\x1f"
"""Stands between the actions of a path that is text, as in `seqment sql`."""

PATH = "seqment_path"
ANSWER = {
    "segment": "int",
    "segment_id": "string",
    "segment_name": "string",
    "confidence": "double",
    "membership": "double",
    "novelty": "double",
    "reason": "string",
    "alternatives": "array<struct<segment: int, name: string, closeness: double>>",
}
"""The columns of an answer: those of `assign`, and `segment_id`, which later models keep."""


def extract_paths(
    df: "DataFrame",
    *,
    user: str,
    action: str,
    time: str,
    sample: int | None = None,
    command: Sequence[str] | None = None,
    **rules: object,
) -> "DataFrame":
    """The distinct paths of a table of events: `path` (actions with U+001F between them), `length`, `weight` (inputs).

    It runs the text that `seqment sql --dialect spark` prints. To fit a model, collect the rows into Parquet or CSV and
    give `weightedSequences` the paths and weights.

    Args:
        df: events.
        user, action, time: names of columns.
        sample: one of so many light paths; see `--sample` of `seqment sql`.
        command: the program and its first arguments; on the driver alone.
        rules: other flags of `seqment sql`: `session_gap="30m"`, `collapse_repeats=True`, `unit="session"`.

    Raises:
        ValueError: a flag is not known or its value is wrong; the message is that of seqment.
    """
    flags = {"user": user, "action": action, "time": time, "sample": sample, **rules}
    return _run_text(df, "paths", flags, command)


def assign_paths(
    df: "DataFrame",
    model: str | os.PathLike[str],
    *,
    path: str = "path",
    partitions: int | None = None,
    command: Sequence[str] | None = None,
) -> "DataFrame":
    """The rows of `df` with the segment of their path, in the columns that `ANSWER` names; NULL where the path is NULL.

    Each distinct path is scored once, by `mapInArrow` with one Node process a task, and the answers are joined back. They
    have the bits of `model.assign` in TypeScript. What a process reports of an error fails the job with its message.

    Args:
        df: has the paths.
        model: a file that seqment has saved, on the driver; `addFile` brings it to the tasks.
        path: the column of paths: arrays of actions, or texts with U+001F between actions (`""` is an empty path).
        partitions: tasks that score. Default: as many as Spark runs at once.
        command: the program and its first arguments on the machines that run tasks; found there by default.

    Raises:
        ValueError: there is no such column, it is of another type, or a column is called like one of an answer.
        ModelFormatError: the file is no model.
    """
    _check_columns(df, path)
    kind = df.schema[path].dataType
    is_list = isinstance(kind, ArrayType) and isinstance(kind.elementType, StringType)
    if not is_list and not isinstance(kind, StringType):
        raise ValueError(f'column "{path}" expected array<string> or string, got {kind.simpleString()}')
    name, ids = _share(df.sparkSession, model)
    distinct = df.select(F.col(_quoted(path)).alias(PATH)).where(F.col(PATH).isNotNull()).distinct()
    spread = distinct.repartition(partitions or df.sparkSession.sparkContext.defaultParallelism, PATH)
    types = ", ".join(f"{column} {type}" for column, type in ANSWER.items())
    scored = spread.mapInArrow(
        lambda batches: _score(batches, name, ids, command), f"{PATH} {kind.simpleString()}, {types}"
    )
    return df.join(scored, df[_quoted(path)] == scored[PATH], "left").drop(PATH)


def assign_users(
    df: "DataFrame",
    model: str | os.PathLike[str],
    *,
    user: str,
    action: str,
    time: str,
    partitions: int | None = None,
    command: Sequence[str] | None = None,
    **rules: object,
) -> "DataFrame":
    """The segment of each user (or session) of a table of events: `extract_paths`, `assign_paths`, and the join back.

    Args:
        df: events.
        rules: as the model's paths were made: `session_gap="30m"` and so on.

    Returns:
        The user's column (and the session's), and `segment`; NULL for one that left no path.
    """
    flags = {"user": user, "action": action, "time": time, **rules}
    scored = assign_paths(_run_text(df, "paths", flags, command), model, partitions=partitions, command=command)
    view = f"seqment_segments_{uuid4().hex}"
    scored.select("path", "segment").where(F.col("path").isNotNull()).createOrReplaceTempView(view)
    return _run_text(df, "assignments", {**flags, "segments": view}, command)


def _run_text(
    df: "DataFrame", text: str, flags: Mapping[str, object], command: Sequence[str] | None
) -> "DataFrame":
    view = f"seqment_events_{uuid4().hex}"
    args = [*find_command(command), "sql", "--dialect", "spark", "--text", text, "--table", view]
    for name, value in flags.items():
        flag = "--" + name.replace("_", "-")
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None and one is not False:
                args += [flag] if one is True else [f"{flag}={one}"]
    done = subprocess.run(args, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip())
    df.createOrReplaceTempView(view)
    return df.sparkSession.sql(done.stdout)


def _check_columns(df: "DataFrame", path: str) -> None:
    if df.columns.count(path) != 1:
        raise ValueError(f'"path" expected one of the columns {", ".join(df.columns)}, got "{path}"')
    taken = [column for column in df.columns if column.lower() in ANSWER or column.lower() == PATH]
    if taken:
        raise ValueError(f"columns of answers are there already: rename {', '.join(taken)}")


def _quoted(column: str) -> str:
    return "`" + column.replace("`", "``") + "`"


_shared: "weakref.WeakKeyDictionary[Any, dict[str, str]]" = weakref.WeakKeyDictionary()


def _share(session: "SparkSession", path: str | os.PathLike[str]) -> tuple[str, list[str]]:
    """Brings a model to the tasks under a name of its content, for Spark keeps the first file of a name."""
    saved: SavedModel = read_model(path)
    name = f"{saved.sha256}.seqment"
    context = session.sparkContext
    files = _shared.setdefault(context, {})
    if name not in files:
        files[name] = os.path.join(tempfile.mkdtemp(prefix="seqment-spark-"), name)
        shutil.copyfile(path, files[name])
        context.addFile(files[name])
    return name, list(saved.ids)


def _score(
    batches: Iterable["pyarrow.RecordBatch"], model: str, ids: Sequence[str], command: Sequence[str] | None
) -> Iterator["pyarrow.RecordBatch"]:
    """Answers the paths of a task; no process is started for a task without any."""
    import pyarrow

    process: FrameProcess | None = None
    try:
        for batch in batches:
            if batch.num_rows == 0:
                continue
            process = process or FrameProcess(SparkFiles.get(model), command)
            column = batch.column(0)
            paths = column.to_pylist()
            if not pyarrow.types.is_list(column.type):
                paths = [path.split(SEPARATOR) if path else [] for path in paths]
            answers: list[dict[str, Any]] = []
            for body in request_bodies(paths):
                answers += process.request(body)["answers"]
            yield _batch(column, answers, ids)
    finally:
        if process is not None:
            process.close()


def _batch(paths: "pyarrow.Array", answers: list[dict[str, Any]], ids: Sequence[str]) -> "pyarrow.RecordBatch":
    import pyarrow

    def column(name: str, kind: "pyarrow.DataType") -> "pyarrow.Array":
        return pyarrow.array([answer[name] for answer in answers], kind)

    text, real, whole = pyarrow.string(), pyarrow.float64(), pyarrow.int32()
    other = pyarrow.struct([("segment", whole), ("name", text), ("closeness", real)])
    columns = {
        PATH: paths,
        "segment": column("segment", whole),
        "segment_id": pyarrow.array([ids[one["segment"]] if one["segment"] >= 0 else None for one in answers], text),
        "segment_name": column("name", text),
        "confidence": column("confidence", real),
        "membership": column("membership", real),
        "novelty": column("novelty", real),
        "reason": column("reason", text),
        "alternatives": column("alternatives", pyarrow.list_(other)),
    }
    return pyarrow.RecordBatch.from_pydict(columns)
