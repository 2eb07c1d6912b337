import type { PackedReport } from "../../src/report/data/pack-data";
import type { ReportData } from "../../src/report/data/report-data";
import { unpackData } from "../../src/report/page/unpack-data";

/** What the script of a page reads, unpacked. */
export function dataOfPage(page: string): Promise<ReportData> {
  const packed: PackedReport = JSON.parse(
    /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page)![1]!,
  );
  return unpackData(packed);
}

/** Links within a page that lead nowhere. */
export function deadLinks(page: string): string[] {
  const markup = page.replace(/<script>[\s\S]*?<\/script>/g, "");
  const places = new Set([...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...markup.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id!);
  return [...new Set(links)].filter((id) => !places.has(id));
}
