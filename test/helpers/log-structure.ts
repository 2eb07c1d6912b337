import type { LogStructure } from "../../src/selection";
import { beyondShuffled } from "../../src/selection/internal";

/** Of a log of 80 inputs with two clear groups, but for `change`; what is beyond shuffled logs is computed. */
export function logStructureOf(change: Partial<LogStructure> = {}): LogStructure {
  const log = {
    inputs: 80,
    divided: true,
    segments: 2,
    separation: 0.95,
    atBorder: 0.01,
    shuffled: [0.2, 0.4],
    shuffledInputs: 80,
    stableShare: 0.9,
    savedBits: 0.2,
    shuffledBits: 0.01,
    transitionBits: -0.02,
    ...change,
  };
  return { ...log, beyondShuffled: beyondShuffled(log.separation, log.shuffled) };
}
