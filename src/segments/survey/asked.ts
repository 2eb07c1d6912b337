import type { RunOptions } from "../../parallel";
import type { ChoiceSettings } from "../options/fit-segments-options";

/** What is asked for, what an input counts in the sample, and how to run. */
export interface Asked {
  readonly given: ChoiceSettings;
  readonly scale: number;
  readonly run: RunOptions;
}
