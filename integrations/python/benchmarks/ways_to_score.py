"""Ways to score paths on Spark, beside each other, on this machine with two threads:

    python ways_to_score.py players.seqment paths.json --rows 1000000 --distinct 100000 [--ways assign_paths pipe]

`paths.json` is a list of paths; made-up users have these with actions put in between, so that most are new to the model.
Prints a table. "same bits" compares every answer with those of one process outside of Spark.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

import seqment
from seqment.command import find_command
from seqment.reader import SavedModel, read_tree
from seqment.spark import assign_paths


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("paths")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=100_000)
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    asked = parser.parse_args()
    with open(asked.paths, encoding="utf-8") as file:
        paths = made_up([path for path in json.load(file) if is_plain(path)], asked.distinct)
    with seqment.Model(asked.model) as model:
        expected = {tuple(path): answer_of(answer) for path, answer in zip(paths, model.assign(paths))}
    spark = start()
    # few rows come from the driver: the engine repeats them
    source = spark.createDataFrame([(i, path) for i, path in enumerate(paths)], "n int, path array<string>")
    rows = (
        spark.range(asked.rows, numPartitions=2)
        .withColumn("n", (F.hash("id") % F.lit(len(paths)) + len(paths)) % len(paths))
        .join(F.broadcast(source), "n")
        .select("id", "path")
        .cache()
    )
    assert rows.count() == asked.rows
    print(f"{asked.rows} rows, {len(paths)} distinct paths, local[2]")
    print("| way | seconds | rows a second | answered | same bits |")
    print("| --- | ---: | ---: | ---: | --- |")
    for name in asked.ways:
        begun = time.perf_counter()
        scored = WAYS[name](rows, asked.model).select("path", "segment", "confidence").persist()
        count, answered = scored.agg(F.count("*"), F.count("segment")).first()
        seconds = time.perf_counter() - begun
        assert count == asked.rows
        same = all(
            row.segment == expected[tuple(row.path)][0]
            and row.confidence in (expected[tuple(row.path)][1], None)
            for row in scored.distinct().toLocalIterator()
            if row.segment is not None
        )
        scored.unpersist()
        share = f"{100 * answered / count:.1f}%"
        print(f"| {name} | {seconds:.1f} | {count / seconds:,.0f} | {share} | {'yes' if same else 'NO'} |", flush=True)
        if not same:
            sys.exit("answers differ from those of one process")
    spark.stop()


def start() -> SparkSession:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "3g")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session


def answer_of(answer: seqment.Answer) -> tuple[int, float]:
    return answer["segment"], answer["confidence"]


def is_plain(path: list[str]) -> bool:
    """No path of thousands, and nothing that Spark's UTF-8 cannot hold."""
    return 0 < len(path) < 100 and not any("\ud800" <= char <= "\udfff" for action in path for char in action)


def made_up(paths: list[list[str]], count: int) -> list[list[str]]:
    """The paths, then new ones: up to three actions put into each, always the same."""
    draw = random.Random(1)
    actions = sorted({action for path in paths for action in path})
    found = {tuple(path): None for path in paths[:count]}
    while len(found) < count:
        path = list(draw.choice(paths))
        for _ in range(draw.randint(1, 3)):
            path.insert(draw.randrange(len(path) + 1), draw.choice(actions))
        found[tuple(path)] = None
    return [list(path) for path in found]


def pipe(rows: DataFrame, model: str) -> DataFrame:
    """Every row through the standard input of one `seqment assign` a partition, which remembers common paths."""
    command = " ".join([*find_command(), "assign", model, "--input", "-", "--json"])
    lines = rows.select(F.to_json(F.struct(F.col("id").cast("string").alias("id"), F.col("path").alias("actions"))))
    piped = lines.rdd.map(lambda row: row[0]).pipe(command, checkCode=True).map(lambda line: (line,))
    schema = "id string, segment int, confidence double"
    answers = rows.sparkSession.createDataFrame(piped, "line string").select(F.from_json("line", schema).alias("one"))
    return rows.join(answers.select("one.*").withColumn("id", F.col("id").cast("long")), "id", "left")


def reader(rows: DataFrame, model: str) -> DataFrame:
    """A pandas UDF of the Python reader on every row; it knows paths that were fitted, and no others."""
    content = rows.sparkSession.sparkContext.broadcast(Path(model).read_bytes())

    @F.pandas_udf("int")
    def segment_of(batches: Iterator[pandas.Series]) -> Iterator[pandas.Series]:
        saved = SavedModel(*read_tree(content.value))
        for paths in batches:
            found = [saved.assign(list(path)) for path in paths]
            yield pandas.Series([one.segment if one else None for one in found], dtype="Int32")

    return rows.withColumn("segment", segment_of("path")).withColumn("confidence", F.lit(None).cast("double"))


def distinct(rows: DataFrame, model: str) -> DataFrame:
    """Distinct paths, one Node child a task, and the join back."""
    return assign_paths(rows, model)


WAYS = {"assign_paths": distinct, "pipe": pipe, "reader": reader}

if __name__ == "__main__":
    main()
