// Users as points: a UMAP picture of a log's behaviour, coloured by segment, written as a PNG with nothing but zlib.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { crc32, deflateSync } from "node:zlib";
import { fitSegments, type Matrix } from "seqment";

const SIDE = 400;
const COLOURS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5"];
const NOISE = "#bbbbbb";

const habits = [
  ["OPEN", "SEARCH", "BUY"],
  ["OPEN", "PLAY", "FAIL", "BOOST"],
  ["OPEN", "READ", "SHARE", "READ"],
];
const lists = Array.from({ length: 300 }, (_, user) =>
  Array.from(
    { length: 4 + (user % 11) },
    (__, step) => habits[user % 3]![(step * step + user) % habits[user % 3]!.length]!,
  ),
);

const model = await fitSegments(lists, { projection: { method: "umap" }, seed: 7 });
const path = `${tmpdir()}/segments.png`;
await writeFile(path, png(picture(model.projection!, model.labels)));
console.log(`${model.segments.length} segments drawn in ${path}`);

/** One square of 5 x 5 pixels for each row, on white. */
function picture({ data, rows }: Matrix, labels: Int32Array): Uint8Array {
  const pixels = new Uint8Array(3 * SIDE * SIDE).fill(255);
  const low = [0, 1].map((c) => Math.min(...data.filter((_, e) => e % 2 === c)));
  const reach = Math.max(...[0, 1].map((c) => Math.max(...data.filter((_, e) => e % 2 === c)) - low[c]!), 1e-9);
  for (let i = 0; i < rows; i++) {
    const [x, y] = [0, 1].map((c) => 5 + Math.round(((data[2 * i + c]! - low[c]!) / reach) * (SIDE - 10)));
    const colour = labels[i]! < 0 ? NOISE : COLOURS[labels[i]! % COLOURS.length]!;
    const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    for (let p = 0; p < 25; p++) pixels.set(rgb, 3 * ((y! + Math.floor(p / 5) - 2) * SIDE + x! + (p % 5) - 2));
  }
  return pixels;
}

/** A true-colour PNG of SIDE x SIDE pixels. */
function png(pixels: Uint8Array): Buffer {
  const lines = Array.from({ length: SIDE }, (_, y) => [0, ...pixels.subarray(3 * SIDE * y, 3 * SIDE * (y + 1))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
