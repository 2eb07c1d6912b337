import type { ModelVersion } from "../model-version";
import type { Decision } from "../promote/decision";

/** What can happen to a registry. */
export type RegistryEvent =
  /** A model came, as a draft. */
  | { readonly kind: "register"; readonly version: Omit<ModelVersion, "status"> }
  /** It answers beside the champion, as the challenger. */
  | { readonly kind: "shadow"; readonly model: string }
  /** A decision was made; `promote` and `force` make its candidate the champion, `block` and `hold` change nothing. */
  | {
      readonly kind: "promote" | "force" | "block" | "hold";
      readonly decision: Decision;
      /** Milliseconds since 1970 up to which answers still bear segments that are gone. */
      readonly until: number;
    }
  /** The champion before is the champion again. */
  | { readonly kind: "rollback"; readonly model: string; readonly from: string }
  /** A version must no longer be used. */
  | { readonly kind: "retire"; readonly model: string }
  /** A segment ends; from `until` on, its successors answer for it. */
  | {
      readonly kind: "sunset";
      readonly segment: string;
      readonly successors: readonly string[];
      readonly until: number;
    }
  /** A segment that was ended goes on. */
  | { readonly kind: "restore"; readonly segment: string };

/** An entry of the log: what happened, when, by whom and why. */
export type LogEntry = {
  /** From 1. */
  readonly number: number;
  /** Milliseconds since 1970, by the clock of the one who wrote it. */
  readonly at: number;
  readonly by: string;
  readonly why: string;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly before: string;
} & RegistryEvent & {
    /** SHA-256 of the entry as JSON without this field. */
    readonly hash: string;
  };

/** An entry that has no hash yet. */
export type UnsealedEntry = Omit<LogEntry, "hash">;
