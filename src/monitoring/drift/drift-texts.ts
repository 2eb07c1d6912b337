import { percentText } from "../../core/internal";
import type { Drift, DriftTest, SegmentShift } from "./drift";

/** The tests with a sentence each, and the verdict in one. */
export function driftTexts(
  tests: readonly Omit<DriftTest, "text">[],
  found: Pick<Drift, "segments" | "vocabulary">,
): { readonly tests: DriftTest[]; readonly text: string } {
  const worded = tests.map((test) => ({ ...test, text: sentenceOf(test, found) }));
  const significant = worded.filter((test) => test.significant);
  const text =
    significant.length === 0
      ? `Nothing to see: ${worded.find(({ about }) => about === "mix")!.text}.`
      : `${significant.map((test) => capital(test.text)).join(". ")}.`;
  return { tests: worded, text };
}

function sentenceOf(
  { about, significant, effect, smallestVisible }: Omit<DriftTest, "text">,
  found: Pick<Drift, "segments" | "vocabulary">,
): string {
  const { segments, vocabulary } = found;
  if (!significant) return QUIET[about](smallestVisible);
  switch (about) {
    case "mix":
      return `users are spread otherwise over the segments: ${largestShift(segments)}`;
    case "new behavior":
      return `${effect > 0 ? "more" : "fewer"} users belong to no segment: ${shiftText(segments.at(-1)!)}`;
    case "behavior":
      return `users of the same segment behave otherwise, by ${fixed(effect, 2)} standard deviations of a learnt score`;
    case "components":
      return `users of the same segment have other vectors: a component's distributions are ${fixed(effect, 2)} apart`;
    case "vocabulary":
      return vocabularyText(vocabulary);
  }
}

const QUIET: Readonly<Record<DriftTest["about"], (visible: number) => string>> = {
  mix: (visible) => `the mix of segments is as it was; a shift of ${percentText(visible)} of the users would show`,
  "new behavior": (visible) =>
    `as many users as before belong to no segment; a shift of ${percentText(visible)} would show`,
  behavior: (visible) =>
    `users of the same segment behave as they did; ${visible.toFixed(2)} standard deviations would show`,
  components: (visible) => `their vectors are distributed as they were; a distance of ${visible.toFixed(2)} would show`,
  vocabulary: (visible) => `no action came or went; one that ${percentText(visible)} of the users have would show`,
};

function largestShift(segments: readonly SegmentShift[]): string {
  const members = segments.slice(0, -1);
  const most = members.reduce((a, b) => (Math.abs(b.change) > Math.abs(a.change) ? b : a), members[0]!);
  return `${most.name ?? "a group of the refit"} ${shiftText(most)}`;
}

function shiftText({ reference, current }: SegmentShift): string {
  return `${percentText(reference)} before, ${percentText(current)} now`;
}

/** Actions that are named; of more, their number is. */
const LISTED = 3;

function vocabularyText({ renamed, appeared, gone }: Drift["vocabulary"]): string {
  const list = (names: readonly string[]) => {
    return names.slice(0, LISTED).join(", ") + (names.length > LISTED ? ` and ${names.length - LISTED} more` : "");
  };
  const parts = [
    renamed.length > 0 && `renamed: ${list(renamed.map(({ from, to }) => `${from} is ${to} now`))}`,
    appeared.length > 0 && `new: ${list(appeared.map(({ action }) => action))}`,
    gone.length > 0 && `gone: ${list(gone.map(({ action }) => action))}`,
  ].filter((part) => part !== false);
  return `actions changed${parts.length > 0 ? `, ${parts.join("; ")}` : ""}`;
}

/** A figure with this many decimals, of which none is a negative zero. */
export function fixed(figure: number, decimals: number): string {
  return Number(figure.toFixed(decimals)).toFixed(decimals);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
