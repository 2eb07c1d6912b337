import { wrongValue } from "../core/internal";
import type { SegmentModel } from "../segments";
import type { RegistryEvent } from "./log/log-entry";
import { describeVersion } from "./model-version";
import { parentOf } from "./parent-of";
import type { Decision } from "./promote/decision";
import type { RegistryState } from "./state";
import { findVersion, type VersionReference } from "./version-reference";

/** What was done with a decision: acted on, acted on against a gate, refused, left to a person. */
export type DecisionKind = "promote" | "force" | "block" | "hold";

/** What is known of a model before it is registered. */
export interface ModelFacts {
  readonly hash: string;
  readonly bytes: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** Hashes of models that it was made from by edits, itself first. */
  readonly roots: Parameters<typeof parentOf>[1]["roots"];
  /** The version said to be its parent. */
  readonly given: string | undefined;
}

/** A model comes as a draft; undefined where it is there already. */
export function registered(state: RegistryState, model: SegmentModel, facts: ModelFacts): RegistryEvent | undefined {
  const { versions } = state;
  const { hash, bytes, metrics, roots, given } = facts;
  if (versions.some((version) => version.hash === hash)) return undefined;
  const parent = parentOf(versions, { lineage: model.lineage, roots, given });
  const number = versions.length + 1;
  return { kind: "register", version: describeVersion(model, { number, hash, parent, bytes, metrics }) };
}

/** A draft answers beside the champion. */
export function shadowed(state: RegistryState, reference: VersionReference): RegistryEvent {
  const { hash, status, number } = findVersion(state, reference);
  if (status === "draft") return { kind: "shadow", model: hash };
  throw wrongValue("reference", "a draft", reference, ` (version ${number}), which is ${article(status)}`);
}

/** A decision is written down, and acted on. */
export function decided(
  { versions, champion }: RegistryState,
  decision: Decision,
  { kind, until }: { readonly kind: DecisionKind; readonly until: number },
): RegistryEvent {
  if (!versions.some(({ hash }) => hash === decision.candidate)) {
    throw wrongValue("decision.candidate", "a version of the registry", decision.candidate);
  }
  if (decision.champion !== champion || decision.candidate === champion) {
    throw wrongValue("decision.champion", `the champion of today (${champion ?? "none"})`, decision.champion);
  }
  return { kind, decision, until };
}

/** The champion before the present one is the champion again. */
export function rolledBack({ champions }: RegistryState): RegistryEvent {
  const [model, from] = champions.slice(-2);
  if (from === undefined) throw new RangeError("there is no champion before this one");
  return { kind: "rollback", model: model!, from };
}

/** A version must no longer be used. */
export function retired(
  state: RegistryState,
  reference: VersionReference,
): RegistryEvent & { readonly kind: "retire" } {
  const { hash, status } = findVersion(state, reference);
  if (status === "champion") throw wrongValue("reference", "another version than the champion", reference);
  return { kind: "retire", model: hash };
}

/** A segment of the champion ends; others take over. */
export function ended(
  state: RegistryState,
  segment: string,
  { successors, until }: { readonly successors: readonly string[]; readonly until: number },
): RegistryEvent {
  const ids = findVersion(state, "champion").segments.map(({ id }) => id);
  if (!ids.includes(segment)) throw wrongValue("segment", "a segment of the champion", segment);
  for (const id of successors) {
    if (id === segment || !ids.includes(id)) throw wrongValue("successors", "other segments of the champion", id);
    if (leadsTo(segment, id, state.sunsets)) throw wrongValue("successors", "segments whose own do not lead back", id);
  }
  return { kind: "sunset", segment, successors, until };
}

/** Whether users of a segment that has ended would come to another one. */
function leadsTo(segment: string, from: string, sunsets: RegistryState["sunsets"], seen = new Set<string>()): boolean {
  if (from === segment) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (sunsets.get(from)?.successors ?? []).some((next) => leadsTo(segment, next, sunsets, seen));
}

/** A segment that was ended by hand goes on. */
export function restored(state: RegistryState, segment: string): RegistryEvent {
  if (!state.sunsets.get(segment)?.asked) throw wrongValue("segment", "a segment that was ended by hand", segment);
  const { lineage } = findVersion(state, "champion");
  if (!lineage.ids.includes(segment)) throw wrongValue("segment", "a segment of the champion", segment);
  return { kind: "restore", segment };
}

function article(status: string): string {
  return status === "champion" ? "the champion" : status === "shadow" ? "the challenger" : status;
}
