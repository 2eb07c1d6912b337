import { type Matrix, ModelFormatError } from "../core";
import {
  checkpoint,
  follow,
  isWithin,
  matrix,
  number,
  readOptions,
  type Schema,
  type Steps,
  verbatim,
  wrongValue,
} from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import { builtSequences } from "./built-sequences";
import type { Embedded, Embedder, EmbedderState, FittedEmbedder, SequenceInput } from "./types";

/** One of several embedders that are joined. */
export interface JoinedPart {
  readonly embedder: Embedder;
  /** How much it counts: the root mean square length of its vectors. @default 1 */
  readonly weight?: number | undefined;
}

const JOINED_PART = {
  embedder: {
    expected: "an embedder: an object with a function fit",
    default: undefined,
    read(value: unknown, name: string): Embedder {
      const { fit, method } = (value ?? {}) as Partial<Embedder>;
      if (typeof fit === "function" && typeof method === "string") return value as Embedder;
      throw new TypeError(`"${name}" expected an embedder: an object with a function fit`);
    },
  },
  weight: number({ above: 0, max: 1000 }, 1),
} satisfies Schema<JoinedPart>;

/**
 * Several embedders side by side, so that a vector holds what each of them sees: order beside meaning, for one.
 *
 * Each part is scaled by one factor, learned when fitting, so that the root mean square length of its vectors over the
 * inputs is its weight; without it, the part with the longest vectors would decide.
 *
 * @param parts at least one.
 * @returns an embedder of all columns; it can be saved when each of its parts can.
 * @throws RangeError when there is no part; TypeError when one is no embedder.
 * @example
 * const both = joinEmbedders([{ embedder: orderEmbedder() }, { embedder: word2vecEmbedder(), weight: 0.5 }]);
 * const points = await (await both.fit([["start", "buy"], ["start", "quit"]])).embed([["buy", "start"]]);
 */
export function joinEmbedders(parts: readonly JoinedPart[]): Embedder {
  if (!Array.isArray(parts) || parts.length === 0) throw wrongValue("parts", "at least one embedder", verbatim("none"));
  const read = Array.from(parts, (part, i) => readOptions(part, JOINED_PART, `parts[${i}]`));
  const chosen = read.map(({ embedder, weight }, i) => ({
    embedder: JOINED_PART.embedder.read(embedder, `parts[${i}].embedder`),
    weight,
  }));
  return new JoinedEmbedder(chosen);
}

interface WeightedPart {
  readonly embedder: Embedder;
  readonly weight: number;
}

/** What {@link joinEmbedders} returns. */
export class JoinedEmbedder implements Embedder {
  readonly method: string;
  readonly parts: readonly WeightedPart[];

  constructor(parts: readonly WeightedPart[]) {
    this.method = methodOf(parts.map(({ embedder }) => embedder));
    this.parts = parts;
  }

  async fit(sequences: SequenceInput, options: RunOptions = {}): Promise<FittedJoin> {
    const run = readOptions(options, RUN_OPTIONS);
    const built = await builtSequences(sequences, { signal: run.signal, onProgress: run.onProgress });
    const embedded: Embedded[] = [];
    for (const { embedder } of this.parts) {
      const fitted = await embedder.fit(built, run);
      embedded.push({ fitted, vectors: await fitted.embed(built, run) });
    }
    return new FittedJoin(await follow(this.#scaled(embedded, built.weights), joining(run)));
  }

  /** Joins its parts, already fitted to sequences of these weights. */
  async join(embedded: readonly Embedded[], weights: Float64Array, run: RunOptions): Promise<Embedded> {
    const at = joining(run);
    const parts = await follow(this.#scaled(embedded, weights), at);
    const vectors = embedded.map((part) => part.vectors);
    return { fitted: new FittedJoin(parts), vectors: await follow(sideBySide(parts, vectors), at) };
  }

  *#scaled(embedded: readonly Embedded[], weights: Float64Array): Steps<FittedPart[]> {
    const parts: FittedPart[] = [];
    for (const [p, { fitted: embedder, vectors }] of embedded.entries()) {
      const size = yield* meanLength(vectors, weights);
      parts.push({ embedder, scale: size > 0 ? this.parts[p]!.weight / size : 1 });
    }
    return parts;
  }
}

function joining({ signal, onProgress }: RunOptions) {
  return checkpoint("embedding", { signal, onProgress });
}

interface FittedPart {
  readonly embedder: FittedEmbedder;
  readonly scale: number;
}

/** Trained {@link joinEmbedders}. */
export class FittedJoin implements FittedEmbedder {
  readonly #parts: readonly FittedPart[];

  constructor(parts: readonly FittedPart[]) {
    this.#parts = parts;
  }

  get method(): string {
    return methodOf(this.#parts.map(({ embedder }) => embedder));
  }

  get dimensions(): number {
    return this.#parts.reduce((sum, { embedder }) => sum + embedder.dimensions, 0);
  }

  /** Reads what one of its parts reads; the others leave it out. */
  get readsNewActions(): boolean | ((action: string) => boolean) {
    const parts = this.#parts.map(({ embedder }) => embedder.readsNewActions ?? false);
    if (parts.every((reads) => typeof reads === "boolean")) return parts.includes(true);
    return (action) => parts.some((reads) => (typeof reads === "function" ? reads(action) : reads));
  }

  get zeroIsUnknown(): boolean {
    return this.#parts.every(({ embedder }) => embedder.zeroIsUnknown === true);
  }

  async embed(sequences: SequenceInput, given: RunOptions = {}): Promise<Matrix> {
    const run = given ?? {};
    const vectors: Matrix[] = [];
    for (const { embedder } of this.#parts) vectors.push(await embedder.embed(sequences, run));
    return follow(sideBySide(this.#parts, vectors), joining(run));
  }

  /** Undefined when one of its parts cannot be saved. */
  state(): EmbedderState | undefined {
    const states: EmbedderState[] = [];
    for (const { embedder } of this.#parts) {
      const state = embedder.state();
      if (state === undefined) return undefined;
      states.push(state);
    }
    return {
      method: "joined",
      json: {
        parts: states.map(({ method, json }, p) => ({ method, json, scale: this.#parts[p]!.scale })),
      },
      matrices: Object.fromEntries(
        states.flatMap(({ matrices }, p) => Object.entries(matrices).map(([name, held]) => [`${p}/${name}`, held])),
      ),
    };
  }
}

/** The embedder of which {@link FittedJoin.state} was taken; `restore` makes its parts. */
export function restoreJoin(
  { json, matrices }: EmbedderState,
  restore: (state: EmbedderState) => FittedEmbedder,
): FittedJoin {
  const { parts } = json;
  if (!Array.isArray(parts) || parts.length === 0 || !parts.every(isPart)) {
    throw new ModelFormatError("the state of joined embedders is incomplete");
  }
  return new FittedJoin(
    parts.map(({ method, json: of, scale }, p) => {
      const prefix = `${p}/`;
      const held = Object.entries(matrices).filter(([name]) => name.startsWith(prefix));
      const own = Object.fromEntries(held.map(([name, values]) => [name.slice(prefix.length), values]));
      return { embedder: restore({ method, json: of, matrices: own }), scale };
    }),
  );
}

function isPart(value: unknown): value is { method: string; json: EmbedderState["json"]; scale: number } {
  const { method, json, scale } = (value ?? {}) as Record<string, unknown>;
  return typeof method === "string" && typeof json === "object" && json !== null && isWithin(scale, 0, LARGEST_SCALE);
}

/** That of vectors of length 1e-9. */
const LARGEST_SCALE = 1e12;

function methodOf(parts: readonly { readonly method: string }[]): string {
  return parts.map(({ method }) => method).join(" + ");
}

/** Rows worked on between two yields. */
const ROWS_A_STEP = 2 ** 11;

/** The vectors of parts as one. */
function* sideBySide(parts: readonly FittedPart[], vectors: readonly Matrix[]): Steps<Matrix> {
  const rows = vectors[0]!.rows;
  const result = matrix(
    rows,
    vectors.reduce((sum, { cols }) => sum + cols, 0),
  );
  let column = 0;
  for (const [p, { data, cols }] of vectors.entries()) {
    const { scale } = parts[p]!;
    for (let r = 0; r < rows; r++) {
      for (let t = 0; t < cols; t++) result.data[r * result.cols + column + t] = scale * data[r * cols + t]!;
      if (r % ROWS_A_STEP === 0) yield 0;
    }
    column += cols;
  }
  return result;
}

/** Root of the mean squared length, each row counted by its weight. */
function* meanLength({ data, rows, cols }: Matrix, weights: Float64Array): Steps<number> {
  let squares = 0;
  let total = 0;
  for (let r = 0; r < rows; r++) {
    total += weights[r]!;
    for (let t = 0; t < cols; t++) squares += weights[r]! * data[r * cols + t]! * data[r * cols + t]!;
    if (r % ROWS_A_STEP === 0) yield 0;
  }
  return total > 0 ? Math.sqrt(squares / total) : 0;
}
