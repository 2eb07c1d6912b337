/** A part of a time format: a number of `least` to `most` digits, a word, or text that stands as it is. */
export type FormatField =
  | {
      readonly kind: "year" | "month" | "day" | "hour" | "hourOfHalf" | "minute" | "second" | "fraction";
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: "monthName" | "half" | "zone" | "weekday" }
  | { readonly kind: "literal"; readonly text: Uint8Array };

type Kind = FormatField["kind"];

/** What the letters of a format mean: those of Unicode, which date-fns, Luxon and Java use, and YYYY and DD of moment. */
const LETTERS: Readonly<Record<string, Kind>> = {
  ...{ y: "year", Y: "year", u: "year", M: "month", d: "day", D: "day", E: "weekday" },
  ...{ H: "hour", h: "hourOfHalf", m: "minute", s: "second", S: "fraction", a: "half", A: "half" },
  ...{ X: "zone", x: "zone", Z: "zone", z: "zone" },
};

/** The letters of strftime, which R, Python and most databases use, in those of Unicode. */
const STRFTIME: Readonly<Record<string, string>> = {
  ...{ Y: "yyyy", y: "yy", m: "MM", d: "dd", e: "d", b: "MMM", B: "MMMM", h: "MMM", a: "EEE", A: "EEEE" },
  ...{ H: "HH", k: "H", I: "hh", l: "h", M: "mm", S: "ss", f: "SSSSSS", L: "SSS", N: "SSSSSSSSS", p: "a", P: "a" },
  ...{ z: "Z", Z: "Z", F: "yyyy-MM-dd", T: "HH:mm:ss", R: "HH:mm", D: "MM/dd/yy", "%": "%" },
};

const encoder = new TextEncoder();

/**
 * The parts of a format such as `dd.MM.yyyy HH:mm` or `%d.%m.%Y %H:%M`.
 *
 * @throws RangeError when a letter has no meaning, or no year, month and day are in it.
 */
export function parseFormatFields(format: string): FormatField[] {
  const pattern = format.includes("%") ? fromStrftime(format) : format;
  const fields: FormatField[] = [];
  const literal = (text: string) => {
    fields.push({ kind: "literal", text: encoder.encode(text) });
  };
  for (const [found] of pattern.matchAll(/'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']+|'/g)) {
    if (found === "''") literal("'");
    else if (found.length > 1 && found.startsWith("'")) literal(found.slice(1, -1).replaceAll("''", "'"));
    else if (found === "'") throw refused(format, "a quote is not closed");
    else if (/^[a-zA-Z]/.test(found) && found !== "T") fields.push(fieldOf(found, format));
    else literal(found.replace(/\s+/g, " "));
  }
  return withWidths(checked(fields, format));
}

function fieldOf(letters: string, format: string): FormatField {
  const kind = LETTERS[letters[0]!];
  if (kind === undefined) throw refused(format, `"${letters}" has no meaning; put text in quotes: '${letters}'`);
  if (kind === "month" && letters.length > 2) return { kind: "monthName" };
  if (kind === "fraction") return { kind, least: 1, most: 9 };
  if (kind === "year") return letters.length === 2 ? { kind, least: 2, most: 2 } : { kind, least: 4, most: 4 };
  if (kind === "monthName" || kind === "half" || kind === "zone" || kind === "weekday") return { kind };
  return { kind: kind as "day", least: 1, most: 2 };
}

function checked(fields: readonly FormatField[], format: string): readonly FormatField[] {
  const count = (...kinds: Kind[]) => fields.filter(({ kind }) => kinds.includes(kind)).length;
  for (const [name, kinds] of PARTS) {
    if (count(...kinds) > 1) throw refused(format, `it has the ${name} twice`);
  }
  const absent = PARTS.slice(0, 3).find(([, kinds]) => count(...kinds) === 0);
  if (absent) throw refused(format, `it has no ${absent[0]}`);
  if (count("hourOfHalf") !== count("half")) throw refused(format, "h needs a, the half of the day: h:mm a");
  return fields;
}

const PARTS: readonly (readonly [name: string, kinds: Kind[]])[] = [
  ["year (yyyy)", ["year"]],
  ["month (MM or MMM)", ["month", "monthName"]],
  ["day (dd)", ["day"]],
  ["hour (HH, or h with a)", ["hour", "hourOfHalf"]],
  ["minute (mm)", ["minute"]],
  ["second (ss)", ["second"]],
  ["fraction (SSS)", ["fraction"]],
  ["zone (Z)", ["zone"]],
];

/** Numbers without a separator between them have all their digits. */
function withWidths(fields: readonly FormatField[]): FormatField[] {
  const isNumber = (field: FormatField | undefined) => field !== undefined && "most" in field;
  return fields.map((field, i) => {
    if (!("most" in field) || field.kind === "fraction") return field;
    return isNumber(fields[i - 1]) || isNumber(fields[i + 1]) ? { ...field, least: field.most } : field;
  });
}

function fromStrftime(format: string): string {
  return format.replace(/%-?(.)|[a-zA-Z]+/g, (found, letter: string | undefined) => {
    if (letter === undefined) return `'${found}'`;
    const meant = STRFTIME[letter];
    if (meant === undefined) throw refused(format, `"${found}" has no meaning`);
    return meant;
  });
}

function refused(format: string, why: string): RangeError {
  return new RangeError(`${JSON.stringify(format)}: ${why}`);
}
