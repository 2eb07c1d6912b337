import { createAssigner, type Meter, type OnlineAssigner } from "../../online";
import { renderReport } from "../../report";
import type { SegmentModel } from "../../segments";
import type { StateStore } from "../../stores";
import { AssignTogether } from "./assign-together";
import type { ServiceSettings } from "./service-settings";

/** A model that answers, with what is made of it once. */
export class LiveModel {
  readonly model: SegmentModel;
  /** SHA-256 of it. */
  readonly hash: string;
  readonly users: OnlineAssigner;
  readonly together: AssignTogether;
  #report: Promise<string> | undefined;

  private constructor(model: SegmentModel, users: OnlineAssigner) {
    this.model = model;
    this.hash = users.model;
    this.users = users;
    this.together = new AssignTogether(model);
  }

  /** Makes it ready: the first answers, which compile kernels and index what was fitted, are given here. */
  static async of(model: SegmentModel, settings: ServiceSettings, store: StateStore, meter: Meter): Promise<LiveModel> {
    const { namespace, allowedLateness, maxEvents, ttl, now } = settings;
    const users = await createAssigner(model, { store, namespace, allowedLateness, maxEvents, ttl, now, meter });
    const first = [model.sequences.vocabulary.actions.slice(0, 1)];
    await model.assign(first, { workers: 1 });
    await model.assign(first, { complete: false, workers: 1 });
    return new LiveModel(model, users);
  }

  /** The id of a segment; null for none. */
  idOf(segment: number): string | null {
    return this.model.lineage.ids[segment] ?? null;
  }

  /** The report's page, rendered when it is first asked for. */
  report(): Promise<string> {
    this.#report ??= renderReport(this.model).catch((error) => {
      this.#report = undefined; // it is tried again
      throw error;
    });
    return this.#report;
  }
}
