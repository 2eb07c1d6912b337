import type { Assignment, BeginningAssignment, SegmentModel } from "../../segments";

type Answer = Assignment | BeginningAssignment;

interface Waiting {
  readonly paths: readonly (readonly string[])[];
  resolve(answers: readonly Answer[]): void;
  reject(error: unknown): void;
}

/**
 * Assigns the paths of requests that come at the same time in one call: answers are the same as alone, and a call of many
 * costs little more than one of a single path.
 */
export class AssignTogether {
  readonly #model: SegmentModel;
  /** Of whole paths, and of beginnings. */
  readonly #waiting: Record<"whole" | "begun", Waiting[]> = { whole: [], begun: [] };

  constructor(model: SegmentModel) {
    this.#model = model;
  }

  assign(paths: readonly (readonly string[])[], complete: boolean): Promise<readonly Answer[]> {
    const waiting = this.#waiting[complete ? "whole" : "begun"];
    return new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(() => this.#run(complete), 0);
      waiting.push({ paths, resolve, reject });
    });
  }

  async #run(complete: boolean): Promise<void> {
    const kind = complete ? "whole" : "begun";
    const requests = this.#waiting[kind];
    this.#waiting[kind] = [];
    try {
      const all = requests.flatMap(({ paths }) => paths);
      const answers: readonly Answer[] = await this.#model.assign(all, { complete, workers: 1 });
      let from = 0;
      for (const { paths, resolve } of requests) {
        resolve(answers.slice(from, from + paths.length));
        from += paths.length;
      }
    } catch (error) {
      for (const { reject } of requests) reject(error);
    }
  }
}
