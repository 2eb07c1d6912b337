import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Runs a script of this folder in a process of its own, so that its memory is its own, and gives what it prints. */
export function runScript(name: string, ...given: readonly (string | number)[]): string {
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const args = ["--max-old-space-size=16000", "--import", "tsx", script, ...given.map(String)];
  return execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
