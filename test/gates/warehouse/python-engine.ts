import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { WarehouseRow } from "../../../src/warehouse";
import type { Engine } from "./engine";

/** A Python program that answers requests, one line of JSON each, with lines of JSON that end with `{"end": true}`. */
export interface PythonEngine {
  ask(request: Readonly<Record<string, string>>): AsyncGenerator<WarehouseRow>;
  close(): Promise<void>;
}

/**
 * Starts a script beside this file with the Python that SEQMENT_PYTHON names.
 *
 * @throws Error in one line that says what is missing.
 */
export async function startPython(script: string, needs: string): Promise<PythonEngine> {
  const python = process.env.SEQMENT_PYTHON ?? "python3";
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(python, [path], { stdio: ["pipe", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (text) => {
    complaints = (complaints + text).slice(-4000);
  });
  child.stdin.on("error", () => {}); // its end is noticed below
  const ended = new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("close", () => resolve());
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function* ask(request: Readonly<Record<string, string>>): AsyncGenerator<WarehouseRow> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended: ${complaints}`);
      const row = JSON.parse(value);
      if (row.end === true) return;
      if (typeof row.error === "string") throw new Error(row.error);
      yield row;
    }
  }

  const close = async () => {
    child.stdin.end();
    await ended;
  };
  try {
    for await (const _ of ask({ op: "start" }));
  } catch (error) {
    await close();
    if (!/No module named|ended: $/.test(String(error))) throw error;
    throw new Error(`${needs} is missing for "${python}" (SEQMENT_PYTHON): pip install -r test/gates/requirements.txt`);
  }
  return { ask, close };
}

/** A database that such a program holds. */
export async function openPythonDatabase(script: string, needs: string): Promise<Engine> {
  const { ask, close } = await startPython(script, needs);
  return {
    run: (sql) => ask({ op: "run", sql }),
    async load(file) {
      for await (const _ of ask({ op: "load", file }));
    },
    close,
  };
}
