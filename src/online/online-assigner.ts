import { integer, number, readOptions, type Schema, wrongType, wrongValue } from "../core/internal";
import type { RunningPaths } from "../segments/internal";
import type { StateStore } from "../stores";
import { foldStates } from "./fold";
import { inBatches } from "./in-batches";
import { Instruments, type Meter } from "./meter";
import { answersOf, type UserAnswer } from "./user-answer";
import { readUser, readUserEvents, type UserEvent } from "./user-event";
import { acceptEvents, type Reception, type UserState } from "./user-state";
import { UserStates } from "./user-states";

/** A user whose events were taken in. */
export interface UserChange extends UserAnswer {
  /** The segment answered before; -1 for none and undecided, null for a user who was not known. */
  readonly before: number | null;
}

/** What an assigner has done since it was made. */
export interface AssignerFigures extends Readonly<Reception> {
  /** Writes that were tried again because another writer was faster. */
  readonly conflicts: number;
}

/** A label of the last fit. */
export interface FittedUser {
  readonly user?: string | undefined;
  /** The same, as tables of users name it. @default user */
  readonly id?: string | number | undefined;
  /** Number of the segment, from 0; -1 for none. */
  readonly segment: number;
  /** @default 1 */
  readonly probability?: number | undefined;
}

/** Options of {@link OnlineAssigner.segmentOf}. */
export interface SegmentOfOptions {
  /** Milliseconds since 1970: later events do not count. @default all events count */
  asOf?: number | undefined;
}

const SEGMENT_OF_OPTIONS = { asOf: number() } satisfies Schema<SegmentOfOptions>;

interface Settings {
  readonly store: StateStore;
  readonly namespace: string;
  readonly allowedLateness: number;
  readonly maxEvents: number;
  readonly ttl: number | undefined;
  readonly now: (() => number) | undefined;
  readonly meter: Meter | undefined;
}

/** Users at the same time in one read of a store. */
const BATCH = 500;

/** Assigns users as their events arrive ({@link createAssigner}). */
export class OnlineAssigner {
  /** SHA-256 of the model. */
  readonly model: string;
  readonly #paths: RunningPaths;
  readonly #states: UserStates;
  readonly #limits: { readonly lateness: number; readonly maxEvents: number };
  readonly #instruments: Instruments;
  readonly #now: (() => number) | undefined;
  #figures: AssignerFigures = { accepted: 0, late: 0, duplicate: 0, conflicts: 0 };

  /** Use {@link createAssigner}. */
  constructor(paths: RunningPaths, model: string, settings: Settings) {
    const { store, namespace, allowedLateness, maxEvents, ttl, now, meter } = settings;
    this.model = model;
    this.#paths = paths;
    this.#limits = { lateness: allowedLateness, maxEvents };
    this.#now = now;
    this.#instruments = new Instruments(meter);
    this.#states = new UserStates(store, namespace, model, () => (ttl === undefined ? undefined : now!() + ttl));
  }

  /** Events taken in, refused as late or as duplicates, and conflicts of writers, since the assigner was made. */
  get figures(): AssignerFigures {
    return this.#figures;
  }

  /**
   * Takes events in, and writes the states of their users; when it returns, all of them are stored.
   *
   * @param events of any users, in any order.
   * @returns an answer for each user, in the order of their first event.
   * @throws TypeError, RangeError naming the field of an event that is wrong, before anything is written; ModelFormatError where
   *   the store holds no states; what the store throws.
   */
  async push(events: Iterable<UserEvent>): Promise<UserChange[]> {
    const started = this.#now?.();
    const byUser = readUserEvents(events);
    const users = [...byUser.keys()];
    const changes: UserChange[] = [];
    for (let from = 0; from < users.length; from += BATCH) {
      changes.push(...(await this.#take(users.slice(from, from + BATCH), byUser)));
    }
    if (started !== undefined) this.#instruments.duration(this.#now!() - started);
    return changes;
  }

  /**
   * Takes a stream in, as fast as the store writes: while one batch is written, the next one fills.
   *
   * @param stream events, or lists of them, one after the other.
   * @param batchSize events written together, at most. @default 512
   * @returns the answers of {@link push}; when one is given out, its state is stored.
   * @throws as {@link push}, and what the stream throws, after the answers of what came before.
   */
  async *run(
    stream: AsyncIterable<UserEvent | readonly UserEvent[]>,
    batchSize = 512,
  ): AsyncGenerator<UserChange, void, undefined> {
    const size = integer({ min: 1, max: 100_000 }).read(batchSize, "batchSize");
    if (typeof stream !== "object" || stream === null || !(Symbol.asyncIterator in stream)) {
      throw wrongType("stream", "an AsyncIterable of events", stream);
    }
    for await (const batch of inBatches(stream, size)) yield* await this.push(batch);
  }

  /**
   * The segment of a user.
   *
   * @param user the name.
   * @param options a time up to which events count.
   * @returns the answer; undefined for a user of whom nothing is known.
   * @throws RangeError when events before `asOf` are no longer kept one by one.
   */
  async segmentOf(user: string, options: SegmentOfOptions = {}): Promise<UserAnswer | undefined> {
    const name = readUser("user", user);
    const { asOf } = readOptions(options, SEGMENT_OF_OPTIONS);
    const [state] = await this.#states.read([name]);
    const [answer] = answersOf(this.#paths, [name], [state && asOf !== undefined ? stateAsOf(state, asOf) : state]);
    return answer;
  }

  /**
   * Stores the labels of the last fit: these users are answered by them, whatever they do, until they are loaded anew.
   *
   * @param users of the fit: the table of `model.users()`, or `{ user, segment, probability }` each.
   * @returns how many were stored.
   * @throws TypeError, RangeError when a row is none, or the model has no such segment.
   */
  async load(users: Iterable<FittedUser>): Promise<number> {
    const labels = new Map<string, UserState["fitted"]>();
    if (typeof users !== "object" || users === null || !(Symbol.iterator in users)) {
      throw wrongType("users", "an array of { user, segment }", users);
    }
    for (const fitted of users) {
      if (typeof fitted !== "object" || fitted === null) throw wrongType("users", "{ user, segment } each", fitted);
      const { id, user = id, segment, probability = 1 } = fitted;
      labels.set(readUser("user", user), {
        segment: integer({ min: -1, max: this.#paths.names.length - 1 }).read(segment, "segment"),
        probability: number({ min: 0, max: 1 }).read(probability, "probability"),
      });
    }
    const names = [...labels.keys()];
    for (let from = 0; from < names.length; from += BATCH) {
      await this.#states.update(
        names.slice(from, from + BATCH),
        (some, before) => before.map((state, i) => ({ ...state, fitted: labels.get(some[i]!) })),
        (conflicts) => this.#conflicts(conflicts),
      );
    }
    return names.length;
  }

  /**
   * Joins a user who was anonymous with the one they turned out to be: what the first did is counted as the second's, and the
   * first is forgotten. Called again after a crash it counts no event twice that bears an id.
   *
   * @param anonymous the name to be given up.
   * @param known the name to be kept.
   * @returns the answer for `known`; undefined where neither did anything.
   * @throws RangeError when both names are the same. When events of `anonymous` are figures alone by now, the path of `known`
   *   lacks them: the answer is `partial`.
   */
  async alias(anonymous: string, known: string): Promise<UserAnswer | undefined> {
    const from = readUser("anonymous", anonymous);
    const to = readUser("known", known);
    if (from === to) throw wrongValue("known", 'another name than "anonymous"', known);
    const [moved] = await this.#states.read([from]);
    if (moved) {
      await this.#states.update(
        [to],
        (_, [before]) => foldStates(this.#paths, [joined(before!, moved, this.#limits.lateness)], this.#limits),
        (conflicts) => this.#conflicts(conflicts),
      );
      await this.#states.delete([from]);
    }
    return this.segmentOf(to);
  }

  /**
   * Deletes all that is kept of users.
   *
   * @param users one name, or several; those who are not there are no error.
   * @throws TypeError when a name is none.
   */
  async forget(users: string | readonly string[]): Promise<void> {
    const names = typeof users === "string" ? [users] : users;
    if (!Array.isArray(names)) throw wrongType("users", "a name or an array of names", users);
    const found = new Set(Array.from(names, (user, i) => readUser(`users[${i}]`, user)));
    await this.#states.delete([...found]);
  }

  async #take(users: readonly string[], byUser: Map<string, Parameters<typeof acceptEvents>[1]>) {
    const answers = new Map<string, UserChange>();
    const received = new Map<string, Reception>();
    await this.#states.update(
      users,
      (some, before) => {
        const taken = before.map((state, i) => {
          const told = { accepted: 0, late: 0, duplicate: 0 };
          received.set(some[i]!, told);
          return acceptEvents(state, byUser.get(some[i]!)!, this.#limits.lateness, told);
        });
        const after = foldStates(this.#paths, taken, this.#limits);
        const was = answersOf(this.#paths, some, before);
        for (const [i, answer] of answersOf(this.#paths, some, after).entries()) {
          if (answer) answers.set(some[i]!, { ...answer, before: was[i]?.segment ?? null });
        }
        return after;
      },
      (conflicts) => this.#conflicts(conflicts),
    );
    for (const told of received.values()) this.#count(told);
    for (const { name, reason } of answers.values()) {
      this.#instruments.count("assign.outcome", 1, { reason });
      this.#instruments.count("segment.share", 1, { segment: name ?? "none" });
    }
    return users.flatMap((user) => answers.get(user) ?? []);
  }

  #count({ accepted, late, duplicate }: Reception): void {
    const figures = this.#figures;
    this.#figures = {
      ...figures,
      accepted: figures.accepted + accepted,
      late: figures.late + late,
      duplicate: figures.duplicate + duplicate,
    };
    this.#instruments.count("events.accepted", accepted);
    this.#instruments.count("events.late", late);
    this.#instruments.count("events.duplicate", duplicate);
  }

  #conflicts(conflicts: number): void {
    this.#figures = { ...this.#figures, conflicts: this.#figures.conflicts + conflicts };
    this.#instruments.count("store.conflicts", conflicts);
  }
}

/** The state without events after a time. */
function stateAsOf(state: UserState, asOf: number): UserState {
  if (state.folded && asOf < state.folded.last.time) {
    throw wrongValue("asOf", `a time from ${state.folded.last.time} on: of earlier events only figures are kept`, asOf);
  }
  return { ...state, tail: state.tail.filter(({ time }) => time <= asOf) };
}

/** Two users as one. */
function joined(known: UserState, moved: UserState, lateness: number): UserState {
  if (known.folded === undefined && known.tail.length === 0) return { ...moved, fitted: known.fitted ?? moved.fitted };
  const told = { accepted: 0, late: 0, duplicate: 0 };
  const fitted = known.fitted ?? moved.fitted;
  if (known.folded === undefined && moved.folded !== undefined) {
    const all = acceptEvents(moved, known.tail, lateness, told);
    return { ...all, fitted, partial: moved.partial || told.late > 0 };
  }
  const all = acceptEvents(known, moved.tail, lateness, told);
  return { ...all, fitted, partial: known.partial || moved.folded !== undefined || told.late > 0 };
}
