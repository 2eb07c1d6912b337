import type { Reception } from "./accept-events";
import { Instruments, type Meter } from "./meter";
import type { TakenUser } from "./take-events";

/** What an assigner has done since it was made. */
export interface AssignerFigures extends Readonly<Reception> {
  /** Writes that were tried again because another writer was faster. */
  readonly conflicts: number;
  /** Times that the model that answers read a user anew from what another model had kept. */
  readonly reread: number;
  /** Answers that two models gave side by side, where ids of segments mean the same in both. */
  readonly compared: number;
  /** Those of them that named the same segment, or both none. */
  readonly agreed: number;
}

/** Counts what an assigner does, for itself and for a meter. */
export class AssignerTally {
  readonly #instruments: Instruments;
  #figures = { accepted: 0, late: 0, duplicate: 0, conflicts: 0, reread: 0, compared: 0, agreed: 0 };

  constructor(meter: Meter | undefined) {
    this.#instruments = new Instruments(meter);
  }

  get figures(): AssignerFigures {
    return { ...this.#figures };
  }

  taken({ reception, change, isReread }: TakenUser): void {
    const [figures, instruments] = [this.#figures, this.#instruments];
    for (const what of ["accepted", "late", "duplicate"] as const) {
      figures[what] += reception[what];
      instruments.count(`events.${what}`, reception[what]);
    }
    figures.reread += Number(isReread);
    instruments.count("states.reread", Number(isReread));
    if (change === undefined) return;
    instruments.count("assign.outcome", 1, { reason: change.reason });
    instruments.count("segment.share", 1, { segment: change.name ?? "none" });
    if (change.agrees === undefined) return;
    figures.compared += 1;
    figures.agreed += Number(change.agrees);
    instruments.count("shadow.compared", 1, { agrees: String(change.agrees) });
  }

  conflicts(conflicts: number): void {
    this.#figures.conflicts += conflicts;
    this.#instruments.count("store.conflicts", conflicts);
  }

  duration(milliseconds: number): void {
    this.#instruments.duration(milliseconds);
  }
}
