import type { PackedReport } from "../pack-data";
import type { ReportData } from "../report-data";
import { inflate } from "./inflate";

/** Reads what `packData` wrote. */
export async function unpackData({ data }: Pick<PackedReport, "data">): Promise<ReportData> {
  return JSON.parse(new TextDecoder().decode(await inflate(data)));
}
