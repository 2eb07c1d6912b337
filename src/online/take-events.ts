import { acceptEvents, type Reception } from "./accept-events";
import { type FoldLimits, foldStates } from "./fold";
import { type ServedModels, shareIds } from "./served-models";
import { answersOf, type UserAnswer } from "./user-answer";
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

/** A user with the events that came in. */
export interface TakenUser {
  /** A state for each model. */
  readonly states: readonly UserState[];
  readonly change: UserChange | undefined;
  /** What the model that answers made of the events. */
  readonly told: Reception;
  readonly isReread: boolean;
}

/** Takes events of users in, for each of the models. */
export function takeEvents(
  models: ServedModels,
  users: readonly string[],
  before: readonly SeenUser[],
  eventsOf: (user: string) => readonly KeptEvent[],
  limits: FoldLimits,
): TakenUser[] {
  const told = users.map((): Reception => ({ accepted: 0, late: 0, duplicate: 0 }));
  const taken = models.map(({ paths }, m) => {
    const states = before.map(({ states }, i) =>
      acceptEvents(states[m]!, eventsOf(users[i]!), limits.lateness, m === 0 ? told[i]! : { ...told[i]! }),
    );
    return foldStates(paths, states, limits);
  });
  const [answers, shadows] = models.map((model, m) => answersOf(model, users, taken[m]!));
  const was = answersOf(
    models[0],
    users,
    before.map(({ states }) => states[0]),
  );
  const comparable = models.length === 2 && shareIds(...models);
  return users.map((_, i): TakenUser => {
    const [answer, shadow] = [answers![i], shadows?.[i]];
    return {
      states: taken.map((states) => states[i]!),
      change: answer && {
        ...answer,
        before: was[i]?.segment ?? null,
        ...(shadow && { shadow }),
        ...(shadow && comparable && { agrees: shadow.id === answer.id }),
      },
      told: told[i]!,
      isReread: before[i]!.isReread,
    };
  });
}
