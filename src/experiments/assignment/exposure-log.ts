import { integer, wrongType, wrongValue } from "../../core/internal";
import type { AssignVariantOptions } from "./assign-variant";
import { type Experiment, readExperiment } from "./experiment";
import { type Exposure, exposureOf } from "./exposure";

/**
 * First exposures of an experiment: variant, segment and model version of a user stay as they were when he first met it,
 * however often he comes back and whatever segment he has moved to since. In memory; {@link StoredExposureLog} shares a store.
 *
 * @example
 * const log = new ExposureLog({ key: "new-homepage", variants: ["old", "new"] });
 * log.expose("user-1", { time: 1000, segment: "s1" }).segment; // "s1"
 * log.expose("user-1", { time: 2000, segment: "s2" }).segment; // "s1"
 */
export class ExposureLog {
  readonly experiment: Experiment;
  readonly #first = new Map<string, Exposure>();

  /**
   * @param experiment what is tried on whom.
   * @param exposures  of an earlier run of this experiment: `toRows()` of another log.
   * @throws TypeError when the experiment is wrong, or an exposure is of another one.
   */
  constructor(experiment: Experiment, exposures: Iterable<Exposure> = []) {
    this.experiment = experiment;
    const { key } = readExperiment(experiment);
    for (const exposure of readExposures(exposures)) {
      if (exposure.experiment !== key) throw wrongValue("exposures", `exposures of "${key}"`, exposure.experiment);
      const earlier = this.#first.get(exposure.user);
      if (!earlier || exposure.time < earlier.time) this.#first.set(exposure.user, exposure);
    }
  }

  /** Number of users who take part. */
  get size(): number {
    return this.#first.size;
  }

  /**
   * The user's exposure: the first one where there is one, else a new one, which is kept if he takes part.
   *
   * @param user    id of the user.
   * @param context segment, model and time of this meeting, in milliseconds since 1970.
   * @returns the exposure that counts.
   * @throws TypeError when the time is missing.
   */
  expose(user: string, context: AssignVariantOptions & { readonly time: number }): Exposure {
    const known = this.#first.get(user);
    if (known) return known;
    const exposure = exposureOf(user, this.experiment, context);
    if (exposure.index >= 0) this.#first.set(user, exposure);
    return exposure;
  }

  /**
   * All exposures, to be stored and to be analyzed.
   *
   * @returns one for each user, in the order in which they first met the experiment.
   */
  toRows(): Exposure[] {
    return [...this.#first.values()];
  }

  /**
   * Removes what is kept of a user.
   *
   * @param user id of the user.
   * @returns whether there was anything.
   */
  forget(user: string): boolean {
    return this.#first.delete(user);
  }
}

/** @throws TypeError where they are no list, or one is no exposure. */
function* readExposures(exposures: Iterable<Exposure>): Generator<Exposure> {
  if (typeof exposures !== "object" || exposures === null || !(Symbol.iterator in exposures)) {
    throw wrongType("exposures", "an array of exposures", exposures);
  }
  for (const exposure of exposures) {
    if (typeof exposure !== "object" || exposure === null) throw wrongType("exposures", "exposures", exposure);
    if (typeof exposure.user !== "string") throw wrongType("exposures.user", "a string", exposure.user);
    integer({}).read(exposure.time, "exposures.time");
    yield exposure;
  }
}
