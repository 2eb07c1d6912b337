import { checkpoint, wrongValue } from "../core/internal";
import type { SegmentModel } from "../segments";
import { toSegmentModel } from "../segments/internal";
import { deflatedText, type ToText } from "./data/deflated-text";
import { type MapSource, mapSource } from "./data/map-source";
import { packData } from "./data/pack-data";
import { isDistorted, type PackedPoints, packPoints } from "./data/pack-points";
import { type ReportData, reportData } from "./data/report-data";
import { sampleRows } from "./data/sample-rows";
import { DETAILS, type Detail, dataOf, omissions } from "./detail";
import { reportDocument, segmentCards } from "./report-document";
import { type ReportOptions, readReportOptions } from "./report-options";
import type { MapFacts } from "./views/map-section";

/**
 * Writes a model as one HTML page: what was found and left out, a map of all paths, what each segment does, two segments
 * beside each other, who does an action, and tables to take away.
 *
 * The page is self-contained: it loads nothing, works from a file, and its security policy (`default-src 'none'`, its one
 * script and one style sheet by their hashes) lets nothing in. Texts from the log are escaped. It holds paths, no names of
 * users. Where it would take more than `maxBytes` it shows less, and says so: fewer segments in full, fewer actions to
 * search for, a sample of the paths. The same model and options give the same bytes.
 *
 * @param model a fitted or loaded model.
 * @param options the title, how much the page may hold, progress and abort.
 * @returns the page, UTF-8 text to be written to a file.
 * @throws TypeError, RangeError on wrong options; RangeError when even the shortest page takes more than `maxBytes`.
 * @example
 * const model = await loadSegments("players.seqment");
 * const page = await renderReport(model, { title: "Players in January" });
 * page.startsWith("<!doctype html>"); // true
 */
export async function renderReport(model: SegmentModel, options: ReportOptions = {}): Promise<string> {
  const { title, maxPoints, maxBytes, minPathMembers: least, outcomes, ...follow } = readReportOptions(options);
  const { origin } = toSegmentModel("model", model);
  const minPathMembers = Math.max(least, Number(origin.options.minPathMembers ?? 1));
  const at = checkpoint("reporting", follow);
  const [parts, toText] = await Promise.all([import("./generated/page"), deflatedText()]);

  const all = reportData(model, minPathMembers);
  await at.pass(0.2);
  const cards = segmentCards(model, all, minPathMembers, DETAILS[0]!.cards);
  await at.pass(0.4);
  const source = mapSource(model);
  const withheld = minPathMembers > 1 ? [`paths taken by fewer than ${minPathMembers} ${all.unit}s are not shown`] : [];
  const pageOf = (detail: Detail) => {
    const data = dataOf(all, detail);
    const packed = packData(data, toText);
    return (map: PackedPoints | null) =>
      reportDocument(model, {
        title,
        data,
        packed: { data: packed, map },
        cards: cards.slice(0, detail.cards),
        map: source && mapFacts(source, all, map),
        outcomes,
        omitted: [...withheld, ...omissions(detail, all)],
        parts,
      });
  };
  const { page, bytes } = longestPage(pageOf, maxBytes, source ? Math.min(source.weights.length, maxPoints) : 0);
  await at.pass(0.6);
  const map =
    source === undefined ? null : fitPoints(source, { maxPoints, minPathMembers, room: maxBytes - bytes, toText });
  await at.pass(0.9);
  const text = page(map);
  await at.pass(1);
  return text;
}

type Page = (map: PackedPoints | null) => string;

/** The first of the levels of detail that leaves room for the map, or else the shortest. */
function longestPage(
  pageOf: (detail: Detail) => Page,
  maxBytes: number,
  points: number,
): { page: Page; bytes: number } {
  const room = Math.min(MAP_SHARE * maxBytes, POINT_BYTES * points) + CAPTION_BYTES;
  let bytes = 0;
  let page: Page = () => "";
  for (const detail of DETAILS) {
    page = pageOf(detail);
    bytes = byteLength(page(null));
    if (bytes + room <= maxBytes) return { page, bytes };
  }
  if (bytes > maxBytes) throw wrongValue("maxBytes", `at least ${bytes} for this model`, maxBytes);
  return { page, bytes };
}

/** Share of the page that is kept for the map, where its points take as much: a dozen bytes each and more. */
const MAP_SHARE = 0.15;
const POINT_BYTES = 12;

/** Points until they fill the room: a sample where there are too many. */
function fitPoints(
  source: MapSource,
  {
    maxPoints,
    minPathMembers,
    room,
    toText,
  }: { maxPoints: number; minPathMembers: number; room: number; toText: ToText },
): PackedPoints {
  let count = Math.min(maxPoints, source.weights.length);
  for (;;) {
    const packed = packPoints(source, sampleRows(source.weights, count), { minMembers: minPathMembers, toText });
    const bytes = JSON.stringify(packed).length + CAPTION_BYTES;
    if (bytes <= room || count === 0) return packed;
    count = Math.min(count - 1, Math.floor(count * (room / bytes) * 0.97));
  }
}

/** What the words about the map may grow by. */
const CAPTION_BYTES = 300;

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function mapFacts(source: MapSource, { unit, layers }: ReportData, map: PackedPoints | null): MapFacts {
  const paths = source.weights.length;
  return {
    unit,
    paths,
    drawn: map?.points ?? paths,
    layered: layers.length > 0,
    distorted: source.distortion.some(isDistorted),
  };
}
