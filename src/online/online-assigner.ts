import { integer, Mutex, number, readOptions, type Schema, string, wrongType, wrongValue } from "../core/internal";
import type { SegmentModel } from "../segments";
import type { StateStore } from "../stores";
import { type AssignerFigures, AssignerTally } from "./assigner-tally";
import { foldState } from "./fold";
import { inBatches } from "./in-batches";
import { joinUsers, sinceThen } from "./join-users";
import type { Meter } from "./meter";
import { ATTEMPTS } from "./options";
import { type FittedUser, readFittedUsers } from "./read-fitted-users";
import { type ServedModel, type ServedModels, toServedModel } from "./served-models";
import { type TakenUser, takeEvents, type UserChange } from "./take-events";
import { answerUser, type UserAnswer } from "./user-answer";
import { type KeptEvent, readUser, readUserEvents, type UserEvent } from "./user-event";
import type { UserState } from "./user-state";
import { type SeenUser, UserStates } from "./user-states";

/** Options of {@link OnlineAssigner.segmentOf}. */
export interface SegmentOfOptions {
  /** Milliseconds since 1970: later events do not count. @default all events count */
  asOf?: number | undefined;
}

/** Options of {@link OnlineAssigner.load}. */
export interface LoadOptions {
  /** Hash of the model that the labels are of: the one that answers, or the one beside it. @default the one that answers */
  model?: string | undefined;
}

const LOAD_OPTIONS = { model: string() } satisfies Schema<LoadOptions>;
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
  readonly #states: UserStates;
  readonly #limits: { readonly lateness: number; readonly maxEvents: number };
  readonly #now: (() => number) | undefined;
  readonly #tally: AssignerTally;
  /** Models change in the order in which they were asked to. */
  readonly #changing = new Mutex();
  #models: ServedModels;

  /** Use {@link createAssigner}. */
  constructor(model: ServedModel, settings: Settings) {
    const { store, namespace, allowedLateness, maxEvents, ttl, now, meter } = settings;
    this.#models = [model];
    this.#limits = { lateness: allowedLateness, maxEvents };
    this.#now = now;
    this.#tally = new AssignerTally(meter);
    this.#states = new UserStates(store, namespace, () => (ttl === undefined ? undefined : expiryOf(now!(), ttl)));
  }

  /** SHA-256 of the model that answers. */
  get model(): string {
    return this.#models[0].hash;
  }

  /** SHA-256 of the model that answers beside it ({@link shadow}); null for none. */
  get shadowModel(): string | null {
    return this.#models[1]?.hash ?? null;
  }

  /** Events taken in, refused as late or as duplicates, conflicts of writers, and how two models agreed, since the assigner was made. */
  get figures(): AssignerFigures {
    return this.#tally.figures;
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
    const models = this.#models;
    const byUser = readUserEvents(events);
    const users = [...byUser.keys()];
    const changes: UserChange[] = [];
    for (let from = 0; from < users.length; from += BATCH) {
      changes.push(...(await this.#take(models, users.slice(from, from + BATCH), byUser)));
    }
    if (started !== undefined) this.#tally.duration(Math.max(0, this.#now!() - started)); // a clock may be set back
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
  async segmentOf(user: string, options?: SegmentOfOptions): Promise<UserAnswer | undefined> {
    const name = readUser("user", user);
    const asOf = options === undefined ? undefined : readOptions(options, SEGMENT_OF_OPTIONS).asOf;
    const [model] = this.#models;
    const [seen] = await this.#states.read([name], [model.hash]);
    const state = seen?.states[0];
    return answerUser(model, name, state && asOf !== undefined ? stateAsOf(state, asOf) : state);
  }

  /**
   * Lets a second model answer beside the one that does: changes bear both answers from now on, and how they agree is counted. A state
   * for each is kept in one row, so that both have read the same events, and nothing is read anew when {@link swap} comes.
   *
   * @param model fitted or loaded; null to end it.
   * @throws TypeError when it is no model; RangeError when it is the one that answers.
   */
  async shadow(model: SegmentModel | null): Promise<void> {
    await this.#changing.runExclusive(async () => {
      const beside = model === null ? null : await toServedModel(model);
      const [answering] = this.#models;
      if (beside?.hash === answering.hash)
        throw wrongValue("model", "another model than the one that answers", beside.hash);
      this.#models = beside ? [answering, beside] : [answering];
    });
  }

  /**
   * Lets a model answer from the next call on; calls that run end with the model they began with. The former one answers beside it, so
   * that `swap` with that one is the way back, until `shadow(null)` ends it.
   *
   * @param model fitted or loaded. Users that it has not read as the {@link shadow} before are read anew from the events that are kept
   *   one by one; where older ones are figures alone, their answers are `partial`.
   * @throws TypeError when it is no model.
   */
  async swap(model: SegmentModel): Promise<void> {
    await this.#changing.runExclusive(async () => {
      const next = await toServedModel(model);
      const [answering] = this.#models;
      if (next.hash !== answering.hash) this.#models = [next, answering];
    });
  }

  /**
   * Stores the labels of the last fit: these users are answered by them, whatever they do, until they are loaded anew.
   *
   * @param users of the fit, the table of `model.users()`, or `{ user, segment, probability }` each.
   * @param options which of two models the labels are of.
   * @returns how many were stored.
   * @throws TypeError, RangeError when a row is none, or the model has no such segment, or is not served.
   */
  async load(users: Iterable<FittedUser>, options: LoadOptions = {}): Promise<number> {
    const models = this.#models;
    const { model = models[0].hash } = readOptions(options, LOAD_OPTIONS);
    const hashes = models.map(({ hash }) => hash);
    const at = hashes.indexOf(model);
    if (at < 0) throw wrongValue("model", `one of the models served (${hashes.join(", ")})`, model);
    const labels = readFittedUsers(users, models[at]!.paths.names.length);
    const names = [...labels.keys()];
    for (let from = 0; from < names.length; from += BATCH) {
      await this.#states.update(
        names.slice(from, from + BATCH),
        hashes,
        (user, { states }) => ({
          states: states.map((state, m) => (m === at ? { ...state, fitted: labels.get(user) } : state)),
        }),
        (conflicts) => this.#tally.conflicts(conflicts),
      );
    }
    return names.length;
  }

  /**
   * Joins a user who was anonymous with the one they turned out to be: what the first did is counted as the second's, and the
   * first is forgotten; what comes in under the first name meanwhile is joined too. Called again after a crash it counts no event
   * twice that has an id.
   *
   * @param anonymous the name to be given up.
   * @param known the name to be kept.
   * @returns the answer for `known`; undefined where neither did anything.
   * @throws RangeError when both names are the same, or the first one is written to all the time. When events of `anonymous` are figures alone by now, the path of `known`
   *   lacks them: the answer is `partial`.
   */
  async alias(anonymous: string, known: string): Promise<UserAnswer | undefined> {
    const from = readUser("anonymous", anonymous);
    const to = readUser("known", known);
    if (from === to) throw wrongValue("known", 'another name than "anonymous"', known);
    const models = this.#models;
    const hashes = models.map(({ hash }) => hash);
    let joined: SeenUser | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [moved] = await this.#states.read([from], hashes);
      if (moved === undefined) return this.segmentOf(to);
      await this.#join(models, to, joined ? sinceThen(moved, joined) : moved);
      if (await this.#states.deleteUnchanged(from, moved)) return this.segmentOf(to);
      this.#tally.conflicts(1);
      joined = moved;
    }
    throw wrongValue("anonymous", "a user who does nothing for a moment", anonymous);
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

  /** Counts what one user did as another's. */
  async #join(models: ServedModels, known: string, moved: SeenUser): Promise<void> {
    const { lateness } = this.#limits;
    await this.#states.update(
      [known],
      models.map(({ hash }) => hash),
      (_, before) => {
        const joined = before.states.map((state, m) => joinUsers(state, moved.states[m]!, lateness));
        return { states: joined.map((state, m) => foldState(models[m]!.paths, state, this.#limits)) };
      },
      (conflicts) => this.#tally.conflicts(conflicts),
    );
  }

  async #take(
    models: ServedModels,
    users: readonly string[],
    byUser: ReadonlyMap<string, readonly KeptEvent[]>,
  ): Promise<UserChange[]> {
    const taken = new Map<string, TakenUser>();
    await this.#states.update(
      users,
      models.map(({ hash }) => hash),
      (user, before) => {
        const found = takeEvents(models, user, before, byUser.get(user)!, this.#limits);
        taken.set(user, found.taken);
        return { states: found.states, segment: found.taken.change?.segment };
      },
      (conflicts) => this.#tally.conflicts(conflicts),
    );
    for (const user of taken.values()) this.#tally.taken(user);
    return users.flatMap((user) => taken.get(user)!.change ?? []);
  }
}

/** Whole milliseconds, as stores take them, however long a user is to be kept. */
function expiryOf(now: number, ttl: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(now + ttl));
}

/** The state without events after a time. */
function stateAsOf(state: UserState, asOf: number): UserState {
  if (state.folded && asOf < state.folded.last.time) {
    throw wrongValue("asOf", `a time from ${state.folded.last.time} on: of earlier events only figures are kept`, asOf);
  }
  return { ...state, tail: state.tail.filter(({ time }) => time <= asOf) };
}
