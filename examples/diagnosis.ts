// Why does the "High-Value" segment of a shop underperform? Half of it bought once, for much, and never came back.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diagnoseSegment, formatDiagnosis } from "seqment/experiments";
import { column, purchaseMetrics, readTransactions, selectColumns } from "seqment/features";
import { renderDiagnosis } from "seqment/report";

/** Orders of January to March, by which customers were labeled, and of April to June. */
const orders: { customer: string; day: string; amount: number }[] = [];
const buy = (customer: string, month: number, day: number, amount: number) =>
  orders.push({
    customer,
    day: `2025-${String(month).padStart(2, "0")}-${String(1 + (day % 28)).padStart(2, "0")}`,
    amount,
  });
for (let i = 0; i < 1200; i++) {
  const name = `customer-${i}`;
  const chance = (i * 7919) % 101; // stands for chance in this example
  if (i % 8 === 0) {
    buy(name, 1 + (i % 3), chance, 420 + chance); // once, for much
  } else if (i % 8 === 1) {
    for (const month of [1, 2, 3, 4, 5, 6]) buy(name, month, chance + 5 * month, 130 + chance); // month by month
  } else {
    for (const month of [1 + (i % 3), 4 + (i % 3)]) buy(name, month, chance, 20 + chance); // now and then
  }
}
const columns = { customer: "customer", time: "day", amount: "amount" };
const of = (months: RegExp) =>
  readTransactions(
    orders.filter(({ day }) => months.test(day)),
    columns,
  );

// the label: a quarter's revenue of 300 or more
const then = purchaseMetrics(await of(/-0[123]-/), { asOf: "2025-04-01" });
const now = purchaseMetrics(await of(/-0[456]-/), { asOf: "2025-07-01" });
const before = column(then, "monetary");
const labels = Array.from(before, (revenue) => (revenue >= 300 ? "High-Value" : "Others"));
const later = new Map(now.ids.map((id, row) => [id, column(now, "monetary")[row]!]));
const after = then.ids.map((id) => later.get(id) ?? 0);

const diagnosis = await diagnoseSegment(
  { labels },
  { values: { before, after }, features: selectColumns(then, ["recency", "frequency", "activeDays", "basketWorth"]) },
  { segment: "High-Value", metric: "revenue", periods: { before: "the first quarter", after: "the second" } },
);
console.log(formatDiagnosis(diagnosis));

const page = join(await mkdtemp(join(tmpdir(), "diagnosis-")), "diagnosis.html");
await writeFile(page, await renderDiagnosis(diagnosis));
console.log(`The page: ${page}`);
