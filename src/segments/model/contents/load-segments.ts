import { ModelFormatError } from "../../../core";
import { type Field, readOptions, type Schema, wrongType } from "../../../core/internal";
import type { RestoreEmbedderOptions } from "../../../embedding";
import { RESTORE_EMBEDDER_OPTIONS } from "../../../embedding/internal";
import { decodeArtefact } from "../../file/artefact";
import { refuseOtherKind } from "../../file/model-kind";
import { readBytes } from "../../file/node-files";
import { idsOfUsers, withIds } from "../../users/ids-of-users";
import { readUsers, type UsersTable } from "../../users/read-users";
import type { ModelParts } from "../model-parts";
import { modelParts } from "../model-tree";
import { SegmentModel } from "../segment-model";

/**
 * Options of {@link loadSegments}. A saved model holds the SHA-256 of its Sentence-BERT model, not the model itself: say
 * where that lies, and it is checked at once; otherwise it is looked for in `models` when it is needed. Models of other
 * embeddings need none of these.
 */
export interface LoadSegmentsOptions extends RestoreEmbedderOptions {
  /**
   * The table of the model's users ({@link SegmentModel.saveUsers}, `seqment fit --users`): a path, a file URL, bytes of CSV,
   * JSON or Parquet, or rows, in any order. With it the model knows their names again.
   * @default none
   */
  users?: UsersTable | undefined;
}

const USERS: Field<UsersTable, undefined> = {
  expected: "a path, a file: URL, bytes of CSV, JSON or Parquet, or rows",
  default: undefined,
  read(value, name) {
    const isUsers =
      typeof value === "string" || value instanceof URL || value instanceof Uint8Array || Array.isArray(value);
    if (!isUsers) throw wrongType(name, USERS.expected, value);
    return value as UsersTable;
  },
};

const LOAD_SEGMENTS_OPTIONS = { ...RESTORE_EMBEDDER_OPTIONS, users: USERS } satisfies Schema<LoadSegmentsOptions>;

/**
 * Loads a model saved by {@link SegmentModel.save}. It assigns as the saved one did, bit for bit; only the names of
 * users are gone, unless their table is given.
 *
 * @param source a path, a file URL, or the bytes themselves.
 * @param options the table of users; where a sentence model is found again.
 * @returns the model.
 * @throws ModelFormatError when it is not a whole, unchanged model of a known version, or the Sentence-BERT model is
 *   another than it was fitted with (the message has both hashes); RangeError when that model is not where the options say, or
 *   the table of users is that of another model, or not whole.
 * @example
 * const model = await loadSegments("players.seqment");
 * await model.assign(["START -> LEVEL_5_FAIL"]);
 */
export async function loadSegments(
  source: string | URL | Uint8Array,
  options: LoadSegmentsOptions = {},
): Promise<SegmentModel> {
  const { users, ...sentences } = readOptions(options, LOAD_SEGMENTS_OPTIONS);
  if (!(source instanceof Uint8Array || source instanceof URL || typeof source === "string")) {
    throw wrongType("source", "a path, a file: URL or the bytes of a model", source);
  }
  const parts = source instanceof Uint8Array ? await partsOf(source, sentences) : await partsOfFile(source, sentences);
  if (sentences.localModelPath !== undefined || sentences.cacheDir !== undefined) await parts.embedder.open?.();
  const model = new SegmentModel(parts);
  if (users === undefined) return model;
  return new SegmentModel(withIds(parts, idsOfUsers(await readUsers(users), parts, await model.hash())));
}

async function partsOf(bytes: Uint8Array, options: RestoreEmbedderOptions): Promise<ModelParts> {
  const tree = await decodeArtefact(bytes);
  refuseOtherKind(tree, "sequences");
  try {
    return modelParts(tree, options);
  } catch (error) {
    if (error instanceof ModelFormatError) throw error;
    throw new ModelFormatError("the model file is damaged: its parts do not fit each other", { cause: error });
  }
}

/** The same of a file, which errors name. */
async function partsOfFile(path: string | URL, options: RestoreEmbedderOptions): Promise<ModelParts> {
  const bytes = await readBytes(path);
  return partsOf(bytes, options).catch((error) => {
    throw error instanceof ModelFormatError
      ? new ModelFormatError(`${path}: ${error.message}`, { cause: error })
      : error;
  });
}
