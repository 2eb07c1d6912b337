import { countText, numberText, percentText, unitsText } from "../../core/internal";
import type { CleaningReport, EmailDraft, Rfm, Transactions } from "../../features";
import { segmentNumber } from "../../profiles/internal";
import type { FeatureSegmentModel } from "../../segments";

/** What `seqment rfm` found. */
interface FoundRfm {
  readonly read: Transactions["report"];
  readonly cleaning: CleaningReport;
  readonly scored: Rfm;
  readonly model: FeatureSegmentModel;
  readonly emails: readonly EmailDraft[];
  /** Nobody asked for this many segments. */
  readonly byDefault?: boolean;
}

/** Everything as text. */
export function formatRfm({ read, cleaning, scored, model, emails, byDefault }: FoundRfm, symbol: string): string {
  const { before, after, effects, cancelled } = cleaning;
  const cleaned = effects
    .filter(({ found }) => found > 0)
    .map(
      ({ rule, found, removed }) =>
        `  ${rule.padEnd(18)} ${countText(found).padStart(9)} found, ${countText(removed)} removed`,
    );
  const matched =
    cancelled && cancelled.matched + cancelled.partlyMatched + cancelled.unmatched > 0
      ? [
          `  cancellations matched to purchases: ${countText(cancelled.matched)}, in part ${countText(cancelled.partlyMatched)}, not at all ${countText(cancelled.unmatched)}`,
        ]
      : [];
  const refused = read.refused.map(({ reason, rows }) => `  refused: ${unitsText(rows, "row")}, ${reason}`);
  const scores = scored.summary.map(
    ({ name, customers, orders, worth }) =>
      `  ${name.padEnd(20)} ${padded(customers, "customer", 7)} ${padded(orders, "order", 8)} ${(symbol + numberText(Math.round(worth))).padStart(14)}`,
  );
  const segments = model.segments.map(({ segment, name, size, share, features }) => {
    const medians = features.map(
      (figure) => `${figure.name} ${figure.median === null ? "-" : numberText(figure.median)}`,
    );
    return `  ${segmentNumber(segment)} ${name.padEnd(28)} ${countText(size).padStart(7)} ${percentText(share).padStart(4)}   medians: ${medians.join(", ")}`;
  });
  return [
    `${unitsText(before.lines, "line")} of ${unitsText(before.customers, "customer")} read; ${countText(after.lines)} of ${countText(after.customers)} left`,
    ...refused,
    ...read.notes.map((note) => `  note: ${note}`),
    ...cleaned,
    ...matched,
    "",
    `Scores as of ${scored.asOf} (${scored.zone}):`,
    ...scores,
    ...scored.notes.map((note) => `  note: ${note}`),
    "",
    `${unitsText(model.segments.length, "segment")}: ${byDefault && model.selection.rule === "given" ? "the default; --k auto takes as many as the data support" : model.selection.reason}`,
    ...segments,
    ...model.report.notes.map((note) => `  note: ${note}`),
    ...emails.map((email) => `\n${formatEmail(email, symbol)}`),
    "",
  ].join("\n");
}

/** `12 customers`, `1 customer `: as wide. */
function padded(count: number, unit: string, width: number): string {
  return `${countText(count).padStart(width)} ${unit}${count === 1 ? " " : "s"}`;
}

function formatEmail(email: EmailDraft, symbol: string): string {
  const { name, size, atStake, shareAtStake, goal, audience, behavior, offer, subject, body } = email;
  const stake =
    atStake === null || shareAtStake === null
      ? []
      : [`At stake:       ${symbol}${numberText(Math.round(atStake))}, ${percentText(shareAtStake)} of what all spent`];
  return [
    `--- Mail to ${countText(size)} x ${name}: ${goal}`,
    `Who they are:   ${audience}`,
    `What they did:  ${behavior}`,
    `What to offer:  ${offer}`,
    ...stake,
    `Subject:        ${subject}`,
    "",
    body.replace(/^/gm, "  "),
  ].join("\n");
}

/** Everything as data. */
export function rfmJson({ read, cleaning, scored, model, emails }: FoundRfm) {
  const { summary, cuts, ties, asOf, zone, unreachable, notes } = scored;
  const { segments, selection, report } = model;
  return {
    read,
    cleaning,
    scores: { summary, cuts, ties, asOf, zone, unreachable, notes },
    segments,
    selection,
    report,
    emails,
  };
}
