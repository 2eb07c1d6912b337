import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a process says, a line of JSON each. */
export type Said = Readonly<Record<string, unknown>>;

/** How a watched process ended: by itself, after enough work or time, or because it said nothing for too long. */
export type Ending = "ended" | "enough" | "silent";

/** How it is watched. */
export interface Watch {
  /** Returns whether it has done enough. */
  readonly onSaid: (said: Said) => boolean;
  /** Milliseconds from the first thing it says; then it is ended. */
  readonly limit: number;
  /** Milliseconds of silence after which it hangs. */
  readonly patience: number;
}

/** Runs a script of this folder by itself, since a call that hangs can be ended in no other way. */
export function watchProcess(script: string, args: readonly string[], watch: Watch): Promise<Ending> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--max-old-space-size=1500", "--import", "tsx", path, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  let ending: Ending = "ended";
  let errors = "";
  const end = (how: Ending) => {
    ending = how;
    child.kill("SIGKILL");
  };
  let silence = setTimeout(() => end("silent"), START_MS);
  let limit: NodeJS.Timeout | undefined;
  let held = "";
  child.stderr.on("data", (text) => {
    errors = (errors + text).slice(-2000);
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    clearTimeout(silence);
    silence = setTimeout(() => end("silent"), watch.patience);
    limit ??= Number.isFinite(watch.limit) ? setTimeout(() => end("enough"), watch.limit) : undefined;
    const lines = (held + text).split("\n");
    held = lines.pop()!;
    for (const line of lines) {
      if (!watch.onSaid(JSON.parse(line))) continue;
      end("enough");
      break;
    }
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(silence);
      clearTimeout(limit);
      if (ending === "ended" && code !== 0) watch.onSaid({ crashed: `code ${code}, signal ${signal}: ${errors}` });
      resolve(ending);
    });
  });
}

/** Loading takes longer than any call. */
const START_MS = 120_000;
