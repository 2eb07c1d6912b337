import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { didYouMean } from "../../core/internal";
import type { FitSegmentsOptions } from "../../segments";
import { checkFitOptions } from "../../segments/internal";
import { fileProblem } from "../terminal/file-problem";
import { readingFlags } from "./config-schema";

/** What a file of settings says. */
export interface Config {
  /** Values of flags that read a log. */
  readonly reading: Readonly<Record<string, unknown>>;
  readonly options: FitSegmentsOptions;
}

const NOTHING: Config = { reading: {}, options: {} };

/**
 * Reads the file that `--config` names; nothing where it names none.
 *
 * @throws Error naming the file and what is wrong in it.
 */
export async function readConfig(command: Command, path: string | undefined): Promise<Config> {
  if (path === undefined) return NOTHING;
  try {
    const { $schema: _, reading = {}, ...options } = objectOf(await readFile(path, "utf8"));
    checkFitOptions(options);
    return { reading: checkedReading(command, reading), options };
  } catch (error) {
    throw new Error(`--config ${path}: ${fileProblem(error) ?? (error as Error).message}`);
  }
}

/** Options of the file, with those of the flags in their places. */
export function withFlags<O extends object>(config: O, flags: O): O {
  const merged: Record<string, unknown> = { ...(config as Readonly<Record<string, unknown>>) };
  for (const [key, value] of Object.entries(flags)) merged[key] = merge(merged[key], value);
  return merged as O;
}

/** A stage named by a flag that is another one than the file's takes nothing from there. */
function merge(given: unknown, flag: unknown): unknown {
  if (flag === undefined) return given;
  if (!isPlain(flag)) return flag;
  const set = Object.fromEntries(Object.entries(flag).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return given ?? flag;
  const base = typeof given === "string" ? { method: given } : isPlain(given) ? given : {};
  const isOther = set.method !== undefined && base.method !== undefined && set.method !== base.method;
  return isOther ? set : { ...base, ...set };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function objectOf(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("is not JSON");
  }
  if (!isPlain(value)) throw new Error("expected a JSON object of settings");
  return { ...value };
}

function checkedReading(command: Command, reading: unknown): Config["reading"] {
  if (!isPlain(reading)) throw new Error('"reading" expected an object of settings');
  const known = new Map(readingFlags(command).map((option) => [option.attributeName(), option]));
  for (const [key, value] of Object.entries(reading)) {
    const option = known.get(key);
    if (option === undefined) {
      const near = didYouMean(key, [...known.keys()]);
      const hint = near === undefined ? `known are ${[...known.keys()].join(", ")}` : `did you mean "${near}"?`;
      throw new Error(`"reading.${key}" is not a setting; ${hint}`);
    }
    const takesValue = option.required || option.optional;
    const sound = takesValue ? typeof value === "string" || typeof value === "number" : value === true;
    const isChoice = option.argChoices === undefined || option.argChoices.includes(String(value));
    if (sound && isChoice) continue;
    const expected = option.argChoices?.join(", ") ?? (takesValue ? "a text or a number" : "true");
    throw new Error(`"reading.${key}" expected ${expected}`);
  }
  return reading;
}
