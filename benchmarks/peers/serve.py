"""FastAPI around hdbscan.approximate_predict, asked as ours is: one vector a request, on one core."""

from peer import require, serve  # first: it takes this folder, and its tokenize.py, off the path

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import warnings

np = require("numpy")
hdbscan = require("hdbscan")
fastapi = require("fastapi")
uvicorn = require("uvicorn")
warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))


def points_of(folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    points = np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape["rows"], shape["cols"])
    return points[: shape["training"]], points[shape["training"] :]


def answer_requests(folder, port):
    from pydantic import BaseModel

    training, _ = points_of(folder)
    fitted = hdbscan.HDBSCAN(min_cluster_size=50, prediction_data=True).fit(training.astype(np.float64))

    class Vectors(BaseModel):
        vectors: list[list[float]]

    app = fastapi.FastAPI()

    @app.post("/assign")
    async def assign(body: Vectors):
        labels, strengths = hdbscan.approximate_predict(fitted, np.array(body.vectors))
        return {"labels": labels.tolist(), "strengths": strengths.tolist()}

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


def load(params, folder):
    _, fresh = points_of(folder)
    with open(f"{folder}/vectors.json", "w", encoding="utf-8") as file:
        json.dump([{"vectors": [row]} for row in fresh.astype(float).tolist()], file)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "SEQMENT_SERVE_FOLDER": folder, "SEQMENT_SERVE_PORT": str(port)}
    program = ["taskset", "-c", "0", sys.executable, os.path.abspath(__file__)]
    service = subprocess.Popen(program, env=environment)
    url = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{url}/openapi.json").read()
            return service, url, folder, fresh.shape
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("uvicorn did not answer in a minute")


def run(loaded, params):
    _, url, folder, _ = loaded
    script = os.path.join(HERE, "../harness/http-load.ts")
    client = ["taskset", "-c", "1", "node", "--import", "tsx", script]
    asked = [f"{url}/assign", f"{folder}/vectors.json", str(params["requests"]), "16"]
    return json.loads(subprocess.run([*client, *asked], capture_output=True, check=True, text=True).stdout)


def describe(found, loaded):
    service, _, _, shape = loaded
    with open(f"/proc/{service.pid}/status", encoding="utf-8") as file:
        kilobytes = next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))
    service.terminate()
    return {"n": shape[0], "d": shape[1], "result": {**found, "service_mb": round(kilobytes / 1024)}}


if os.environ.get("SEQMENT_SERVE_FOLDER") is None:
    serve("hdbscan", load, run, describe)
else:
    answer_requests(os.environ["SEQMENT_SERVE_FOLDER"], int(os.environ["SEQMENT_SERVE_PORT"]))
