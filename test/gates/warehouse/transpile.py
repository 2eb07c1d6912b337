"""SQL of one dialect as SQL of DuckDB: sqlglot."""

from serve import serve

sqlglot = None


def start():
    global sqlglot
    import sqlglot as module

    sqlglot = module


def transpile(sql, dialect):
    yield {"sql": sqlglot.transpile(sql, read=dialect, write="duckdb", unsupported_level=sqlglot.ErrorLevel.RAISE)[0]}


serve(start, {"transpile": transpile})
