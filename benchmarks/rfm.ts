import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fitSegments } from "../src";
import { cleanTransactions, fitBgNbd, readTransactions, rfm } from "../src/features";
import { fixture } from "../test/helpers/fixture";
import { sharedData } from "../test/helpers/shared-data";
import type { Subject } from "./harness";

interface Params {
  readonly task: "segments" | "bg-nbd";
}

type Histories = Readonly<Record<"frequency" | "recency" | "age" | "weights", number[]>>;
type Input = { readonly file: string } | { readonly histories: Histories };

interface Output {
  readonly n: number;
  readonly d: number;
  readonly result: number;
}

const RETAIL = "online_retail/online_retail.csv.gz";

/**
 * The business baseline. "segments": a file of transactions -> cleaned -> scored -> four named segments; n is the number of
 * lines, d that of figures, quality the number of customers. "bg-nbd": the fit to the CDNOW summary beside lifetimes; n is the
 * number of customers, d that of distinct histories, quality the log-likelihood.
 */
const benchmark: Subject<Params, Input, Output> = {
  cases: () => [
    { case: "BG/NBD, CDNOW summary", params: { task: "bg-nbd" } },
    { case: "online_retail, CSV to named segments", params: { task: "segments" }, needs: RETAIL, alone: true },
  ],
  async prepare({ task }, folder) {
    if (task !== "bg-nbd") return;
    const { cdnow } = fixture<{ cdnow: Readonly<Record<string, number[]>> }>("features");
    const { frequency, recency, T: age, weight: weights } = cdnow;
    await writeFile(join(folder, "cdnow.json"), JSON.stringify({ frequency, recency, age, weights }));
  },
  async load({ task }, folder) {
    if (task === "segments") return { file: sharedData(RETAIL)! };
    return { histories: JSON.parse(await readFile(join(folder, "cdnow.json"), "utf8")) as Histories };
  },
  async run(input) {
    if ("histories" in input) {
      const { customers, distinct, logLikelihood } = fitBgNbd(input.histories);
      return { n: customers, d: distinct, result: logLikelihood };
    }
    const read = await readTransactions(input.file, {
      ...{ customer: "CustomerID", time: "InvoiceDate", quantity: "Quantity", price: "UnitPrice" },
      ...{ invoice: "InvoiceNo", product: "StockCode" },
    });
    const { table } = rfm(cleanTransactions(read));
    const model = await fitSegments(table, { clustering: { method: "kmeans", k: 4 } });
    return { n: read.time.length, d: table.names.length, result: model.labels.length };
  },
  describe: (output) => output,
  quality: Number,
  peer: "peers/rfm.py",
};

export default benchmark;
