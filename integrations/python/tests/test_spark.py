import os
import sys

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import seqment
from seqment.spark import SEPARATOR, assign_paths, assign_users, extract_paths

FIELDS = ("segment", "confidence", "membership", "novelty", "reason")


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")  # the data is small: compiling would take most of the time
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def expected(answer, ids):
    segment = answer["segment"]
    others = [tuple(other[key] for key in ("segment", "name", "closeness")) for other in answer["alternatives"]]
    return (
        *(answer[field] for field in FIELDS),
        answer["name"],
        ids[segment] if segment >= 0 else None,
        others,
    )


def answer_of(row):
    others = [tuple(other) for other in row.alternatives]
    return (*(row[field] for field in FIELDS), row.segment_name, row.segment_id, others)


def well_formed(paths):
    """Spark holds UTF-8, which has no half of a surrogate pair."""
    return [i for i, path in enumerate(paths) if all("\ud800" not in action for action in path)]


def test_answers_are_those_of_the_library(spark, known):
    paths, answers, ids = known.paths, known.answers, known.facts["ids"]
    rows = [(i, paths[i]) for i in well_formed(paths)]
    assert len(rows) >= len(paths) - 1
    df = spark.createDataFrame([*rows, *rows[:50], (None, paths[0]), (-1, None)], "id int, path array<string>")
    scored = assign_paths(df, known.model).collect()
    assert len(scored) == len(rows) + 52
    for row in scored:
        if row.path is None:
            assert row.id == -1 and row.segment is None and row.reason is None and row.alternatives is None
        else:
            assert answer_of(row) == expected(answers[row.id or 0], ids)


def test_paths_may_be_texts(spark, known):
    paths, ids = known.paths[:300], known.facts["ids"]
    rows = [(i, SEPARATOR.join(path)) for i, path in enumerate(paths)] + [(-1, ""), (-2, None), (-3, "日本")]
    df = spark.createDataFrame(rows, "id int, `the path` string")
    scored = {row.id: row for row in assign_paths(df, known.model, path="the path", partitions=3).collect()}
    for i, answer in enumerate(known.answers[:300]):
        assert answer_of(scored[i]) == expected(answer, ids)
    assert scored[-1].reason == "empty sequence"
    assert scored[-2].reason is None
    assert scored[-3].reason == "no known action"


def test_empty_tables_and_partitions(spark, known):
    df = spark.createDataFrame([], "id int, path array<string>")
    assert assign_paths(df, known.model).collect() == []
    one = spark.createDataFrame([(1, ["START"])], "id int, path array<string>").repartition(8)
    assert [row.id for row in assign_paths(one, known.model, partitions=8).collect()] == [1]


def test_two_models_of_one_name(spark, known, tmp_path):
    df = spark.createDataFrame([(0, known.paths[0])], "id int, path array<string>")
    for source in (known.model, known.without_picture):
        copy = tmp_path / "model.seqment"
        copy.write_bytes(open(source, "rb").read())
        with seqment.Model(copy) as model:
            (answer,) = model.assign([known.paths[0]])
        assert assign_paths(df, copy).collect()[0].confidence == answer["confidence"]


def test_errors_reach_the_driver(spark, known, tmp_path):
    df = spark.createDataFrame([(1, ["START"])], "id int, path array<string>")
    with pytest.raises(Exception, match="the process of seqment ended with 7: out of order"):
        assign_paths(df, known.model, command=["sh", "-c", "echo out of order >&2; exit 7"]).collect()
    torn = tmp_path / "torn.seqment"
    torn.write_bytes(b"seqment\x01")
    with pytest.raises(seqment.ModelFormatError):
        assign_paths(df, torn)
    nulls = spark.createDataFrame([(1, ["START", None])], "id int, path array<string>")
    with pytest.raises(Exception, match="TypeError"):
        assign_paths(nulls, known.model).collect()


@pytest.mark.parametrize(
    "schema, path, message",
    [
        ("id int, path int", "path", 'column "path" expected array<string> or string, got int'),
        ("id int, other string", "path", '"path" expected one of the columns id, other, got "path"'),
        ("id int, path string, Segment int", "path", "columns of answers are there already: rename Segment"),
    ],
)
def test_wrong_columns_are_refused(spark, known, schema, path, message):
    with pytest.raises(ValueError, match=message):
        assign_paths(spark.createDataFrame([], schema), known.model, path=path)


def test_events_become_paths_and_users_get_segments(spark, known):
    paths = known.paths[:300]
    rows = [(f"u{u}", action, t) for u, path in enumerate(paths) for t, action in enumerate(path)]
    df = spark.createDataFrame(rows, "who string, `what is` string, t int").withColumn("at", F.timestamp_seconds("t"))
    columns = {"user": "who", "action": "what is", "time": "at"}
    counted = {row.path: row.weight for row in extract_paths(df, **columns).collect()}
    texts = [SEPARATOR.join(path) for path in paths]
    assert counted == {text: texts.count(text) for text in texts}

    found = {row.who: row.segment for row in assign_users(df, known.model, **columns).collect()}
    assert found == {f"u{u}": answer["segment"] for u, answer in enumerate(known.answers[:300])}

    collapsed = extract_paths(df, **columns, collapse_repeats=True, drop=["START", "QUIT"]).collect()
    assert collapsed and all("START" not in (row.path or "").split(SEPARATOR) for row in collapsed)
    with pytest.raises(ValueError, match="unknown option '--colapse-repeats'"):
        extract_paths(df, **columns, colapse_repeats=True)
