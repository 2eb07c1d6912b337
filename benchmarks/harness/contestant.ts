import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** One side of a measurement: a child process that speaks the protocol of `serve.ts`. */
export class Contestant {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(script: string, args: readonly string[]) {
    const python = script.endsWith(".py");
    const command = python ? (process.env.SEQMENT_PYTHON ?? "python3") : process.execPath;
    const flags = python ? [] : ["--import", "tsx"];
    this.#child = spawn(command, [...flags, script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child.on("error", () => {}); // a command that cannot start has no pid
    this.#child.stdin!.on("error", () => {});
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** Starts a script and waits until its data is loaded. `name` names library and version, `missing` what is not installed. */
  static async start(script: string, args: readonly string[]): Promise<Contestant & { name: string }> {
    const contestant = new Contestant(script, args);
    if (contestant.#child.pid === undefined) throw new NotInstalled(contestant.#child.spawnfile);
    const { name, missing } = await contestant.#answer<{ name?: string; missing?: string }>();
    if (name === undefined) {
      contestant.end();
      throw new NotInstalled(missing ?? script);
    }
    return Object.assign(contestant, { name });
  }

  /** One timed run, in milliseconds. */
  async run(): Promise<number> {
    this.#child.stdin!.write("run\n");
    return (await this.#answer<{ ms: number }>()).ms;
  }

  async describe(): Promise<{ n: number; d: number | null; rss_mb: number; result?: unknown }> {
    this.#child.stdin!.write("describe\n");
    return this.#answer();
  }

  end(): void {
    this.#child.kill();
  }

  async #answer<T>(): Promise<T> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`${this.#child.spawnargs.join(" ")} ended without an answer`);
      if (value.startsWith("{")) return JSON.parse(value) as T;
      process.stderr.write(`${value}\n`); // libraries that print as they work
    }
  }
}

/** A peer's library is not there. */
export class NotInstalled extends Error {}
