import type { PackedReport } from "../data/pack-data";
import type { ReportData } from "../data/report-data";
import { compareView } from "../views/compare-view";
import { tellWhatFollows, wireLegend } from "./legend";
import { type MapView, mapView } from "./map/map-view";
import { pathsPanel } from "./paths-panel";
import { showScrollHints } from "./scroll-hints";
import { wireSearch } from "./search";
import { TABLES } from "./tables";
import { addTransitionSliders } from "./transition-sliders";
import { unpackData } from "./unpack-data";
import { type Points, unpackPoints } from "./unpack-points";

document.documentElement.classList.add("scripted");
showScrollHints(document);
addTransitionSliders(document);
tellWhatFollows(document.querySelector<HTMLElement>(".legend")!);
void start(JSON.parse(byId("data").textContent!));

async function start(packed: PackedReport): Promise<void> {
  const [data, points] = await Promise.all([unpackData(packed), packed.map && unpackPoints(packed.map)]);
  const map = points ? startMap(points, data) : undefined;
  wireDownloads(data);
  wireCompare(data);
  const search = byId<HTMLInputElement>("search");
  wireSearch(search, byId("found"), data, points ?? undefined, (shown) => map?.highlight(shown));
  document.documentElement.classList.add("ready");
  // the browser went there before the comparison above was filled; what is laid out on the way may move it once more
  landAtAddress();
  requestAnimationFrame(() => requestAnimationFrame(landAtAddress));
}

function landAtAddress(): void {
  document.getElementById(location.hash.slice(1))?.scrollIntoView({ behavior: "instant" });
}

function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

function startMap(points: Points, data: ReportData): MapView {
  const panel = pathsPanel(byId("paths"), points, data, download);
  const map = mapView(byId("map"), points, data, { chosen: panel.list, describe: panel.describe });
  const wireBox = (id: string, set: (on: boolean) => void) =>
    byId(id)?.addEventListener("change", (event) => set((event.target as HTMLInputElement).checked));
  wireBox("noise-shown", map.showNoise);
  wireBox("distortion-shown", map.markDistortion);
  const lasso = byId("lasso");
  lasso.addEventListener("click", () => {
    const on = lasso.getAttribute("aria-pressed") !== "true";
    lasso.setAttribute("aria-pressed", String(on));
    map.lasso(on);
  });
  byId("zoom-in").addEventListener("click", () => map.zoomBy(1.5));
  byId("zoom-out").addEventListener("click", () => map.zoomBy(1 / 1.5));
  byId("zoom-reset").addEventListener("click", () => map.reset());
  wireLegend(document.querySelector<HTMLElement>(".legend")!, {
    show: map.emphasize,
    chosen: (segment) =>
      panel.list(
        segment === undefined ? [] : [...points.segments.keys()].filter((i) => points.segments[i] === segment),
      ),
  });
  return map;
}

function wireDownloads(data: ReportData): void {
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

function wireCompare(data: ReportData): void {
  const [first, second] = [byId<HTMLSelectElement>("compare-a"), byId<HTMLSelectElement>("compare-b")];
  if (!first || !second) return;
  const comparison = byId("comparison");
  const show = () => {
    comparison.innerHTML = compareView(data, Number(first.value), Number(second.value)).text;
    showScrollHints(comparison);
  };
  first.addEventListener("change", show);
  second.addEventListener("change", show);
  show();
}
