import { acceptEvents, type Reception } from "./accept-events";
import { type FoldLimits, foldState } from "./fold";
import { type ServedModels, shareIds } from "./served-models";
import { answerUser, type UserAnswer } from "./user-answer";
import type { KeptEvent } from "./user-event";
import type { UserState } from "./user-state";
import type { SeenUser } from "./user-states";

/** A user whose events were taken in. */
export interface UserChange extends UserAnswer {
  /** The segment that this model gave before these events; -1 for none and undecided, null for a user who was not known. */
  readonly before: number | null;
  /** What the model beside it answers ({@link OnlineAssigner.shadow}); undefined where there is none. */
  readonly shadow?: UserAnswer | undefined;
  /** Whether both name the same segment by its id; undefined without a second model, and where ids have nothing in common. */
  readonly agrees?: boolean | undefined;
}

/** What came of a user's events. */
export interface TakenUser {
  readonly change: UserChange | undefined;
  /** What the model that answers made of the events. */
  readonly reception: Reception;
  readonly isReread: boolean;
}

/**
 * Takes events of a user in.
 *
 * @returns a state for each of the models, and what came of the events.
 */
export function takeEvents(
  models: ServedModels,
  user: string,
  before: SeenUser,
  events: readonly KeptEvent[],
  limits: FoldLimits,
): { readonly states: readonly UserState[]; readonly taken: TakenUser } {
  const reception: Reception = { accepted: 0, late: 0, duplicate: 0 };
  const states = models.map(({ paths }, m) => {
    const receptionOfModel = m === 0 ? reception : { ...reception };
    return foldState(paths, acceptEvents(before.states[m]!, events, limits.lateness, receptionOfModel), limits);
  });
  const [answer, shadow] = models.map((model, m) => answerUser(model, user, states[m]));
  const agrees = shadow && models.length === 2 && shareIds(...models) ? shadow.id === answer?.id : undefined;
  const change = answer && {
    ...answer,
    before: before.segment ?? answerUser(models[0], user, before.states[0])?.segment ?? null,
    ...(shadow && { shadow }),
    ...(agrees !== undefined && { agrees }),
  };
  return { states, taken: { change, reception, isReread: before.isReread } };
}
