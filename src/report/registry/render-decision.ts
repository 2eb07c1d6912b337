import {
  asExpected,
  ofType,
  percentText,
  printable,
  readOptions,
  type Schema,
  string,
  unitsText,
} from "../../core/internal";
import type { DecidedSegment, Decision, Gate, RegistryExport } from "../../registry";
import { toDecision } from "../../registry/internal";
import { colorOfId, PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import { type StaticPage, staticPage } from "../static-page";
import { flowDrawing } from "./flow-drawing";
import { lineageDrawing } from "./lineage-drawing";
import { sharesDrawing } from "./shares-drawing";

/** Options of {@link renderDecision}. */
export interface DecisionPageOptions {
  /** Heading of the page. @default "May the next model answer?" */
  title?: string | undefined;
  /** What `registry.export()` gave: shares over the versions, lineage, and what was done. @default none: the decision alone */
  registry?: RegistryExport | undefined;
}

const DECISION_PAGE_OPTIONS = {
  title: string("May the next model answer?"),
  registry: ofType<RegistryExport, undefined>(
    "what registry.export() gives",
    (value) => Array.isArray((value as RegistryExport | null)?.versions),
    undefined,
  ),
} satisfies Schema<DecisionPageOptions>;

/** Versions drawn, the newest of them. */
const MOST_VERSIONS = 16;
/** Entries of the log shown, the newest of them. */
const MOST_ENTRIES = 12;
const WORDS: Readonly<Record<Gate["gate"], string>> = {
  churn: "Users who change",
  gain: "What segments predict",
  noise: "In no segment",
  lost: "Lost segments",
  drift: "Drift",
  smallest: "Smallest segment",
  largest: "Largest segment",
};

/**
 * Writes a decision as one HTML page: the verdict, each gate with figure and threshold, where users go from the champion to the candidate,
 * and with a registry the shares over all versions, the lineage of the segments and the last entries of the log.
 *
 * The page is self-contained: it loads nothing, has no script, and works from a file. It holds no ids of users.
 *
 * @param decision of `promote`.
 * @param options title, and the registry.
 * @returns the page, UTF-8 text to be written to a file; the same decision and options give the same bytes.
 * @throws TypeError, RangeError on wrong options, or when it is no decision.
 * @example
 * const paths = (...kinds: string[]) => kinds.flatMap((path) => Array(30).fill(path));
 * const model = await fitSegments(paths("A -> B -> C", "A -> B -> D", "X -> Y -> Z"));
 * const decision = await promote(model, { holdout: paths("A -> B -> C", "X -> Y -> Z") });
 * (await renderDecision(decision)).startsWith("<!doctype html>"); // true
 */
export async function renderDecision(decision: Decision, options: DecisionPageOptions = {}): Promise<string> {
  const { title, registry } = readOptions(options, DECISION_PAGE_OPTIONS);
  const made = toDecision("decision", decision);
  const expected = "what promote gives";
  return staticPage({ title, ...asExpected("decision", expected, decision, () => pageOf(made, registry)) });
}

function pageOf(decision: Decision, registry: RegistryExport | undefined): Pick<StaticPage, "sections" | "body"> {
  const sections = [
    ["verdict", "Verdict"],
    ["gates", "Gates"],
    ["flows", "Users"],
    ...(registry
      ? ([
          ["versions", "Versions"],
          ["log", "Log"],
        ] as const)
      : []),
  ] as const;
  const body = html`<section class="verdict" aria-labelledby="verdict"><h2 id="verdict">${decision.passed ? "The candidate passes" : "The candidate does not pass"}</h2>
<p><strong>${decision.text}</strong></p>
<p>${modelWords(decision, registry)} ${unitsText(decision.inputs, "user")} to whom neither model was fitted ${decision.inputs === 1 ? "was" : "were"} labeled by both.</p></section>
<section aria-labelledby="gates"><h2 id="gates">Gates</h2>${gateTable(decision.gates)}</section>
<section id="segments" aria-labelledby="flows"><h2 id="flows">Where users go</h2>
${decision.champion === null ? html`<p>There is no champion yet: the candidate is the first model.</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="Where users go">${flowDrawing(decision, PAGE_COLORS)}</div><p class="note">Strong bands are users who change their segment.</p>`}
${segmentTable(decision.segments)}</section>
${registry && versionSection(registry)}
${registry && logSection(registry)}`;
  return { sections, body };
}

function modelWords({ candidate, champion }: Decision, registry: RegistryExport | undefined): string {
  const name = (hash: string) => {
    const found = registry?.versions.find((version) => version.hash === hash);
    return found ? `version ${found.number}` : `${hash.slice(0, 12)}…`;
  };
  return champion === null
    ? `The candidate is ${name(candidate)}, the first model.`
    : `The candidate is ${name(candidate)}, the champion ${name(champion)}.`;
}

function gateTable(gates: readonly Gate[]): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Gates"><table><thead><tr><th scope="col">Gate</th><th scope="col">Passed</th><th scope="col">In words</th><th scope="col" class="n">Figure</th><th scope="col" class="n">Threshold</th></tr></thead><tbody>${gates.map(
    ({ gate, figure, threshold, passes, passed, text }) =>
      html`<tr><th scope="row">${WORDS[gate]}</th><td>${passed ? "yes" : html`<strong>no</strong>`}</td><td class="words">${text}</td><td class="n">${figureText(figure)}</td><td class="n">${passes === "at most" ? "≤" : "≥"} ${figureText(threshold)}</td></tr>`,
  )}</tbody></table></div>`;
}

function segmentTable(segments: readonly DecidedSegment[]): Html {
  const name = (id: string) => segments.find((segment) => segment.id === id)?.name ?? id;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Segments"><table><thead><tr><th scope="col">Segment</th><th scope="col">Id</th><th scope="col">What became of it</th><th scope="col" class="n">Before</th><th scope="col" class="n">After</th></tr></thead><tbody>${segments.map(
    (segment) =>
      html`<tr><th scope="row"><svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><rect width="10" height="10" fill="${colorOfId(segment.id, PAGE_COLORS)}"/></svg> ${printable(segment.name)}</th><td class="whole">${segment.id}</td><td class="words">${becameText(segment, name)}</td><td class="n">${shareText(segment.before)}</td><td class="n">${shareText(segment.after)}</td></tr>`,
  )}</tbody></table></div>`;
}

function becameText({ before, after, others }: DecidedSegment, name: (id: string) => string): string {
  const names = others.map((id) => printable(name(id))).join(", ");
  if (after === null) return names === "" ? "removed, without a successor" : `removed; answered by ${names}`;
  if (before === null) return names === "" ? "new" : `new, out of ${names}`;
  return "goes on";
}

function versionSection({ versions, lineage, champion, challenger }: RegistryExport): Html {
  const shown = versions.slice(-MOST_VERSIONS).map(({ number }) => number);
  const roles = [
    ["champion", champion],
    ["challenger", challenger],
  ].flatMap(([role, hash]) => {
    const found = versions.find((version) => version.hash === hash);
    return found ? [`version ${found.number} is the ${role}`] : [];
  });
  return html`<section aria-labelledby="versions"><h2 id="versions">Versions</h2>
<p>${unitsText(versions.length, "version")}${roles.length > 0 ? `; ${roles.join(", ")}` : ""}.</p>
<h3>Shares</h3><div class="scroll" tabindex="0" role="group" aria-label="Shares over the versions">${sharesDrawing(lineage, shown, PAGE_COLORS)}</div>
<h3>Lineage</h3><div class="scroll" tabindex="0" role="group" aria-label="Lineage of the segments">${lineageDrawing(lineage, shown, PAGE_COLORS)}</div>
<p class="note">A bar is as thick as the segment's share. A curve leads from a segment that went to one that took over.</p></section>`;
}

function logSection({ log }: RegistryExport): Html {
  const shown = log.slice(-MOST_ENTRIES).reverse();
  return html`<section aria-labelledby="log"><h2 id="log">Log</h2><div class="scroll" tabindex="0" role="group" aria-label="Log"><table><thead><tr><th scope="col">Entry</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Why</th></tr></thead><tbody>${shown.map(
    ({ number, at, by, kind, why }) =>
      html`<tr><th scope="row">${number}</th><td class="whole">${timeText(at)}</td><td class="whole">${printable(by)}</td><td class="whole">${kind}</td><td class="words">${printable(why)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function timeText(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

function shareText(share: number | null): string {
  return share === null ? "" : percentText(share);
}

/** 0.12345 -> `0.123` */
function figureText(figure: number): string {
  return String(Math.round(figure * 1000) / 1000);
}
