import { Readable, Writable } from "node:stream";
import { runCli } from "../../src/cli/run-cli";

/** What a command gave. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Streams and signals of a command; see {@link cli}. */
export interface CliSettings {
  readonly input?: string | Uint8Array | Readable;
  /** Whether standard error is a terminal. */
  readonly tty?: boolean;
  /** Columns of standard output, where that is a terminal. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Called with all that was written so far. */
  readonly onOut?: (text: string) => void;
}

/** Runs a command as the shell would, with streams of our own. */
export async function cli(args: readonly string[], settings: CliSettings = {}): Promise<Outcome> {
  const { input = "", tty = false, columns, signal, onOut } = settings;
  const texts = { out: "", err: "" };
  const sink = (name: "out" | "err") =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += chunk;
        if (name === "out") onOut?.(texts.out);
        done();
      },
    });
  const code = await runCli(args, {
    stdin: input instanceof Readable ? input : Readable.from([input]),
    stdout: Object.assign(sink("out"), columns === undefined ? {} : { isTTY: true, columns }),
    stderr: Object.assign(sink("err"), { isTTY: tty }),
    ...(signal && { signal }),
  });
  return { code, out: texts.out, err: texts.err.replace(SLOW_PROGRESS, "") };
}

/** What a command says every ten seconds where no terminal shows its progress: whether it does depends on the machine. */
const SLOW_PROGRESS = /^seqment: \d+% [a-z -]+\n/gm;
