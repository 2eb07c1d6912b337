import { excerpt, unitsText } from "../../core/internal";

/** Names that may be written in another way, too. */
const SUSPECT = /^\s|\s$|\s\s|[^\x20-\x7e]|^\d+\.0+$/;
/** Characters that nobody sees: soft hyphen, zero-width ones, marks of direction and of byte order. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const LONGEST = 40;

/**
 * Says how many names differ from another one only as programs write them: blanks around them, the encoding of their letters,
 * `17.0` beside `17`; of actions capitals, too. They count apart, which is seldom meant. No user is named: notes are saved with models.
 */
export function notesOnNearNames(users: readonly string[], actions: readonly string[]): string[] {
  const ofUser = (name: string) => (SUSPECT.test(name) ? plain(name).replace(/^(\d+)\.0+$/, "$1") : name);
  const ofAction = (name: string) => plain(name).toLowerCase();
  const [near, alike] = [nearNames(users, ofUser), nearNames(actions, ofAction)];
  const notes: string[] = [];
  if (near.count > 0) {
    notes.push(`${differText(near.count, "user")} only in blanks, encoding or a final ".0": they count apart`);
  }
  if (alike.count > 0) {
    const [one, other] = alike.example.map((name) => JSON.stringify(excerpt(name, LONGEST)));
    const such = `such as ${other} beside ${one}`;
    notes.push(`${differText(alike.count, "action")} only in blanks, encoding or capitals, ${such}: they count apart`);
  }
  return notes;
}

function plain(name: string): string {
  return name.normalize("NFC").replace(UNSEEN, "").replace(/\s+/g, " ").trim();
}

/** Names that are another way to write one before: how many there are, and the first with the one it is like. */
function nearNames(names: readonly string[], plainOf: (name: string) => string) {
  const found = { count: 0, example: [] as readonly string[] };
  const written = new Set<string>();
  for (const name of names) if (plainOf(name) !== name) written.add(plainOf(name));
  const firsts = new Map<string, string>();
  if (written.size === 0) return found;
  for (const name of names) {
    const as = plainOf(name);
    if (!written.has(as)) continue;
    const first = firsts.get(as);
    if (first === undefined) firsts.set(as, name);
    else if (++found.count === 1) found.example = [first, name];
  }
  return found;
}

function differText(count: number, unit: string): string {
  return `${unitsText(count, unit)} ${count === 1 ? "differs" : "differ"} from another`;
}
