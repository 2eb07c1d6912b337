import { expect, test } from "vitest";
import { GROUNDS } from "../../src/report/colors";
import { colorOf, NOISE_COLOR, PALETTE, shapeOf } from "../../src/report/palette";

type Triple = readonly [number, number, number];

/** How eyes without one kind of cone see linear RGB (Machado, Oliveira & Fernandes 2009, severity 1). */
const EYES: Record<string, readonly Triple[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

test.each(["light", "dark"] as const)("on %s ground any two colours are told apart by every kind of eye", (theme) => {
  const colors = [...PALETTE[theme], NOISE_COLOR[theme]].map(linear);
  for (const [eye, matrix] of Object.entries(EYES)) {
    const seen = colors.map((color) => oklab(matrix.map((row) => clamp(dot(row, color))) as never));
    const distances = seen.flatMap((a, i) => seen.slice(0, i).map((b) => distance(a, b)));
    expect(Math.min(...distances), eye).toBeGreaterThan(eye === "tritan" ? 0.08 : 0.1);
  }
});

test.each(["light", "dark"] as const)("on %s ground texts have a contrast of 4.5 and more", (theme) => {
  const { ground, text, faint, more, less } = GROUNDS[theme];
  for (const color of [text, faint, more, less]) expect(contrast(color, ground), color).toBeGreaterThan(4.5);
});

test("28 segments differ in color or shape; unassigned inputs are crosses, which no segment is", () => {
  const looks = Array.from({ length: 28 }, (_, segment) => `${colorOf(segment)} ${shapeOf(segment)}`);
  expect(new Set(looks).size).toBe(28);
  expect([colorOf(-1), shapeOf(-1)]).toEqual([-1, "cross"]);
  expect(Array.from({ length: 400 }, (_, segment) => shapeOf(segment))).not.toContain("cross");
});

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as never;
}

function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function contrast(a: string, b: string): number {
  const [x, y] = [a, b].map((hex) => dot([0.2126, 0.7152, 0.0722], linear(hex)) + 0.05) as [number, number];
  return Math.max(x, y) / Math.min(x, y);
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function distance(a: Triple, b: Triple): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}
