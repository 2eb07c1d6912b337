import { countText, percentText, printable } from "../../profiles";
import { type Html, html } from "../html";
import { PAGE_INK } from "../ink";
import { pathText } from "../path-steps";
import type { ReportData } from "../report-data";
import { compareView } from "../views/compare-view";
import { segmentMark } from "../views/mark";
import { pathChain } from "../views/path-chain";
import { searchView } from "../views/search-view";
import { type MapView, mapView } from "./map-view";
import { csvFile, TABLES } from "./tables";
import { type Points, unpackPoints } from "./unpack-points";

/** Paths listed at most after a choice; a download has them all. */
const LISTED = 100;

const data: ReportData = JSON.parse(byId("data").textContent!);
const nameOf = (action: number) => data.actions[action] ?? "another action";
let points: Points | undefined;
let map: MapView | undefined;

document.documentElement.classList.add("scripted");
wireDownloads();
wireCompare();
wireSearch();
void startMap();

function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

function groupOf(segment: number) {
  return data.groups.find((group) => group.segment === segment)!;
}

async function startMap(): Promise<void> {
  if (data.map === null) return;
  const unpacked = await unpackPoints(data.map);
  points = unpacked;
  map = mapView(byId("map"), unpacked, data, {
    chosen: (chosen) => listPaths(unpacked, chosen),
    describe: (point) => describe(unpacked, point),
  });
  byId("noise-shown")?.addEventListener("change", (event) =>
    map!.showNoise((event.target as HTMLInputElement).checked),
  );
  byId("distorted-greyed")?.addEventListener("change", (event) =>
    map!.greyDistorted((event.target as HTMLInputElement).checked),
  );
  const lasso = byId("lasso");
  lasso.addEventListener("click", () => {
    const on = lasso.getAttribute("aria-pressed") !== "true";
    lasso.setAttribute("aria-pressed", String(on));
    byId("map").classList.toggle("lassoing", on);
    map!.lasso(on);
  });
  byId("zoom-in").addEventListener("click", () => map!.zoomBy(1.5));
  byId("zoom-out").addEventListener("click", () => map!.zoomBy(1 / 1.5));
  byId("zoom-reset").addEventListener("click", () => map!.reset());
  wireLegend(unpacked);
  document.documentElement.classList.add("mapped");
}

/** Hovering over a segment in the legend shows it alone; a click keeps it so and lists its paths. */
function wireLegend(all: Points): void {
  let kept: number | undefined;
  for (const button of document.querySelectorAll<HTMLButtonElement>(".legend button")) {
    const segment = Number(button.dataset.segment);
    button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && map!.emphasize(segment));
    button.addEventListener("pointerleave", () => map!.emphasize(kept));
    button.addEventListener("click", () => {
      kept = kept === segment ? undefined : segment;
      for (const other of document.querySelectorAll<HTMLButtonElement>(".legend button")) {
        other.setAttribute("aria-pressed", String(Number(other.dataset.segment) === kept));
      }
      map!.emphasize(kept);
      const members =
        kept === undefined ? [] : [...all.segments.keys()].filter((point) => all.segments[point] === kept);
      listPaths(all, members);
    });
  }
}

function describe(all: Points, point: number): string {
  const segment = all.segments[point]!;
  const path = all.path(point);
  const weight = all.weights[point]!;
  return html`${segmentLine(segment, groupOf(segment).name)}${path ? pathChain(path, nameOf) : html`<p class="note">Path of few: not shown.</p>`}<p class="note">${countText(weight)} ${data.unit}${weight === 1 ? "" : "s"}${
    all.greyness[point]! > 7 && "; its neighbours on the map are not its true ones"
  }</p>`.text;
}

function listPaths(all: Points, chosen: readonly number[]): void {
  const panel = byId("paths");
  if (chosen.length === 0) {
    panel.innerHTML =
      html`<p class="note">Click on the map, draw around points with the lasso (or Shift and drag), or choose a segment to list its paths here.</p>`.text;
    return;
  }
  const sorted = [...chosen].sort((a, b) => all.weights[b]! - all.weights[a]! || a - b);
  const members = sorted.reduce((sum, point) => sum + all.weights[point]!, 0);
  const shares = data.groups
    .map((group) => ({
      group,
      members: sorted.reduce(
        (sum, point) => (all.segments[point] === group.segment ? sum + all.weights[point]! : sum),
        0,
      ),
    }))
    .filter((row) => row.members > 0)
    .sort((a, b) => b.members - a.members);
  panel.innerHTML =
    html`<h3>${countText(members)} ${data.unit}${members === 1 ? "" : "s"} on ${countText(chosen.length)} path${chosen.length === 1 ? "" : "s"}</h3>
<div class="shares">${shares.slice(0, 5).map(({ group, members: part }) => html`${segmentLine(group.segment, group.name)}<span class="n">${percentText(part / members)}</span>`)}</div>
<p><button type="button" id="paths-csv">Download as CSV</button></p>
<ul class="paths">${sorted.slice(0, LISTED).map((point) => {
      const path = all.path(point);
      return html`<li>${path ? pathChain(path, nameOf) : html`<p class="note">Path of few: not shown.</p>`}<p class="note">${countText(all.weights[point]!)} ${data.unit}${all.weights[point] === 1 ? "" : "s"}</p></li>`;
    })}</ul>${sorted.length > LISTED && html`<p class="note">The ${LISTED} most common of ${countText(sorted.length)}; the download has them all.</p>`}`.text;
  byId("paths-csv").addEventListener("click", () => {
    const rows = sorted.map((point) => {
      const path = all.path(point);
      return {
        segment: all.segments[point]!,
        members: all.weights[point]!,
        path: path ? pathText(path, nameOf) : null,
      };
    });
    download("paths.csv", csvFile(rows));
  });
}

function wireDownloads(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-table]")) {
    button.addEventListener("click", () => download(button.dataset.table!, TABLES[button.dataset.table!]!(data)));
  }
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function wireCompare(): void {
  const [first, second] = [byId<HTMLSelectElement>("compare-a"), byId<HTMLSelectElement>("compare-b")];
  if (!first || !second) return;
  const show = () => {
    byId("comparison").innerHTML = compareView(data, Number(first.value), Number(second.value)).text;
  };
  first.addEventListener("change", show);
  second.addEventListener("change", show);
  show();
}

function wireSearch(): void {
  const input = byId<HTMLInputElement>("search");
  const byName = new Map(data.actions.map((action, number) => [printable(action), number]));
  const show = () => {
    const text = input.value.trim();
    const action = text === "" ? undefined : (byName.get(text) ?? onlyMatch(text));
    map?.highlight(action === undefined ? undefined : points!.showing(action));
    byId("found").innerHTML =
      action !== undefined ? searchView(data, action).text : text === "" ? "" : suggestions(text);
  };
  input.addEventListener("input", show);
  byId("found").addEventListener("click", (event) => {
    const name = (event.target as HTMLElement).dataset.action;
    if (name === undefined) return;
    input.value = name;
    show();
    input.focus();
  });
}

function matches(text: string): string[] {
  const wanted = text.toLowerCase();
  return data.actions.map(printable).filter((action) => action.toLowerCase().includes(wanted));
}

function onlyMatch(text: string): number | undefined {
  const found = matches(text);
  return found.length === 1 ? data.actions.findIndex((action) => printable(action) === found[0]) : undefined;
}

function suggestions(text: string): string {
  const found = matches(text);
  if (found.length === 0) return html`<p class="note">No action is called like that.</p>`.text;
  return html`<p class="note">Which one?</p><p class="choices">${found.slice(0, 20).map((name) => html`<button type="button" data-action="${name}">${name}</button> `)}</p>`
    .text;
}

/** A segment's mark and name. */
function segmentLine(segment: number, name: string): Html {
  return html`<p class="tip-name">${segmentMark(segment, PAGE_INK)} ${segment >= 0 && `${segment} `}${name}</p>`;
}
