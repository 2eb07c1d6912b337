import { damagedAt } from "./log/hash-chain";
import type { LogEntry } from "./log/log-entry";
import type { ModelVersion, VersionStatus } from "./model-version";
import type { Decision } from "./promote/decision";

/** What the entries of a log come to. */
export interface RegistryState {
  readonly versions: readonly ModelVersion[];
  /** Hashes; null for none. */
  readonly champion: string | null;
  readonly challenger: string | null;
  /** Champions in the order they came to be, without those that were rolled back or retired since; the present one last. */
  readonly champions: readonly string[];
  /** Segments that are gone or going, by id. */
  readonly sunsets: ReadonlyMap<string, Sunset>;
}

/** The end of a segment. */
export interface Sunset {
  readonly successors: readonly string[];
  /** Milliseconds since 1970 from which on they answer. */
  readonly until: number;
  /** Whether it was asked for, or came with another champion, which does not have the segment. */
  readonly asked: boolean;
}

const EMPTY: RegistryState = { versions: [], champion: null, challenger: null, champions: [], sunsets: new Map() };

/**
 * The state after all entries.
 *
 * @throws ModelFormatError at an entry that none of our writers can have written: of another kind, or about what is not there.
 */
export function stateAfter(entries: readonly LogEntry[]): RegistryState {
  return entries.reduce((state, entry) => {
    try {
      return after(state, entry, entries);
    } catch {
      throw damagedAt(entry.number, "what it says cannot have happened");
    }
  }, EMPTY);
}

/** The last decision on a candidate against a champion, whatever it said; undefined for none. */
export function lastDecision(
  entries: readonly LogEntry[],
  candidate: string,
  champion: string | null,
): Decision | undefined {
  const found = entries.findLast(
    (entry) => "decision" in entry && entry.decision.candidate === candidate && entry.decision.champion === champion,
  );
  return found && "decision" in found ? found.decision : undefined;
}

function after(state: RegistryState, entry: LogEntry, entries: readonly LogEntry[]): RegistryState {
  switch (entry.kind) {
    case "register": {
      const { number, segments, lineage } = entry.version;
      if (number !== state.versions.length + 1 || !Array.isArray(segments) || !Array.isArray(lineage.ids)) {
        throw new RangeError("no next version");
      }
      return { ...state, versions: [...state.versions, { ...entry.version, status: "draft" }] };
    }
    case "shadow": {
      const versions = state.versions.map((version) => {
        return version.hash === state.challenger ? { ...version, status: "draft" as const } : version;
      });
      return withStatus({ ...state, versions, challenger: entry.model }, entry.model, "shadow");
    }
    case "block":
    case "hold":
      return state;
    case "promote":
    case "force":
      return crowned(
        { ...state, champions: [...state.champions, entry.decision.candidate] },
        entry.decision.candidate,
        endings(entry.decision, entry.until),
      );
    case "rollback": {
      const made = promotionsBefore(entries, entry.number);
      const undone = made.slice(made.findLastIndex(({ candidate }) => candidate === entry.model) + 1);
      const ended = undone.flatMap((decision) => endingsBack(decision, entry.at));
      return crowned({ ...state, champions: state.champions.slice(0, -1) }, entry.model, ended);
    }
    case "retire": {
      const challenger = state.challenger === entry.model ? null : state.challenger;
      const champions = state.champions.filter((hash) => hash !== entry.model); // a roll back passes over it
      return withStatus({ ...state, challenger, champions }, entry.model, "retired");
    }
    case "sunset": {
      const { segment, successors, until } = entry;
      return { ...state, sunsets: new Map(state.sunsets).set(segment, { successors, until, asked: true }) };
    }
    case "restore": {
      const sunsets = new Map(state.sunsets);
      sunsets.delete(entry.segment);
      return { ...state, sunsets };
    }
    default:
      throw new RangeError(`no kind of entry: ${(entry as LogEntry).kind}`);
  }
}

/** Decisions that made a champion, up to an entry. */
function promotionsBefore(entries: readonly LogEntry[], number: number): Decision[] {
  const earlier = entries.slice(0, number - 1);
  return earlier.flatMap((entry) => (entry.kind === "promote" || entry.kind === "force" ? [entry.decision] : []));
}

function withStatus(state: RegistryState, hash: string, status: VersionStatus): RegistryState {
  return {
    ...state,
    versions: state.versions.map((version) => (version.hash === hash ? { ...version, status } : version)),
  };
}

/** Another champion: segments that it has go on, others end as stated. */
function crowned(state: RegistryState, hash: string, ended: readonly (readonly [string, Sunset])[]): RegistryState {
  const { lineage } = state.versions.find((version) => version.hash === hash)!;
  const kept = [...state.sunsets].filter(([id, { asked }]) => asked || !lineage.ids.includes(id));
  const sunsets = new Map([...kept, ...ended.filter(([id]) => !kept.some(([other]) => other === id))]);
  const challenger = state.challenger === hash ? null : state.challenger;
  const retired = state.champion === null ? state : withStatus(state, state.champion, "retired");
  return withStatus({ ...retired, champion: hash, challenger, sunsets }, hash, "champion");
}

/** Segments that the champion had and the candidate has not. */
function endings({ segments }: Decision, until: number): [string, Sunset][] {
  const gone = segments.filter(({ after }) => after === null);
  return gone.map(({ id, others }) => [id, { successors: others, until, asked: false }]);
}

/** Segments that only the candidate had, when it is taken back. */
function endingsBack({ segments }: Decision, until: number): [string, Sunset][] {
  const born = segments.filter(({ before }) => before === null);
  return born.map(({ id, others }) => [id, { successors: others, until, asked: false }]);
}
