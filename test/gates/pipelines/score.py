"""Answers of a model in MLflow, by mlflow.pyfunc and by spark_udf: python score.py URI < paths.json"""

import json
import os
import sys

import mlflow.pyfunc
import pandas
from pyspark.sql import SparkSession
from pyspark.sql.types import ArrayType, StringType, StructField, StructType

uri, paths = sys.argv[1], json.load(sys.stdin)
frame = pandas.DataFrame({"path": paths})
scorer = mlflow.pyfunc.load_model(uri)
answers = {"pyfunc": scorer.predict(frame).to_dict(orient="records")}

os.environ["PYSPARK_PYTHON"] = sys.executable
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
try:
    udf = mlflow.pyfunc.spark_udf(spark, uri, env_manager="local")
    rows = spark.createDataFrame(
        [(path,) for path in paths], StructType([StructField("path", ArrayType(StringType()))])
    ).repartition(2)
    scored = rows.select("path", udf("path").alias("answer")).collect()
    of = {json.dumps(row["path"]): row["answer"].asDict() for row in scored}
    answers["spark_udf"] = [of[json.dumps(path)] for path in paths]
finally:
    spark.stop()
json.dump(answers, sys.stdout)
