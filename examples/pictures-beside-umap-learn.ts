// UMAP pictures of real logs, ours and umap-learn's side by side, coloured by segment (above) and by what is known of the users (below).
//   SEQMENT_DATA=FOLDER npx tsx examples/pictures-beside-umap-learn.ts pictures
//   python examples/umap_learn_layouts.py pictures        (umap-learn's layouts of the vectors written by the first run)
//   SEQMENT_DATA=FOLDER npx tsx examples/pictures-beside-umap-learn.ts pictures
// Without umap-learn's layouts only ours are drawn; without SEQMENT_DATA only a made-up log.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildSequences, fitSegments, type Matrix, readEvents, umap } from "seqment";
import { poolSequences, trainWord2Vec } from "seqment/embedding";
import type { TokenizedSequences } from "seqment/sequences";

interface Log {
  readonly name: string;
  readonly sequences: TokenizedSequences;
  /** What is known of each user; "" where nothing is. */
  readonly known: readonly string[];
}

const SIDE = 520;
const COLOURS = [
  "#4269d0",
  "#efb118",
  "#ff725c",
  "#3ca951",
  "#a463f2",
  "#6cc5b0",
  "#9c6b4e",
  "#ff8ab7",
  "#97bbf5",
  "#4e5d6c",
];
const NONE = "#d9d9d9";

const library = await import("fast-png").catch(() => undefined);
if (library === undefined) console.log("skipped: fast-png is not installed. Run: npm install fast-png");
else await drawAll(library);

async function drawAll({ encode }: typeof import("fast-png")): Promise<void> {
  const folder = process.argv[2] ?? (await mkdtemp(join(tmpdir(), "pictures-")));
  await mkdir(folder, { recursive: true });
  for (const { name, sequences, known } of await logs()) {
    const trained = await trainWord2Vec(sequences, { seed: 7 });
    const { embedding: vectors } = await poolSequences(sequences, trained, { weighting: "sif" });
    await writeFile(join(folder, `${name}.vectors.json`), JSON.stringify(rowsOf(vectors)));
    const { labels } = await fitSegments(sequences, { projection: false, seed: 7 });
    const layouts = [(await umap(vectors, { seed: 7 })).embedding, await umapLearnLayout(folder, name, vectors.rows)];

    const panels = [colours([...labels].map((label) => (label < 0 ? "" : String(label)))), colours(known)].map(
      (colour) => layouts.flatMap((layout) => (layout ? [panel(layout, sequences, colour)] : [])),
    );
    const path = join(folder, `${name}.png`);
    await writeFile(path, encode(assembled(panels)));
    const beside = layouts[1] ? "beside umap-learn's" : "alone: umap-learn's layout was not given";
    console.log(`${name}: ${vectors.rows} distinct sequences, ours ${beside}, in ${path}`);
  }
}

async function logs(): Promise<Log[]> {
  const habits = {
    buyers: ["OPEN", "SEARCH", "BUY"],
    players: ["OPEN", "PLAY", "FAIL", "BOOST"],
    readers: ["OPEN", "READ", "SHARE"],
  };
  const kinds = Object.keys(habits) as (keyof typeof habits)[];
  const events = Array.from({ length: 400 }, (_, user) => user).flatMap((user) =>
    Array.from({ length: 5 + (user % 13) }, (_, step) => {
      const habit = habits[kinds[user % 3]!];
      return { user: `${user}`, action: habit[(step * step * (1 + (user % 5)) + user) % habit.length]!, time: step };
    }),
  );
  const columns = { user: "user", action: "action", time: "time" };
  const demo = await logOf("demo", events, columns, (user) => kinds[Number(user) % 3]!);
  const data = process.env.SEQMENT_DATA;
  if (data === undefined) return [demo];

  const real = ["hospital_billing", "bpic2012"].filter((name) => existsSync(join(data, name, "events.csv.gz")));
  const read = async (name: string) => {
    const lines = gunzipSync(await readFile(join(data, name, "labels.csv.gz")))
      .toString("utf8")
      .trim()
      .split(/\r?\n/);
    const labels = new Map(lines.slice(1).map((line) => [line.split(",")[0]!, line.split(",")[1]!]));
    const csv = { user: "user_id", action: "event", time: "timestamp" };
    return logOf(name, join(data, name, "events.csv.gz"), csv, (user) => labels.get(user) ?? "");
  };
  return [demo, ...(await Promise.all(real.map(read)))];
}

async function logOf(
  name: string,
  source: Parameters<typeof readEvents>[0],
  columns: Parameters<typeof readEvents>[1],
  knownOf: (user: string) => string,
): Promise<Log> {
  const events = await readEvents(source, columns);
  const sequences = await buildSequences(events);
  return { name, sequences, known: events.users.map(knownOf) };
}

async function umapLearnLayout(folder: string, name: string, rows: number): Promise<Matrix | undefined> {
  const path = join(folder, `${name}.umap-learn.json`);
  if (!existsSync(path)) return undefined;
  const layout = JSON.parse(await readFile(path, "utf8")) as [number, number][];
  if (layout.length !== rows) throw new Error(`${path} holds ${layout.length} points, not ${rows}: make it anew`);
  return { data: Float32Array.from(layout.flat()), rows, cols: 2 };
}

/** The colour of each user: the most frequent values get one of their own. */
function colours(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  const order = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  return values.map((value) => COLOURS[order.indexOf(value)] ?? NONE);
}

/** Distinct sequences as discs, their area growing with the users that share them, in the commonest colour of these; largest first. */
function panel({ data, rows }: Matrix, { rowOf, weights }: Log["sequences"], colour: readonly string[]): Uint8Array {
  const pixels = new Uint8Array(3 * SIDE * SIDE).fill(255);
  const votes = Array.from({ length: rows }, () => new Map<string, number>());
  for (const [user, row] of rowOf.entries()) {
    if (row >= 0) votes[row]!.set(colour[user]!, (votes[row]!.get(colour[user]!) ?? 0) + 1);
  }
  const axes = [0, 1].map((c) => data.filter((_, e) => e % 2 === c).sort());
  const middle = axes.map((axis) => (axis[0]! + axis.at(-1)!) / 2);
  const reach = Math.max(...axes.map((axis) => axis.at(-1)! - axis[0]!), 1e-9);
  const order = Array.from({ length: rows }, (_, i) => i).sort((a, b) => weights[b]! - weights[a]! || a - b);
  for (const i of order) {
    const [x, y] = [0, 1].map((c) => SIDE / 2 + ((data[2 * i + c]! - middle[c]!) / reach) * (SIDE - 50));
    const [best] = [...votes[i]!].sort((a, b) => b[1] - a[1])[0] ?? [NONE];
    disc(pixels, [x!, y!], Math.min(16, 2 + 0.5 * Math.sqrt(weights[i]!)), best);
  }
  return pixels;
}

function disc(pixels: Uint8Array, [x, y]: [number, number], radius: number, colour: string): void {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  for (let v = Math.floor(y - radius - 1); v <= y + radius + 1; v++) {
    for (let u = Math.floor(x - radius - 1); u <= x + radius + 1; u++) {
      if (u < 0 || v < 0 || u >= SIDE || v >= SIDE) continue;
      const inside = radius - Math.sqrt((u - x) ** 2 + (v - y) ** 2);
      if (inside <= 0) continue;
      const shown = inside < 1 && radius > 4 ? [255, 255, 255] : rgb; // a white rim parts overlapping discs
      const share = Math.min(1, inside) * 0.9;
      for (const [c, value] of shown.entries()) {
        const at = 3 * (v * SIDE + u) + c;
        pixels[at] = Math.round(share * value + (1 - share) * pixels[at]!);
      }
    }
  }
}

/** Rows of panels as one picture, with a thin line between them. */
function assembled(panels: readonly (readonly Uint8Array[])[]) {
  const [width, height] = [panels[0]!.length * SIDE, panels.length * SIDE];
  const data = new Uint8Array(3 * width * height);
  for (const [down, row] of panels.entries()) {
    for (const [across, pixels] of row.entries()) {
      for (let y = 0; y < SIDE; y++) {
        const line = pixels.slice(3 * y * SIDE, 3 * (y + 1) * SIDE);
        if (across > 0) line.fill(0xcc, 0, 3);
        if (down > 0 && y === 0) line.fill(0xcc);
        data.set(line, 3 * ((down * SIDE + y) * width + across * SIDE));
      }
    }
  }
  return { width, height, data, channels: 3 as const };
}

function rowsOf({ data, rows, cols }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
}
