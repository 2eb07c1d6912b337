import type { SegmentModel } from "../../segments";
import type { ModelSource } from "./model-source";

/** What happens as a source changes. */
export interface Following {
  /** Lets the model answer. */
  readonly replace: (model: SegmentModel) => Promise<void>;
  /** Told why a source could not be read; the model before goes on answering. */
  readonly onFailure: (error: unknown) => void;
}

/** Looks whether a source has changed, one look at a time. */
export class SourceFollower {
  readonly #source: ModelSource;
  readonly #following: Following;
  #mark: string;
  #looking: Promise<void> = Promise.resolve();
  #lastFailure = "";

  /** @param mark of the model that answers. */
  constructor(source: ModelSource, mark: string, following: Following) {
    this.#source = source;
    this.#mark = mark;
    this.#following = following;
  }

  /**
   * Loads the model where the source has changed since the last look.
   *
   * @param anyway loads it also where it has not.
   */
  look(anyway = false): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look(anyway));
    return this.#looking;
  }

  async #look(anyway: boolean): Promise<void> {
    try {
      const mark = await this.#source.mark();
      if (mark === this.#mark && !anyway) return;
      this.#mark = mark; // one that cannot be read is not read again until it changes
      await this.#following.replace(await this.#source.load());
      this.#lastFailure = "";
    } catch (error) {
      const failure = String(error);
      if (failure !== this.#lastFailure || anyway) this.#following.onFailure(error);
      this.#lastFailure = failure;
    }
  }
}
