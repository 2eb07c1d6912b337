import type { SegmentModel } from "../../segments";
import type { ModelSource } from "./model-source";

/** What happens as a source changes. */
export interface Following {
  /** Lets the model answer. */
  readonly replace: (model: SegmentModel) => Promise<void>;
  /** Called with the reason why a source could not be read; the model before goes on answering. */
  readonly onFailure: (error: unknown) => void;
}

/** Looks that are left out, at most, before a model that could not be loaded is tried again. */
const LONGEST_PAUSE = 150;

/** Looks whether a source has changed, one look at a time. */
export class SourceFollower {
  readonly #source: ModelSource;
  readonly #following: Following;
  #mark: string;
  #looking: Promise<void> = Promise.resolve();
  #lastFailure = "";
  /** The model that could not be loaded last, and how many looks it is left alone: each time twice as many. */
  #failed = { mark: "", pause: 0, left: 0 };

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
    let mark = "";
    try {
      mark = await this.#source.mark();
      if (!anyway && this.#isLeftAlone(mark)) return;
      await this.#following.replace(await this.#source.load());
      this.#mark = mark;
      this.#lastFailure = "";
    } catch (error) {
      const before = this.#failed.mark === mark ? this.#failed.pause : 0;
      const pause = Math.min(LONGEST_PAUSE, 2 * before + 1);
      this.#failed = { mark, pause, left: pause };
      const failure = String(error);
      if (failure !== this.#lastFailure || anyway) this.#following.onFailure(error);
      this.#lastFailure = failure;
    }
  }

  #isLeftAlone(mark: string): boolean {
    if (mark === this.#mark) {
      this.#lastFailure = ""; // the next one is reported, also when it is the same
      return true;
    }
    if (mark !== this.#failed.mark || this.#failed.left === 0) return false;
    this.#failed.left -= 1;
    return true;
  }
}
