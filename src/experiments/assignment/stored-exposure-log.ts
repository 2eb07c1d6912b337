import { verbatim, wrongType, wrongValue } from "../../core/internal";
import type { StateStore } from "../../stores";
import { checkedStore } from "../../stores/internal";
import type { AssignVariantOptions } from "./assign-variant";
import { type Experiment, readExperiment } from "./experiment";
import { type Exposure, exposureOf } from "./exposure";

/** Times that a row is read again that another process seems to have written, but is not there. */
const ATTEMPTS = 20;
const METHODS = ["getMany", "putMany", "deleteMany", "scan"] as const;

/**
 * First exposures of an experiment in a store that several processes share: whichever of them meets a user first decides, and
 * the others get its answer. A user is one row; who takes no part has none.
 *
 * @example
 * const log = new StoredExposureLog({ key: "new-homepage", variants: ["old", "new"] }, memoryStore({ now: Date.now }));
 * (await log.expose("user-1", { time: 1000, segment: "s1" })).segment; // "s1"
 * (await log.expose("user-1", { time: 2000, segment: "s2" })).segment; // "s1"
 */
export class StoredExposureLog {
  readonly experiment: Experiment;
  readonly #store: StateStore;
  readonly #prefix: string;

  /**
   * @param experiment what is tried on whom.
   * @param store      of `seqment/stores`: memory, SQLite, Redis or PostgreSQL. Its keys begin with "x/", so that it may also
   *   hold the states of an online assigner.
   * @throws TypeError when the experiment is wrong, or this is no store.
   */
  constructor(experiment: Experiment, store: StateStore) {
    const { key } = readExperiment(experiment);
    if (typeof store !== "object" || store === null || METHODS.some((name) => typeof store[name] !== "function")) {
      throw wrongType("store", "a store of seqment/stores", store);
    }
    this.experiment = experiment;
    this.#store = checkedStore(store);
    this.#prefix = `x/${key.length}/${key}/`; // the length: no key begins another one's rows
  }

  /**
   * The user's exposure: the stored one where there is one, else a new one, which is stored if he takes part.
   *
   * @param user    id of the user.
   * @param context segment, model and time of this meeting, in milliseconds since 1970.
   * @returns the exposure that counts.
   * @throws TypeError when the time is missing; RangeError when a row of the store is no exposure, or it lets no write through.
   */
  async expose(user: string, context: AssignVariantOptions & { readonly time: number }): Promise<Exposure> {
    const exposure = exposureOf(user, this.experiment, context);
    const key = this.#prefix + user;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [row] = await this.#store.getMany([key]);
      if (row) return this.#read(row.bytes);
      if (exposure.index < 0) return exposure;
      const bytes = new TextEncoder().encode(JSON.stringify(exposure));
      const [isWritten] = await this.#store.putMany([{ key, expected: 0, bytes }]);
      if (isWritten) return exposure;
    }
    throw wrongValue("store", "a store that lets a write through", verbatim(`${ATTEMPTS} refusals of one row`));
  }

  /**
   * All exposures, to be analyzed.
   *
   * @returns one for each user, by time, then in the order of the store.
   * @throws RangeError when a row of the store is no exposure.
   */
  async toRows(): Promise<Exposure[]> {
    const rows: Exposure[] = [];
    for await (const { bytes } of this.#store.scan(this.#prefix)) rows.push(this.#read(bytes));
    return rows.sort((a, b) => a.time - b.time);
  }

  /**
   * Removes what is kept of a user.
   *
   * @param user id of the user.
   */
  async forget(user: string): Promise<void> {
    await this.#store.deleteMany([this.#prefix + user]);
  }

  #read(bytes: Uint8Array): Exposure {
    const text = new TextDecoder().decode(bytes);
    const expected = `rows that are exposures of "${this.experiment.key}"`;
    try {
      const exposure = JSON.parse(text) as Exposure;
      if (exposure.experiment === this.experiment.key && Number.isFinite(exposure.time)) return exposure;
    } catch {
      // reported below
    }
    throw wrongValue("store", expected, verbatim("another row"));
  }
}
