import { openPythonDatabase } from "./python-engine";
import { sameAsBuilt } from "./same-as-built";

sameAsBuilt("Spark", "spark", () => openPythonDatabase("spark.py", "pyspark"));
