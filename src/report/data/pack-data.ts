import type { ToText } from "./deflated-text";
import type { PackedPoints } from "./pack-points";
import type { ReportData } from "./report-data";

/** What stands in the page for its script, as JSON. */
export interface PackedReport {
  /** {@link ReportData} as JSON, deflated, in base64: of many segments some ten times smaller. */
  readonly data: string;
  readonly map: PackedPoints | null;
}

/** Packs the data of the page. */
export function packData(data: ReportData, toText: ToText): string {
  return toText(new TextEncoder().encode(JSON.stringify(data)));
}
