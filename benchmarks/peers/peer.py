"""The Python side of the protocol of benchmarks/serve.ts: a process of its own, warmed up before it is timed.

    from peer import require, serve
    gensim = require("gensim")              # says what is missing, and ends
    serve("gensim", load, run, describe)    # load(params, folder), run(input, params), describe(output, input)
"""

import sys

sys.path.pop(0)  # this folder: a peer may be named like the library it runs (hdbscan.py) without standing in for it

import importlib
import importlib.metadata
import json
import resource
import time


def require(module, package=None):
    """Imports a module; where it is not installed, says so to the harness and ends."""
    try:
        return importlib.import_module(module)
    except ImportError:
        _say({"missing": package or module})
        sys.exit(0)


def serve(package, load, run, describe):
    """Answers `run` with {"ms"} and `describe` with {"n", "d", "result", "rss_mb"}."""
    params, folder = json.loads(sys.argv[1]), sys.argv[2]
    loaded = load(params, folder)
    _say({"name": f"{package} {importlib.metadata.version(package)}"})
    output = None
    for line in sys.stdin:
        if line.strip() == "run":
            output = None
            start = time.perf_counter()
            output = run(loaded, params)
            _say({"ms": (time.perf_counter() - start) * 1000})
        else:
            rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            _say({**describe(output, loaded), "rss_mb": rss_mb})


def _say(message):
    print(json.dumps(message), flush=True)
