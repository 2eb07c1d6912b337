"""DuckDB beside `tokenize`: read_csv, one ordered list a user, equal lists counted; with all cores, as it comes."""

from peer import require, serve

duckdb = require("duckdb")

QUERY = """
    SELECT sequence, count(*) AS weight FROM (
        SELECT user_id, list(event ORDER BY timestamp) AS sequence
        FROM read_csv(?, header = true, columns = {columns})
        GROUP BY user_id
    ) GROUP BY sequence
"""


def load(params, folder):
    path = f"{folder}/{params['file']}"
    columns = duckdb.sql(f"DESCRIBE SELECT * FROM read_csv('{path}', header = true)").fetchall()
    types = {name: "TIMESTAMPTZ" if name == "timestamp" else "VARCHAR" for name, *_ in columns}
    return path, QUERY.replace("{columns}", str(types))


def run(loaded, params):
    path, query = loaded
    return duckdb.execute(query, [path]).fetchall()


def describe(rows, loaded):
    return {
        "n": sum(len(sequence) * weight for sequence, weight in rows),
        "d": len({action for sequence, _ in rows for action in sequence}),
        "result": len(rows),
    }


serve("duckdb", load, run, describe)
