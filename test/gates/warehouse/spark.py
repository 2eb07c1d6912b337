"""Spark on this machine, two threads: pyspark."""

from serve import serve

spark = None


def start():
    global spark
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")  # the data is small: compiling would take most of the time
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.session.timeZone", "America/New_York")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")


def load(file):
    rows = spark.read.schema("u string, a string, s string, us string, ns string, o long").json(file)
    rows.selectExpr(
        "u as user",
        "a as `ev\"en``t`",
        "timestamp_micros(cast(us as bigint)) as t",
        "s",
        "cast(ns as bigint) as ns",
        "o as o1",
    ).cache().createOrReplaceTempView("log")


def run(sql):
    return (row.asDict() for row in spark.sql(sql).collect())


serve(start, {"load": load, "run": run})
