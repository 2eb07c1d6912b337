import { integer, readOptions } from "../../core/internal";
import { contentHash, encodeArtefact } from "../file/artefact";
import { compressed } from "../file/compression";
import { writeAtomically } from "../file/node-files";
import { layerPathOf } from "../layers/layer-path";
import { plannedLayers } from "../layers/plan-layers";
import type { LayerGroup, SegmentLayer } from "../layers/segment-layer";
import { SAVE_OPTIONS, type SaveOptions } from "../options/save-options";
import { USERS_OPTIONS, type UsersOptions } from "../options/users-options";
import { usersFile } from "../users/users-file";
import { type UserOfModel, usersOf } from "../users/users-table";
import { FittedSegments } from "./fitted-segments";
import type { ModelParts } from "./model-parts";
import { modelTree } from "./model-tree";

/** What a {@link SegmentModel} is written as: its file, and the table of its users with the layers they are in. */
export class SavableSegments extends FittedSegments {
  readonly #parts: ModelParts;

  /** Use {@link fitSegments} or {@link loadSegments}. */
  constructor(parts: ModelParts) {
    super(parts);
    this.#parts = parts;
  }

  /**
   * The depths at which the segments can be read, coarse to fine: what acts alike merged, the segments that were chosen, and these
   * divided along the hierarchy they were read from. Each layer is nested in the one before, and all are read off what the model
   * holds, so a loaded model has the same. There is one alone where nothing can be merged or divided.
   */
  get layers(): readonly SegmentLayer[] {
    return plannedLayers(this.#parts).map(({ cut: _, ...layer }) => layer);
  }

  /**
   * Where a segment stands in the layers: the groups it is in, coarse to fine, itself last. Layers in which it is the same are
   * listed once.
   *
   * @param segment its number, from 0.
   * @returns ids, names and sizes.
   * @throws RangeError when there is no such segment.
   * @example
   * model.layerPath(0).map(({ name }) => name).join(" > ");
   */
  layerPath(segment: number): readonly LayerGroup[] {
    integer({ min: 0, max: this.segments.length - 1 }).read(segment, "segment");
    return layerPathOf(plannedLayers(this.#parts), segment);
  }

  /**
   * SHA-256 of the model in hexadecimal digits: what its file ends with. It does not depend on names of users.
   *
   * @returns 64 digits.
   * @throws TypeError when a part of the model cannot be saved.
   */
  async hash(): Promise<string> {
    return contentHash(await this.toBytes());
  }

  /**
   * The model as bytes; the same model gives the same bytes. {@link loadSegments} takes them, compressed or not.
   *
   * @param options whether to compress.
   * @returns the bytes of the file.
   * @throws TypeError when a part of it cannot be saved.
   */
  async toBytes(options: SaveOptions = {}): Promise<Uint8Array> {
    const { compress } = readOptions(options, SAVE_OPTIONS);
    const bytes = await encodeArtefact(modelTree(this.#parts));
    return compress ? compressed(bytes) : bytes;
  }

  /**
   * The table of users: who is in which segment, which is the nearest, how surely, and why. It is tied to the model by its hash;
   * {@link loadSegments} takes it back beside the model's file, which holds no names.
   *
   * @param options one segment alone, and columns of your own.
   * @returns a row for each input, or for each of the segment, in input order: those of `toRows("members")`, and the model's hash.
   * @throws RangeError when there is no such segment.
   * @example
   * const users = await model.users({ segment: 0 });
   * users.length === model.segments[0].size; // true
   */
  async users(options: UsersOptions = {}): Promise<UserOfModel[]> {
    const { segment, properties } = readOptions(options, USERS_OPTIONS);
    if (segment !== undefined) integer({ min: -1, max: this.segments.length - 1 }).read(segment, "segment");
    const layers = this.segments.map((one) => this.layerPath(one.segment).map(({ name }) => name));
    return usersOf(this.toRows("members"), { hash: await this.hash(), ids: this.ids, layers }, { segment, properties });
  }

  /**
   * Saves the table of users: JSON where the name ends in `.json`, Parquet where it ends in `.parquet` (which needs
   * `npm install hyparquet-writer`), and else CSV that is safe to open in a spreadsheet.
   *
   * @param path of the file; its folder must exist.
   * @param options one segment alone (such a table cannot be loaded beside the model again), and columns of your own.
   * @throws RangeError when there is no such segment; MissingDependencyError for Parquet without hyparquet-writer; what the file
   *   system throws where it cannot be written.
   */
  async saveUsers(path: string | URL, options: UsersOptions = {}): Promise<void> {
    const name = typeof path === "string" ? path : path instanceof URL ? path.pathname : ""; // what is neither is refused below
    await writeAtomically(path, await usersFile(await this.users(options), name));
  }

  /**
   * Saves the model to a file: the whole new one, or on failure the old one stays.
   *
   * Kept are the distinct sequences with the names of their actions and how many inputs show each, which input shows which (by
   * position), what was fitted, profiles, verdict and report (with values of properties, as far as profiles report them).
   * Not kept are the ids of users and sessions, and times.
   *
   * @param path of the file; its folder must exist.
   * @param options whether to compress.
   * @throws TypeError when a part of the model cannot be saved; what the file system throws where it cannot be written.
   */
  async save(path: string | URL, options: SaveOptions = {}): Promise<void> {
    await writeAtomically(path, await this.toBytes(options));
  }
}
