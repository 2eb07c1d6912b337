/**
 * The beginner's project, whole: transactions of a shop -> cleaned -> scored -> named segments -> a page -> two drafted mails.
 * It takes online_retail.csv.gz from the folder SEQMENT_DATA, or a small made-up shop where that is absent.
 */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitSegments } from "seqment";
import { cleanTransactions, draftEmails, guessTransactionColumns, readTransactions, rfm } from "seqment/features";
import { renderFeatureReport } from "seqment/report";

const retail = join(process.env.SEQMENT_DATA ?? "../shared/data", "online_retail/online_retail.csv.gz");
const source = existsSync(retail) ? retail : [madeUpShop()];

const columns = await guessTransactionColumns(source);
const { customer, time, ...others } = columns;
const read = await readTransactions(source, { customer: customer!, time: time!, ...others });
const cleaned = cleanTransactions(read);
const { before, after, effects } = cleaned.cleaning;
console.log(
  `${before.lines} lines of ${before.customers} customers; ${after.lines} of ${after.customers} after cleaning`,
);
for (const { rule, removed } of effects) if (removed > 0) console.log(`  ${removed} removed: ${rule}`);

const scored = rfm(cleaned);
console.log(`\nScores as of ${scored.asOf}:`);
for (const { name, customers, worth } of scored.summary)
  console.log(`  ${name}: ${customers}, ${Math.round(worth)} in all`);

const model = await fitSegments(scored.table, { clustering: { method: "kmeans", k: 4 }, seed: 7 });
console.log("\nSegments:");
for (const { name, size, features } of model.segments) {
  const medians = features.map((figure) => `${figure.name} ${Math.round(figure.median ?? 0)}`);
  console.log(`  ${name}: ${size} (${medians.join(", ")})`);
}

for (const { subject, name, size, atStake, behavior, body } of draftEmails(model.segments, { currency: "£" })) {
  console.log(`\nTo ${size} x ${name} (£${Math.round(atStake ?? 0)} at stake). ${behavior}\n\n${subject}\n\n${body}`);
}

const page = join(tmpdir(), "customer-segments.html");
await writeFile(page, await renderFeatureReport(model, { cleaning: cleaned.cleaning, currency: "£" }));
console.log(`\nThe page: ${page}`);

/** 120 customers: regulars, one-time buyers of long ago, and new ones; a few lines that are no purchases. */
function madeUpShop(): string {
  const lines = ["InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID"];
  const order = (customer: number, day: number, pieces: number, price: number) => {
    const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString();
    lines.push(`${lines.length},P${customer % 9},${pieces},${date},${price},${customer}`);
  };
  for (let customer = 0; customer < 120; customer++) {
    if (customer % 3 === 0)
      for (let week = customer % 5; week < 50; week += 5) order(customer, 7 * week, 4, 5 + (customer % 7));
    else if (customer % 3 === 1) order(customer, 10 + (customer % 40), 1, 6 + (customer % 11));
    else order(customer, 320 + (customer % 30), 2, 4 + (customer % 5));
  }
  order(3, 340, -4, 8); // a cancellation
  lines.push("9999,P1,1,2025-05-05T00:00:00Z,3,"); // no customer
  lines.push("9998,P2,1,2025-05-05T00:00:00Z,0,5"); // a gift
  return `${lines.join("\n")}\n`;
}
