import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT } from "../../helpers/subpaths";

/** `seqment serve` of the build, as a process. */
export interface ServiceProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has printed. */
  output(): string;
  /** Sends a signal, and waits until the process has ended; its exit code, null when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts it, and waits until it listens. */
export async function startService(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServiceProcess> {
  const main = join(ROOT, "dist/cli/main.js");
  const child = spawn(process.execPath, [main, "serve", ...args], { env: { ...process.env, ...env } });
  let output = "";
  const listening = new Promise<string>((resolve, reject) => {
    const take = (text: Buffer) => {
      output += text;
      const url = /Listening on (\S+) with/.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("close", (code) => reject(new Error(`seqment serve ended with ${code}: ${output}`)));
  });
  const url = await listening;
  return {
    url,
    child,
    output: () => output,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const closed = once(child, "close");
      child.kill(signal);
      const [code] = await closed;
      return code as number | null;
    },
  };
}

/** Asks in JSON; an error of the connection is thrown. */
export async function ask(url: string, body?: unknown): Promise<{ status: number; body: Record<string, never> }> {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: JSON_HEADERS };
  const response = await fetch(url, sent);
  return { status: response.status, body: JSON.parse((await response.text()) || "{}") };
}

const JSON_HEADERS = { "content-type": "application/json" };
