import { deflateSync } from "fflate";
import { toBase64 } from "./bytes";
import type { PackedPoints } from "./pack-points";
import type { ReportData } from "./report-data";

/** What stands in the page for its script, as JSON. */
export interface PackedReport {
  /** {@link ReportData} as JSON, deflated, in base64: of many segments some ten times smaller. */
  readonly data: string;
  readonly map: PackedPoints | null;
}

/** Packs the data of the page. */
export function packData(data: ReportData): string {
  return toBase64(deflateSync(new TextEncoder().encode(JSON.stringify(data)), { level: 6 }));
}
