import { spawnSync } from "node:child_process";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createProgram } from "../../../src/cli/program";
import { cli } from "../../helpers/run-cli";

const none = new PassThrough();
const COMMANDS = createProgram({ stdin: none, stdout: none, stderr: none }).commands.map((command) => command.name());

async function script(shell: string): Promise<string> {
  const { code, out, err } = await cli(["completion", shell]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

/** What bash would offer for the last of these words. */
function offered(completion: string, words: readonly string[]): string[] {
  const list = words.map((word) => `'${word}'`).join(" ");
  const asked = `${completion}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _seqment; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["--noprofile", "--norc", "-c", asked], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
}

test("bash offers commands, flags, and the values of flags", async () => {
  const bash = await script("bash");
  expect(offered(bash, ["seqment", ""])).toEqual([...COMMANDS, "--help", "--version"]);
  expect(offered(bash, ["seqment", "de"])).toEqual(["describe", "demo"]);
  expect(offered(bash, ["seqment", "assign", "model", "--in"])).toEqual(["--input"]);
  expect(offered(bash, ["seqment", "fit", "log", "--effort", ""])).toEqual(["quick", "thorough"]);
  expect(offered(bash, ["seqment", "fit", "log", "--clustering", "k"])).toEqual(["kmeans"]);
  expect(offered(bash, ["seqment", "completion", ""])).toEqual(["bash", "zsh", "fish"]);
  expect(offered(bash, ["seqment", "fit", "log", "--out", "x"])).toEqual([]); // a file: bash's own
});

test("every command and flag stands in each script, with balanced quotes", async () => {
  const { out: help } = await cli(["fit", "--help"]);
  const flags = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag!).filter((flag) => flag !== "--help");
  expect(flags.length).toBeGreaterThan(30);
  for (const shell of ["bash", "zsh", "fish"]) {
    const text = await script(shell);
    for (const word of [...COMMANDS, ...flags]) {
      expect(text, `${shell} ${word}`).toContain(shell === "fish" ? word.replace("--", "-l ") : word);
    }
    const unescaped = text.replaceAll("'\\''", "").replaceAll("\\'", "");
    for (const line of unescaped.split("\n").filter((line) => !line.startsWith("#"))) {
      expect(line.split("'").length % 2, line).toBe(1);
    }
  }
});

test("another shell is refused", async () => {
  const { code, err } = await cli(["completion", "tcsh"]);
  expect({ code, err: err.split("\n")[0] }).toMatchObject({ code: 2, err: expect.stringContaining("bash, zsh, fish") });
});
