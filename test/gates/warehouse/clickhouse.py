"""ClickHouse in process: chdb."""

import json

from serve import serve

database = None

STRUCTURE = "u Nullable(String), a Nullable(String), s Nullable(String), us Nullable(Int64), ns Nullable(Int64), o Int64"


def start():
    global database
    from chdb.session import Session

    database = Session()


def load(file):
    database.query("drop table if exists log")
    database.query(
        "create table log engine = Memory as select u as user, a as `ev\"en\\`t`, "
        "fromUnixTimestamp64Micro(us, 'Asia/Tokyo') as t, s, ns, fromUnixTimestamp64Nano(ns) as tn, o as o1 "
        f"from file('{file}', JSONEachRow, '{STRUCTURE}')"
    )


def run(sql):
    text = str(database.query(sql, "JSONEachRow"))
    return (json.loads(line) for line in text.split("\n") if line)


serve(start, {"load": load, "run": run})
