"""A model as a Python function of MLflow: `mlflow.pyfunc.load_model`, `mlflow models serve` and `spark_udf` find it here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from seqment.model import Model

if TYPE_CHECKING:
    import pandas

COLUMN = "path"


class PathScorer:
    """Answers for data frames with a column `path`: lists of actions, or arrow paths such as "START -> PAY"."""

    def __init__(self, path: str) -> None:
        self.model = Model(path)
        self._ids = [segment["id"] for segment in self.model.segments]

    def predict(self, model_input: "pandas.DataFrame", params: Mapping[str, Any] | None = None) -> "pandas.DataFrame":
        """The answers of `assign`, a row for each row; `segment` is -1 for none, and its id and name are empty: `spark_udf` knows no null texts.

        Raises:
            ValueError: there is no column `path` and more than one column.
        """
        import pandas

        answers = self.model.assign(_actions(value) for value in _paths(model_input))
        segments = [answer["segment"] for answer in answers]
        index = getattr(model_input, "index", None)
        columns: dict[str, Any] = {
            "segment": pandas.Series(segments, index, dtype="int64"),
            "segment_id": pandas.Series(["" if at < 0 else self._ids[at] for at in segments], index, dtype="object"),
            "segment_name": pandas.Series([answer["name"] or "" for answer in answers], index, dtype="object"),
        }
        for key in ("confidence", "membership", "novelty"):
            columns[key] = pandas.Series([answer[key] for answer in answers], index, dtype="float64")  # type: ignore[literal-required]
        columns["reason"] = pandas.Series([answer["reason"] for answer in answers], index, dtype="object")
        return pandas.DataFrame(columns, index=index)


def _paths(model_input: Any) -> Any:
    columns = getattr(model_input, "columns", None)
    if columns is None:
        return model_input  # a series, or a list of paths
    if COLUMN in columns:
        return model_input[COLUMN]
    if len(columns) == 1:
        return model_input.iloc[:, 0]
    raise ValueError(f"there is no column {COLUMN!r} among {', '.join(map(str, columns))}")


def _actions(value: Any) -> Any:
    """No path, as a frame writes it (None, NaN of any kind, pandas.NA), is one without actions; an action that is none is refused."""
    import pandas

    if pandas.api.types.is_scalar(value) and pandas.isna(value):
        return []
    return value if isinstance(value, str) else [None if action is None else str(action) for action in value]


def _load_pyfunc(data_path: str) -> PathScorer:
    """What MLflow calls."""
    return PathScorer(data_path)
