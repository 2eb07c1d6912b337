#!/usr/bin/env node
import process from "node:process";
import { runCli } from "./run-cli";

const interrupt = new AbortController();
process.once("SIGINT", () => interrupt.abort(new Error("interrupted")));
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0); // the reader of our output has seen enough
  process.stderr.write(`seqment: standard output cannot be written: ${error.message}\n`);
  process.exit(1);
});
process.stderr.on("error", () => {}); // nobody is left to report to
process.exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
});
