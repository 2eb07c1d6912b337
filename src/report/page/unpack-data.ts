import type { PackedReport } from "../data/pack-data";
import type { ReportData } from "../data/report-data";
import { inflate } from "./inflate";

/** Reads what `packData` wrote. */
export async function unpackData({ data }: Pick<PackedReport, "data">): Promise<ReportData> {
  return JSON.parse(new TextDecoder().decode(await inflate(data)));
}
