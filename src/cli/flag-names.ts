import type { Command } from "commander";

/** An error about an option, `"maxBytes" expected ...`, as one about the flag that sets it in the shell: `--max-bytes expected ...`. */
export function nameFlags(error: unknown, { options }: Command): unknown {
  if (!(error instanceof Error)) return error;
  const name = /^"(\w+)"/.exec(error.message)?.[1];
  const flag = options.find((option) => option.attributeName() === name)?.long;
  if (name === undefined || !flag) return error;
  return new Error(flag + error.message.slice(name.length + 2), { cause: error });
}
