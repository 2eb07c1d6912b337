import { countText, percentText, printable, unitsText } from "../../core/internal";
import type { Decision, LogEntry, ModelVersion, RegistryCheck, SuccessorMap } from "../../registry";

export function formatVersions(versions: readonly ModelVersion[]): string {
  if (versions.length === 0) return "The registry is empty.\n";
  return versions.map((version) => `${headOf(version)}\n`).join("");
}

export function formatVersion(version: ModelVersion, decision: Decision | undefined): string {
  const { hash, parent, window, noise, segments, metrics } = version;
  const lines = [
    headOf(version),
    `hash      ${hash}`,
    `parent    ${parent ?? "none"}`,
    `data      ${window ? window.map(timeText).join(" to ") : "without times"}`,
    ...segments.map(({ id, name, share }) => `  ${id.padEnd(5)} ${percentText(share).padStart(5)}  ${printable(name)}`),
    `  none  ${percentText(noise).padStart(5)}`,
    ...Object.entries(metrics).map(([name, figure]) => `${printable(name).padEnd(10)}${figure}`),
  ];
  return `${lines.join("\n")}\n${decision ? `\n${formatDecision(decision)}` : ""}`;
}

export function formatDecision({ text, gates }: Decision): string {
  return [text, ...gates.map((gate) => `  ${gate.passed ? "passed" : "FAILED"}  ${gate.text}`)]
    .map((line) => `${line}\n`)
    .join("");
}

export function formatLog(log: readonly LogEntry[]): string {
  if (log.length === 0) return "The log is empty.\n";
  return log.map((entry) => `${lineOf(entry)}\n`).join("");
}

export function formatSuccessors({ retired }: SuccessorMap): string {
  if (retired.length === 0) return "No segment is retired.\n";
  return retired
    .map(({ id, successors, until }) => {
      const heirs = successors.length > 0 ? successors.join(", ") : "none";
      return `${id} -> ${heirs} from ${timeText(until)} on\n`;
    })
    .join("");
}

export function formatCheck({ intact, entries, models, head, problems }: RegistryCheck): string {
  const counts = `${unitsText(entries, "entry").replace("entrys", "entries")} and ${unitsText(models, "model")}`;
  if (intact) return `Intact: ${counts}${head ? `; the last entry is ${head.number}, ${head.hash}` : ""}.\n`;
  return `DAMAGED; ${counts} are whole.\n${problems.map((problem) => `  ${problem}\n`).join("")}`;
}

function headOf({ number, status, segments, inputs, hash }: ModelVersion): string {
  return `v${number}  ${status.padEnd(8)}  ${unitsText(segments.length, "segment")} of ${countText(inputs)}  ${hash.slice(0, 12)}`;
}

function lineOf(entry: LogEntry): string {
  const { number, at, by, kind, why } = entry;
  const words = [String(number), timeText(at), by, kind, aboutOf(entry), ...(why ? [`(${why})`] : [])];
  return words.map(printable).join("  "); // one line, whatever others have written
}

function aboutOf(entry: LogEntry): string {
  switch (entry.kind) {
    case "register":
      return `v${entry.version.number}`;
    case "promote":
    case "force":
    case "block":
    case "hold":
      return `${entry.decision.candidate.slice(0, 12)}: ${entry.decision.text}`;
    case "sunset":
    case "restore":
      return entry.segment;
    default:
      return entry.model.slice(0, 12);
  }
}

function timeText(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : `${date.toISOString().slice(0, 16).replace("T", " ")}Z`;
}
