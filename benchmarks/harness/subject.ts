/**
 * What a file `benchmarks/NAME.ts` exports by default. `load` and `run` are called in a child process of their own, the
 * rest in the process that measures; whatever passes between them is plain JSON.
 *
 * `Params` says all about one case (paths, sizes, seed), `Input` is what it loads into, `Output` what the timed run gives.
 */
export interface Subject<Params extends object, Input, Output> {
  /** Cases, smallest first; `quick` asks for the few that take seconds. */
  cases(quick: boolean): readonly Case<Params>[];
  /** Makes the files that both sides load, in a folder that is removed afterwards. */
  prepare?(params: Params, folder: string): Promise<void>;
  /** Not timed: reads the data into memory, unless reading is the subject. */
  load(params: Params, folder: string): Promise<Input>;
  /** Timed, several times. */
  run(input: Input, params: Params): Promise<Output>;
  /** Not timed: the size of the job, and what `quality` judges. */
  describe(output: Output, input: Input): Description;
  /**
   * Judges what `describe` gave as `result`, ours or the peer's, by the same measure; `other` is the other side's,
   * undefined without a peer.
   */
  quality?(result: unknown, params: Params, folder: string, other: unknown): number | null | Promise<number | null>;
  /** Further figures of the same result, by name. */
  further?(result: unknown, params: Params, folder: string): Promise<Readonly<Record<string, number>>>;
  /** Timed runs, where the result is the subject and not the time. @default five, three with --quick */
  readonly rounds?: number;
  /** The reference library run beside ours: a Python or TypeScript file, such as `peers/word2vec.py`. */
  readonly peer?: string;
}

export interface Case<Params> {
  readonly case: string;
  readonly params: Params;
  /** A file under SEQMENT_DATA without which the case is left out. */
  readonly needs?: string;
  /** No peer in this case. */
  readonly alone?: boolean;
}

export interface Description {
  /** Things worked on: rows, sequences, tokens. */
  readonly n: number;
  /** Their dimension, or size of the vocabulary; null where there is none. */
  readonly d: number | null;
  readonly result?: unknown;
}
