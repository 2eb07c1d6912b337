import type { FeatureTable } from "../../features";
import type { GroupLabels } from "../../profiles";
import type { Sequences } from "../../sequences";

/** Who is in which segment: a fitted model, or labels of your own. */
export interface LabeledUsers {
  /** One label for each user. */
  readonly labels: GroupLabels;
  /** How surely each user belongs to his segment, from 0 to 1. */
  readonly probabilities?: ArrayLike<number> | undefined;
}

/** One number for each user, in the order of the labels; NaN where a user was not there. */
export type FiguresOfUsers = ArrayLike<number>;

/** The same in the two periods. */
export interface OfPeriods<T> {
  readonly before: T;
  readonly after: T;
}

/** Figures by name: a table of features whose rows are the users, or columns. */
export type FigureColumns = FeatureTable | Readonly<Record<string, FiguresOfUsers>>;

/** Paths of the users. */
export interface DiagnosisPaths {
  /** Built sequences: of one input for each user, or of several. */
  readonly sequences: Sequences;
  /** For each input the position of its user among the labels; without it input i is of user i. */
  readonly users?: ArrayLike<number> | undefined;
  /** For periods: when each input was. */
  readonly periods?: readonly ("before" | "after")[] | undefined;
}

/** What is known of the users; all but `values` may be left out, and what it would show is then not looked at. */
export interface DiagnosisData {
  /** The metric: of both periods, or for groups of each user. */
  readonly values: FiguresOfUsers | OfPeriods<FiguresOfUsers>;
  /** The metric in an earlier window: before the period that the label was made of, or before the experiment. */
  readonly previous?: FiguresOfUsers | undefined;
  /** What the label was made of: figures of the users at that time, by which a better definition is looked for. */
  readonly features?: FigureColumns | undefined;
  /** What users did, in figures, in both periods. */
  readonly behavior?: OfPeriods<FigureColumns> | undefined;
  /** A kind of each user that he does not choose by what he does, such as channel or country; of both periods where it changes. */
  readonly strata?: readonly string[] | OfPeriods<readonly string[]> | undefined;
  /** For groups: the group of each user, such as the arm of an experiment; null for those in none. */
  readonly groups?: readonly (string | null)[] | undefined;
  /** For groups: whether a user really got the treatment. */
  readonly delivered?: readonly boolean[] | undefined;
  readonly paths?: DiagnosisPaths | undefined;
}
