"""Steps of a pipeline of Kubeflow, each one command in the image of integrations/docker."""

from kfp import dsl

IMAGE = "seqment:0.1.0"
EVENTS = 'events="$(mktemp -d)/events.parquet"; cp "$1" "$events"; '
"""The path of an artifact has no ending, and the ending says how to read it."""

FOUND = '|| [ "$?" -eq 3 ]'
"""Exit code 3 says that something was found, which is a result here."""


@dsl.container_component
def extract(source: str, time: str, start: str, end: str, events: dsl.Output[dsl.Dataset]):
    """The events of a window as Parquet. `source` is what DuckDB reads: 's3://logs/*.parquet' in quotes, or a table."""
    return dsl.ContainerSpec(
        image=IMAGE, command=["node", "/app/extract.mjs"], args=[source, time, start, end, events.path]
    )


@dsl.container_component
def fit(
    user: str, action: str, time: str, seed: int, events: dsl.Input[dsl.Dataset], model: dsl.Output[dsl.Model]
):
    """A model of the events."""
    return dsl.ContainerSpec(
        image=IMAGE,
        command=["sh", "-ec", EVENTS + 'mkdir -p "$(dirname "$6")"; '
                 'seqment fit "$events" --user "$2" --action "$3" --time "$4" --seed "$5" --out "$6"', "fit"],
        args=[events.path, user, action, time, seed, model.path],
    )


@dsl.container_component
def drift(
    user: str,
    action: str,
    time: str,
    model: dsl.Input[dsl.Model],
    events: dsl.Input[dsl.Dataset],
    verdict: dsl.Output[dsl.Artifact],
):
    """Whether new users are as those were that the model was fitted to, as JSON."""
    return dsl.ContainerSpec(
        image=IMAGE,
        command=["sh", "-ec", EVENTS + 'mkdir -p "$(dirname "$6")"; seqment drift "$5" '
                 f'"$events" --user "$2" --action "$3" --time "$4" --json > "$6" {FOUND}', "drift"],
        args=[events.path, user, action, time, model.path, verdict.path],
    )


@dsl.container_component
def promote(
    registry: str,
    user: str,
    action: str,
    time: str,
    window: str,
    every: str,
    events: dsl.Input[dsl.Dataset],
    decision: dsl.Output[dsl.Artifact],
    champion: dsl.Output[dsl.Model],
):
    """Fits the next model of a registry where one is due, promotes it if it passes every gate, and gives the champion."""
    return dsl.ContainerSpec(
        image=IMAGE,
        command=["sh", "-ec", EVENTS + 'mkdir -p "$(dirname "$8")"; '
                 'seqment retrain "$2" "$events" --user "$3" --action "$4" --time "$5" --window "$6" --every "$7" '
                 f'--json > "$8" {FOUND}; node /app/champion.mjs "$2" "$9"', "promote"],
        args=[events.path, registry, user, action, time, window, every, decision.path, champion.path],
    )


@dsl.container_component
def assign(
    user: str,
    action: str,
    time: str,
    model: dsl.Input[dsl.Model],
    events: dsl.Input[dsl.Dataset],
    users: dsl.Output[dsl.Dataset],
):
    """The segment of every user, one JSON object a line."""
    return dsl.ContainerSpec(
        image=IMAGE,
        command=["sh", "-ec", EVENTS + 'mkdir -p "$(dirname "$6")"; seqment assign "$5" '
                 '--input "$events" --user "$2" --action "$3" --time "$4" --json > "$6"', "assign"],
        args=[events.path, user, action, time, model.path, users.path],
    )
