import { ModelFormatError } from "../../core";
import type { RunOptions } from "../../parallel";
import type { ReadAccess } from "./options";
import { type RequestedModel, SentenceModel, type SentenceModelIdentity } from "./sentence-model";
import { vectorMemory } from "./vector-memory";

/** A sentence model that is opened when it is needed. */
export interface ModelSource {
  readonly identity: SentenceModelIdentity;
  /** @throws ModelFormatError when the model that is found is not the one of the identity. */
  open(run: RunOptions): Promise<SentenceModel>;
  dispose(): void;
}

/**
 * The model of an embedder, which all of its fits with as many workers share: opened by the first, with the vectors of the texts
 * that they read.
 */
export function sharedModel(
  requested: RequestedModel,
  access: ReadAccess,
): (run: RunOptions) => Promise<SentenceModel> {
  const opened = new Map<number | undefined, ReturnType<typeof openWithMemory>>();
  return async ({ workers }) => {
    const size = typeof workers === "number" ? workers : workers?.size;
    const opening = opened.get(size) ?? openWithMemory(requested, access, { workers });
    opened.set(size, opening);
    try {
      return (await opening).model;
    } catch (error) {
      opened.delete(size); // the folder may be mended
      throw error;
    }
  };
}

async function openWithMemory(requested: RequestedModel, access: ReadAccess, run: RunOptions) {
  const model = await SentenceModel.open(requested, access, run);
  const memory = vectorMemory(model.identity.dimensions);
  model.remember(memory);
  return { model, memory };
}

export function openedModel(model: SentenceModel): ModelSource {
  return { identity: model.identity, open: async () => model, dispose: () => model.dispose() };
}

/** A model known by its identity, to be found where `access` says. */
export function modelToFind(identity: SentenceModelIdentity, access: ReadAccess): ModelSource {
  let opening: Promise<SentenceModel> | undefined;
  return {
    identity,
    open(run) {
      opening ??= openSame(identity, access, run).catch((error) => {
        opening = undefined; // the folder may be mended
        throw error;
      });
      return opening;
    },
    dispose: () => void opening?.then((model) => model.dispose()),
  };
}

async function openSame(identity: SentenceModelIdentity, access: ReadAccess, run: RunOptions): Promise<SentenceModel> {
  const model = await SentenceModel.open(identity, access, run);
  for (const [part, key] of [
    ["model", "modelHash"],
    ["tokenizer", "tokenizerHash"],
  ] as const) {
    if (model.identity[key] === identity[key]) continue;
    model.dispose();
    throw new ModelFormatError(
      `"${identity.model}" (${identity.dtype}) is not the model that was fitted with: ` +
        `the SHA-256 of its ${part} was ${identity[key]}, and is ${model.identity[key]}`,
    );
  }
  return model;
}
