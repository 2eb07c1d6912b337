import { spawn } from "node:child_process";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  /** Both streams as they came, for messages. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly input?: string;
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end; a failing code is a result, not an error. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, input = "", env }: CommandOptions,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...env } });
    let stdout = "";
    let output = "";
    child.stdout.on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.on("data", (text) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, output }));
    child.stdin.on("error", () => {}); // a program need not read its input
    child.stdin.end(input);
  });
}

/** Runs a program that must succeed, and returns what it printed. */
export async function mustRun(program: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { code, stdout, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}\n${output}`);
  return stdout;
}
