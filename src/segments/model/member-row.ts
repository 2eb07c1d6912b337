import type { ProfileTables } from "../../profiles";

/** A row of what was fitted: a user, a session, or a row of a table. */
export interface MemberRow {
  /** Its name; its position, from 0, where it has none. */
  readonly id: string | number;
  /** Number of the segment, from 0; -1 for none. */
  readonly segment: number;
  /** The number shown to people, from 1; null for none. */
  readonly number: number | null;
  /** Name of the segment; null for none. */
  readonly name: string | null;
  /** How firmly it belongs to the segment, in [0, 1]. */
  readonly probability: number;
  /** `"left out"`: nothing was learnt of it, for it holds no action, or too few, or a step of `prepare` left it out. */
  readonly status: "member" | "noise" | "left out";
}

/** A user (or session) of a model: a row of its table of users. */
export interface UserRow extends Omit<MemberRow, "status"> {
  /** Position of the input, from 0; by it a table is brought back to its model. */
  readonly input: number;
  /** Id of the segment, such as `s1`, which edits and later fits keep; null for none. */
  readonly segment_id: string | null;
  /** Number of the segment that it is nearest to, from 0: of a member its own; -1 where it was left out, or there is no segment. */
  readonly nearest: number;
  /** Name of that segment; null for none. */
  readonly nearest_name: string | null;
  /** Probability that the same pipeline, fitted to other users, puts it there too; null where that is not known. */
  readonly nearest_confidence: number | null;
  /**
   * - `"member"`: it is in the segment;
   * - `"placed"`: it was in no segment and was put into the nearest one, as `noise` of the clustering asks;
   * - `"noise"`: it is in none;
   * - `"left out"`: nothing was learnt of it, for it holds no action, or too few, or a step of `prepare` left it out.
   */
  readonly status: MemberRow["status"] | "placed";
  /** What speaks for it: the patterns of the segment that its path shows; or why it is in none. */
  readonly why: string;
}

/** Tables of a model, and what a row of each is: those of profiles, and one of the inputs. */
export interface ModelTables extends ProfileTables {
  readonly members: UserRow;
}
