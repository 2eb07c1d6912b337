import { closeSync, openSync, writeSync } from "node:fs";
import { generator, pick, zipf } from "./draws";

/** A made-up log of many actions. */
export interface ZipfLog {
  readonly actions: number;
  readonly tokens: number;
  readonly seed: number;
}

const MEAN_LENGTH = 20;
const TOPICS = 200;

/**
 * Sequences as lists of action numbers: each sequence is about one of 200 topics, over which actions are dealt out. The next
 * action is one of the topic (7 in 10), the one that always follows the last (1 in 10), or any; within each of these,
 * action number r comes up in proportion to 1 / (r + 10).
 */
export function* zipfSequences({ actions, tokens, seed }: ZipfLog): Generator<number[]> {
  const random = generator(seed);
  const any = zipf(actions);
  const inTopic = zipf(Math.max(1, Math.floor(actions / TOPICS)));
  for (let made = 0; made < tokens; ) {
    const topic = Math.floor(random() * TOPICS);
    const length = Math.min(tokens - made, 2 + Math.floor(2 * (MEAN_LENGTH - 2) * random()));
    const sequence: number[] = [];
    let last = -1;
    for (let i = 0; i < length; i++) {
      const kind = random();
      if (kind < 0.7) last = (pick(inTopic, random()) * TOPICS + topic) % actions;
      else if (kind < 0.8 && last >= 0) last = (last + TOPICS + 1) % actions;
      else last = pick(any, random());
      sequence.push(last);
    }
    yield sequence;
    made += length;
  }
}

/** One sequence a line, actions separated by spaces. */
export function writeZipfLog(log: ZipfLog, path: string): void {
  const file = openSync(path, "w");
  let lines: string[] = [];
  for (const sequence of zipfSequences(log)) {
    lines.push(sequence.map((action) => `a${action}`).join(" "));
    if (lines.length < 10_000) continue;
    writeSync(file, `${lines.join("\n")}\n`);
    lines = [];
  }
  if (lines.length > 0) writeSync(file, `${lines.join("\n")}\n`);
  closeSync(file);
}
