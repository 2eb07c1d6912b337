import { type Matrix, ModelFormatError } from "../../core";
import { isArrayOf } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { Weighting } from "../pooling/pooling";
import { PoolingModel } from "../pooling/pooling-model";
import type { EmbedderState, EmbeddingReport, FittedEmbedder, SequenceInput } from "../types";
import { type ActionPooling, ActionReader, fitActions } from "./action-reader";
import { DTYPES, type Dtype } from "./model-folder";
import { type ModelSource, modelToFind, openedModel } from "./model-source";
import type { ReadAccess, ReadSettings } from "./options";
import { PathReader } from "./path-reader";
import { TOKEN_POOLINGS, type TokenPooling } from "./protocol";
import type { SentenceModel, SentenceModelIdentity } from "./sentence-model";
import { separatorOf } from "./separator";
import { type Verbalizer, verbalize } from "./verbalize";

/** How sequences are worded for the model. */
interface Wording {
  readonly separator: string;
  readonly verbalizer: Verbalizer | undefined;
}

/**
 * A fitted {@link sentenceEmbedder}. It holds threads with the model while it is busy and for ten seconds after;
 * `dispose()` ends them at once, and it can still be used.
 */
export class FittedSentenceBert implements FittedEmbedder, Disposable {
  readonly method = "sentence-bert";
  readonly report: EmbeddingReport | undefined;
  /** Whether it embeds actions that training never saw. */
  readonly readsNewActions: boolean;
  readonly #source: ModelSource;
  readonly #reader: PathReader | ActionReader;
  readonly #granularity: ReadSettings["granularity"];
  readonly #wording: Wording;

  /** Use {@link sentenceEmbedder}. */
  constructor(
    source: ModelSource,
    reader: PathReader | ActionReader,
    how: { granularity: ReadSettings["granularity"]; wording: Wording; readsNewActions: boolean },
    report: EmbeddingReport | undefined,
  ) {
    this.#source = source;
    this.#reader = reader;
    this.#granularity = how.granularity;
    this.#wording = how.wording;
    this.readsNewActions = how.readsNewActions;
    this.report = report;
  }

  get dimensions(): number {
    return this.#source.identity.dimensions;
  }

  embed(sequences: SequenceInput, run: RunOptions = {}): Promise<Matrix> {
    const settings = run ?? {};
    return this.#reader.embed(sequences, settings);
  }

  /**
   * Opens the model now rather than when it is needed.
   *
   * @param run progress and abort.
   * @throws RangeError when the model is not where the options say; MissingDependencyError when a package it needs is not
   *   installed.
   */
  async open(run: RunOptions = {}): Promise<void> {
    await this.#source.open(run);
  }

  state(): EmbedderState {
    const { separator, verbalizer } = this.#wording;
    const pooling = this.#reader instanceof ActionReader ? this.#reader.pooling : undefined;
    const { vectors, vocabulary, weights, component, ...rest } = pooling ?? {};
    return {
      method: this.method,
      json: {
        ...this.#source.identity,
        granularity: this.#granularity,
        separator,
        verbalizer: typeof verbalizer === "function" ? "function" : Object.entries(verbalizer ?? {}),
        pooled: pooling
          ? {
              ...rest,
              actions: vocabulary!.actions,
              weights: [...weights!],
              component: component ? [...component] : null,
            }
          : null,
      },
      matrices: vectors ? { vectors } : {},
    };
  }

  /** Ends its threads and releases the model's sessions. */
  dispose(): void {
    this.#source.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** Reads the sequences by an open model. */
export async function fitSentenceBert(
  sequences: SequenceInput,
  model: SentenceModel,
  settings: ReadSettings,
  run: RunOptions,
): Promise<FittedSentenceBert> {
  const { granularity, weighting, sifA, halfLife, verbalize: verbalizer } = settings;
  const source = openedModel(model);
  try {
    const wording = { separator: await separatorOf(model), verbalizer };
    const textOf = textBy(wording);
    const how = { granularity, wording, readsNewActions: true };
    if (granularity === "action") {
      const { normalize } = model.identity;
      const pooling = { weighting, normalize, sifA, halfLife };
      const { reader, report } = await fitActions(sequences, source, textOf, pooling, run);
      return new FittedSentenceBert(source, reader, how, report);
    }
    const reader = new PathReader(granularity, source, textOf);
    const report = await reader.fit(sequences, run);
    return new FittedSentenceBert(source, reader, how, report);
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** Where a restored model finds what was not saved with it. */
export interface RestoreAccess extends ReadAccess {
  readonly verbalize: Verbalizer | undefined;
}

/** The embedder of which {@link FittedSentenceBert.state} was taken; the model itself is opened when it is needed. */
export function restoreSentenceBert({ json, matrices }: EmbedderState, access: RestoreAccess): FittedSentenceBert {
  const { granularity, separator, verbalizer, pooled, ...rest } = json;
  const identity: Record<string, unknown> = rest;
  const known = ["sequence", "window", "action"].includes(granularity as string);
  if (!known || typeof separator !== "string" || !isIdentity(identity)) throw incomplete();
  const wording = { separator, verbalizer: restoredVerbalizer(verbalizer, access.verbalize) };
  const textOf = textBy(wording);
  const source = modelToFind(identity, access);
  const isGiven = access.localModelPath !== undefined || access.cacheDir !== undefined;
  const how = { granularity: granularity as ReadSettings["granularity"], wording };
  if (how.granularity === "action") {
    const reader = new ActionReader(restoredPooling(pooled, matrices), source, textOf, isGiven);
    return new FittedSentenceBert(source, reader, { ...how, readsNewActions: isGiven }, undefined);
  }
  const reader = new PathReader(how.granularity, source, textOf);
  return new FittedSentenceBert(source, reader, { ...how, readsNewActions: true }, undefined);
}

function textBy({ verbalizer, separator }: Wording): (actions: readonly string[]) => string {
  return (actions) => verbalize(actions, verbalizer, separator);
}

function restoredVerbalizer(saved: unknown, given: Verbalizer | undefined): Verbalizer | undefined {
  if (saved === "function") return typeof given === "function" ? given : notSaved;
  if (!Array.isArray(saved) || !saved.every((entry) => isArrayOf("string", entry, 2))) throw incomplete();
  return saved.length > 0 ? Object.fromEntries(saved) : undefined;
}

/** A model can be looked at without the function; only reading needs it. */
function notSaved(): never {
  throw new TypeError('the model was fitted with a function "verbalize", which is not saved: give it again');
}

function restoredPooling(saved: unknown, { vectors }: EmbedderState["matrices"]): ActionPooling {
  const { actions, weights, component, unseenWeight, ...rest } = (saved ?? {}) as Record<string, unknown>;
  if (
    vectors === undefined ||
    !isArrayOf("string", actions, vectors.rows) ||
    !isArrayOf("number", weights, vectors.rows) ||
    !(component === null || isArrayOf("number", component, vectors.cols)) ||
    typeof unseenWeight !== "number"
  ) {
    throw incomplete();
  }
  const pooling = new PoolingModel({
    vectors,
    vocabulary: { actions },
    prefixes: undefined,
    weights: Float64Array.from(weights),
    component: component === null ? undefined : Float64Array.from(component),
    weighting: rest.weighting as Weighting,
    halfLife: (rest.halfLife as number | null) ?? undefined,
    normalize: rest.normalize as boolean,
  });
  return { ...pooling, unseenWeight };
}

function isIdentity(saved: Record<string, unknown>): saved is SentenceModelIdentity & Record<string, unknown> {
  const { model, dtype, modelHash, tokenizerHash, maxTokens, pooling, normalize, dimensions } = saved;
  return (
    isArrayOf("string", [model, modelHash, tokenizerHash]) &&
    DTYPES.includes(dtype as Dtype) &&
    TOKEN_POOLINGS.includes(pooling as TokenPooling) &&
    typeof normalize === "boolean" &&
    [dimensions, maxTokens].every((value) => Number.isInteger(value))
  );
}

function incomplete(): ModelFormatError {
  return new ModelFormatError("the state of a sentence-bert embedder is incomplete");
}
