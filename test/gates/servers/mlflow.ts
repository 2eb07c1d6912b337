import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A server of MLflow's for a gate. */
export interface PythonServer {
  readonly address: string;
  close(): Promise<void>;
}

/** The program of a package beside the gates' Python. */
export function besidePython(program: string): string {
  const python = process.env.SEQMENT_PYTHON ?? "python3";
  return python.includes("/") ? join(dirname(python), program) : program;
}

/** A tracking server with SQLite in a folder that is removed afterwards, on a free port of the loopback. */
export async function startMlflow(): Promise<PythonServer> {
  const folder = await mkdtemp(join(tmpdir(), "seqment-mlflow-"));
  const store = [
    "--backend-store-uri",
    `sqlite:///${folder}/mlflow.db`,
    "--artifacts-destination",
    join(folder, "files"),
  ];
  const env = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false", MLFLOW_DISABLE_TELEMETRY: "true" };
  const server = await serve(["server", "--workers", "1", ...store], "/health", { cwd: folder, env });
  return {
    address: server.address,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `mlflow models serve` of a model, without an environment of its own. */
export function serveModel(uri: string, env: Readonly<Record<string, string>>, cwd: string): Promise<PythonServer> {
  return serve(["models", "serve", "-m", uri, "--env-manager", "local", "--workers", "1"], "/ping", { cwd, env });
}

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

async function serve(args: readonly string[], alive: string, { cwd, env }: Place): Promise<PythonServer> {
  const port = await freePort();
  const program = besidePython("mlflow");
  const path = `${dirname(program)}:${process.env.PATH}`; // it starts uvicorn by name
  const child = spawn(program, [...args, "--host", "127.0.0.1", "--port", String(port)], {
    cwd,
    env: { ...process.env, PATH: path, ...env },
    detached: true, // a group of its own, so that its workers end with it
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  let missing = false;
  child.on("error", () => (missing = true));
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 1200; tries++) {
    if (missing) throw new Error("MLflow is missing: pip install -r test/gates/requirements.txt");
    if (child.exitCode !== null)
      throw new Error(`mlflow ${args[0]} ended with ${child.exitCode}\n${said.slice(-3000)}`);
    const answer = await fetch(address + alive).catch(() => undefined);
    if (answer?.ok) return { address, close: () => ended(child) };
    await wait(100);
  }
  await ended(child);
  throw new Error(`mlflow ${args[0]} did not answer in two minutes\n${said.slice(-3000)}`);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    process.kill(-child.pid!, "SIGTERM");
    setTimeout(
      () => child.exitCode === null && child.signalCode === null && process.kill(-child.pid!, "SIGKILL"),
      10_000,
    ).unref();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
