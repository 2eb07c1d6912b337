import { describeValue } from "../../core/internal";
import { isSegmentName, LONGEST_SEGMENT_NAME } from "./segment-name";
import type { DescribedSegment } from "./segment-prompt";

/** What can be used of an answer, and what is wrong with it. */
export interface ReadDescription {
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** What was answered, for audit. */
  readonly answer: string;
  /** Null for an answer that can be taken as it is. */
  readonly problem: string | null;
}

const LONGEST_DESCRIPTION = 1000;
const LONGEST_ANSWER = 4000;
/** More is not looked at. */
const LONGEST_READ = 100_000;

/** Reads what a describer gave; never throws, whatever it is. */
export function readDescription(given: unknown): ReadDescription {
  if (typeof given === "string") return readText(given.slice(0, LONGEST_READ));
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given);
  if (!isObject)
    return unusable("", `expected a text, or an object with a name or a description, got ${describeValue(given)}`);
  const { name, description, answer } = given as DescribedSegment;
  return readParts(name, description, typeof answer === "string" ? answer : plainJson({ name, description }));
}

function readText(text: string): ReadDescription {
  const found = embeddedObject(text);
  if (found) return readParts(found.name, found.description, text);
  const description = text.trim();
  if (description === "") return unusable(text, `expected a text, got ${describeValue(text)}`);
  return readParts(undefined, description, text);
}

/** The JSON object in a text, with or without words around it; undefined where it has neither name nor description. */
function embeddedObject(text: string): DescribedSegment | undefined {
  const [start, end] = [text.indexOf("{"), text.lastIndexOf("}")];
  if (start < 0 || end < start) return undefined;
  try {
    const found = JSON.parse(text.slice(start, end + 1));
    return "name" in found || "description" in found ? found : undefined;
  } catch {
    return undefined;
  }
}

function readParts(name: unknown, description: unknown, answer: string): ReadDescription {
  const [shortName, text] = [oneLine(name), oneLine(description)];
  const isNamed = shortName !== undefined && isSegmentName(shortName);
  const isDescribed = text !== undefined && text !== "";
  const problem =
    name != null && !isNamed
      ? `expected a name of 1 to ${LONGEST_SEGMENT_NAME} characters, got ${describeValue(name)}`
      : description != null && !isDescribed
        ? `expected a description, got ${describeValue(description)}`
        : !isNamed && !isDescribed
          ? "expected a name or a description, got neither"
          : null;
  return {
    name: isNamed ? shortName : undefined,
    description: isDescribed ? cut(text, LONGEST_DESCRIPTION) : undefined,
    answer: cut(answer, LONGEST_ANSWER),
    problem,
  };
}

/** A text without line breaks or marks around it; undefined for what is none. */
function oneLine(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.slice(0, LONGEST_READ).replace(/\s+/g, " ").trim();
}

function unusable(answer: string, problem: string): ReadDescription {
  return { name: undefined, description: undefined, answer: cut(answer, LONGEST_ANSWER), problem };
}

function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}

function plainJson(parts: object): string {
  try {
    return JSON.stringify(parts);
  } catch {
    return "";
  }
}
