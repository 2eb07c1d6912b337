import { checkpoint, durationText, readOptions, wrongType, wrongValue } from "../../core/internal";
import type { Events } from "../../events";
import { toEvents } from "../../events/internal";
import { type Drift, detectDrift, matchSegments, type RenamedAction, type SegmentMatch } from "../../monitoring";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import { userDraw } from "../../prefixes/internal";
import { fitSegments, mapActions, type SegmentModel } from "../../segments";
import { partsOf } from "../../segments/internal";
import type { LogEntry } from "../log/log-entry";
import type { ModelVersion } from "../model-version";
import type { Decision } from "../promote/decision";
import { promote } from "../promote/promote";
import { Registry } from "../registry";
import { RETRAIN_OPTIONS, type RetrainOptions, WEEK } from "./retrain-options";
import { renameActions, someEvents } from "./some-events";

/** What a step of retraining came to ({@link retrain}); plain JSON. */
export interface Retraining {
  /**
   * - `"promoted"`: the candidate answers from now on;
   * - `"challenger"`: it passed, and a person decides;
   * - `"blocked"`: a gate was not passed, and the champion stays;
   * - `"not due"`: too little time has passed, and nothing was fitted.
   */
  readonly outcome: "promoted" | "challenger" | "blocked" | "not due";
  /** In a sentence. */
  readonly text: string;
  /** The candidate; null where nothing was fitted. */
  readonly version: ModelVersion | null;
  readonly decision: Decision | null;
  /** Whether the users of the fit are as the champion's; null without one. */
  readonly drift: Drift | null;
  /** What became of the champion's segments; null without one. */
  readonly match: SegmentMatch | null;
  /** Actions that go by another name now, which the candidate reads under both. */
  readonly renamed: readonly RenamedAction[];
}

/** Draws who is in the holdout: the same users in every step, so that no version has learnt from them. */
const HOLDOUT_SEED = 0x5e9;

/**
 * One step of a schedule, for cron, Airflow or Kubeflow: when enough time has passed, fits the next model with the champion as
 * `previous`, compares the two, decides, and promotes it or reports why not. What happened is written into the registry's log.
 *
 * @param registry of `openRegistry`.
 * @param events as `readEvents` gives them, or a promise of them; older ones may be among them again.
 * @param options how often, how far back, who judges, the gates, who and why; workers, progress and abort.
 * @returns what was done, with decision, drift and what became of the segments.
 * @throws TypeError when one is none; RangeError when there are too few users to fit or to judge, or another champion was made
 *   meanwhile, in which case the candidate stays a draft.
 * @example
 * const rows = Array.from({ length: 900 }, (_, i) => ({ user: `u${i % 150}`, action: "ABCXYZ"[(i % 2) * 3 + (i % 3)], time: i }));
 * const events = readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "s" });
 * const registry = await openRegistry(memoryStore({ now: Date.now }), { now: Date.now, by: "cron" });
 * const { outcome } = await retrain(registry, events, { gates: { drift: false, gain: false } });
 */
export async function retrain(
  registry: Registry,
  events: Events | Promise<Events>,
  options: RetrainOptions = {},
): Promise<Retraining> {
  const { workers, signal, onProgress, ...settings } = readOptions(options, RETRAIN_OPTIONS);
  if (!(registry instanceof Registry)) throw wrongType("registry", "what openRegistry gives", registry);
  const log = toEvents("events", await events);
  const last = lastTime(log);
  const newest = newestTime(await registry.versions(), await registry.log());
  const every = settings.every === "7d" ? WEEK : settings.every;
  if (newest !== undefined && last - newest < every) return notDue(last, newest, every);

  const champion = (await registry.champion()) && (await registry.load("champion"));
  const from = settings.window === undefined ? Number.NEGATIVE_INFINITY : last - settings.window;
  const isHeldOut = (user: string) => userDraw(HOLDOUT_SEED, user) < settings.holdout;
  return withPool(workers, async (pool) => {
    const at = checkpoint("retraining", { signal, onProgress });
    const run: RunOptions = { workers: pool, signal };
    const { permutations, refits, matchRefits, seed, gates, by } = settings;
    const fitted = someEvents(log, (user) => !isHeldOut(user), from);
    const drift = champion ? await detectDrift(champion, fitted, { permutations, seed, ...run }) : null;
    await at.pass(0.1);

    const names = new Map([
      ...namesOf(champion),
      ...(drift?.vocabulary.renamed ?? []).map(({ from, to }) => [to, from] as const),
    ]);
    const fit = champion ? { ...laterOptions(settings.fit), previous: champion } : settings.fit;
    const plain = await fitSegments(renameActions(fitted, names), { ...fit, ...run });
    const candidate = withNames(plain, names);
    await at.pass(0.6);
    const match = champion ? await matchSegments(champion, candidate, { refits: matchRefits, seed, ...run }) : null;
    await at.pass(0.8);
    const holdout = renameActions(someEvents(log, isHeldOut, from), names);
    const decision = await promote(candidate, { champion, holdout, gates, refits, permutations, seed, ...run });

    const events = match?.events.map(({ text }) => text).join(" ");
    const why = [settings.why, events].filter((text) => text).join(": ");
    const metrics = Object.fromEntries(decision.gates.map(({ gate, figure }) => [gate, figure]));
    const { hash } = await registry.register(candidate, { by, why, metrics });
    const outcome = await record(registry, decision, { ...settings, why });
    await at.pass(1);
    const version = await registry.version(hash);
    const renamed = drift?.vocabulary.renamed ?? [];
    return {
      outcome,
      text: `Version ${version.number} is ${SAYS[outcome]}: ${decision.text}`,
      version,
      decision,
      drift,
      match,
      renamed,
    };
  });
}

const SAYS = { promoted: "the champion", challenger: "the challenger", blocked: "blocked" } as const;

async function record(
  registry: Registry,
  decision: Decision,
  { by, why, grace, promote: mayPromote }: Pick<RetrainOptions, "by" | "why" | "grace" | "promote">,
): Promise<"promoted" | "challenger" | "blocked"> {
  const hold = decision.passed && !mayPromote;
  const isChallenger = (await registry.challenger())?.hash === decision.candidate;
  if (hold && !isChallenger) await registry.shadow(decision.candidate, { by, why });
  const done = await registry.decide(decision, { by, why, grace, hold });
  if (done === "hold") return "challenger";
  return done === "block" ? "blocked" : "promoted";
}

function lastTime({ time }: Events): number {
  if (time.length === 0) throw wrongValue("events", "at least one event", 0);
  return time.reduce((most, moment) => Math.max(most, moment));
}

/**
 * Time of the last event that any version was fitted to. A version that nobody has decided on does not count: a step that was
 * killed before it decided is done again.
 */
function newestTime(versions: readonly ModelVersion[], log: readonly LogEntry[]): number | undefined {
  const decided = new Set(log.flatMap((entry) => ("decision" in entry ? [entry.decision.candidate] : [])));
  const times = versions.flatMap(({ window, hash }) => (window === null || !decided.has(hash) ? [] : [window[1]]));
  return times.length === 0 ? undefined : times.reduce((most, time) => Math.max(most, time));
}

function notDue(last: number, newest: number, every: number): Retraining {
  const gone = last <= newest ? "No event is newer" : `The newest event is ${durationText(last - newest)} newer`;
  const learned = new Date(newest).toISOString(); // a clock far ahead, in one event, is seen by it
  const text = `${gone} than those of the last model (up to ${learned}); the next is due after ${durationText(every)}.`;
  return { outcome: "not due", text, version: null, decision: null, drift: null, match: null, renamed: [] };
}

/** Names that a model reads as others: old ones by new ones. */
function namesOf(model: SegmentModel | undefined): readonly (readonly [string, string])[] {
  const { rename } = model ? partsOf(model).sequences.rules : { rename: [] };
  return rename.flatMap(([name, old]) => (old === null ? [] : [[name, old] as const]));
}

/** The model reading new names too, where it knows the old ones. */
function withNames(model: SegmentModel, names: ReadonlyMap<string, string>): SegmentModel {
  const known = new Set(model.sequences.vocabulary.actions);
  const read = new Map(namesOf(model));
  const mapped = [...names].filter(([name, old]) => known.has(old) && !read.has(name));
  return mapped.reduce((named, [name, old]) => mapActions(named, { [old]: name }), model);
}

/** What a fit with `previous` does not take from that model. */
function laterOptions(fit: RetrainOptions["fit"]) {
  return fit?.profiles === undefined ? {} : { profiles: fit.profiles };
}
