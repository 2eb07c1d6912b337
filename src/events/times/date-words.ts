/**
 * Names of months, by language: English, German, French, Spanish, Italian, Portuguese, Dutch, and what Danish, Norwegian and
 * Swedish have beside these. No beginning of three letters or more means one month here and another one there, but for those
 * of `juin` and `juillet`.
 */
const MONTHS: readonly (readonly string[])[] = [
  ["january", "januar", "januari", "jänner", "janvier", "enero", "gennaio", "janeiro"],
  ["february", "februar", "februari", "feber", "février", "febrero", "febbraio", "fevereiro"],
  ["march", "märz", "mrz", "maerz", "mars", "marzo", "março", "maart", "mrt", "marts"],
  ["april", "avril", "abril", "aprile"],
  ["may", "mai", "mayo", "maggio", "maio", "mei", "maj"],
  ["june", "juni", "juin", "junio", "giugno", "junho"],
  ["july", "juli", "juillet", "julio", "luglio", "julho"],
  ["august", "août", "agosto", "augustus", "augusti"],
  ["september", "septembre", "septiembre", "settembre", "setembro", "setiembre"],
  ["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
  ["november", "novembre", "noviembre", "novembro"],
  ["december", "dezember", "décembre", "diciembre", "dicembre", "dezembro"],
];

/** How the days of the week begin in these languages. */
const WEEKDAYS: readonly string[] = [
  ...["mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam", "son"],
  ...[
    "lun",
    "mar",
    "mer",
    "jeu",
    "ven",
    "dim",
    "mie",
    "jue",
    "vie",
    "sab",
    "dom",
    "gio",
    "seg",
    "ter",
    "qua",
    "qui",
    "sex",
  ],
  ...["maa", "din", "woe", "vri", "zat", "zon", "man", "tir", "ons", "tor", "lor"],
];

let monthOfStart: ReadonlyMap<string, number> | undefined;

/** The month that a word of small letters means, 1 to 12; 0 for none. Accented letters stand as {@link folded} writes them. */
export function monthOf(word: string): number {
  monthOfStart ??= startsOfMonths();
  return monthOfStart.get(word) ?? 0;
}

/** Beginnings of three letters and more, to the month (1 to 12); 0 where several months begin so. */
function startsOfMonths(): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  for (const [i, names] of MONTHS.entries()) {
    for (const name of names.flatMap((each) => [folded(each), withoutAccents(each)])) {
      for (let length = 3; length <= name.length; length++) {
        const start = name.slice(0, length);
        months.set(start, (months.get(start) ?? i + 1) === i + 1 ? i + 1 : 0);
      }
    }
  }
  return months;
}

/** Small letters, with one `?` for each run of letters beyond ASCII: what a reader of bytes can compare. */
export function folded(word: string): string {
  return word.toLowerCase().replace(/[^\0-\x7f]+/g, "?");
}

/** Whether a word is the name of a day of the week, or its beginning. */
export function isWeekday(word: string): boolean {
  const plain = withoutAccents(word.toLowerCase().replace(/\.$/, ""));
  return WEEKDAYS.some((day) => plain.startsWith(day) || (plain.length === 2 && day.startsWith(plain)));
}

function withoutAccents(word: string): string {
  return word.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}
