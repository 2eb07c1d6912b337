import { chooseClusterCount } from "../src/clustering/choosing/choose-cluster-count";
import { recommend } from "../src/clustering/choosing/recommend";
import { createWorkerPool } from "../src";
let state = Number(process.env.STATE ?? 12345);
const u = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return (state + 0.5) / 2 ** 32; };
for (let i = 0; i < 100; i++) u();
const normal = () => Math.sqrt(-2 * Math.log(u())) * Math.cos(2 * Math.PI * u());
type Make = () => number[][];
const blobs = (k: number, d: number, n: number, sep: number, uneven = false, stretch = 1): Make => () => {
  const centers: number[][] = [];
  while (centers.length < k) { const c = Array.from({ length: d }, () => u() * sep * Math.max(2, k ** (1 / d)) * 1.5); if (centers.every((o) => Math.hypot(...o.map((x, j) => x - c[j]!)) >= sep)) centers.push(c); }
  return Array.from({ length: n }, () => { const r = uneven ? u() * u() : u(); const c = centers[Math.min(k - 1, Math.floor(r * k))]!; return c.map((x, j) => x + normal() * (j === 0 ? stretch : 1)); });
};
const cases: [string, number, Make][] = [
  ["uniform 2d", 1, () => Array.from({ length: 500 }, () => [u(), u()])],
  ["uniform 5d", 1, () => Array.from({ length: 500 }, () => [u(), u(), u(), u(), u()])],
  ["uniform long 2d", 1, () => Array.from({ length: 500 }, () => [10 * u(), u()])],
  ["blob 2d", 1, () => Array.from({ length: 500 }, () => [normal(), normal()])],
  ["blob 8d", 1, () => Array.from({ length: 500 }, () => Array.from({ length: 8 }, normal))],
  ["blob long 3d", 1, () => Array.from({ length: 500 }, () => [normal() * 5, normal(), normal()])],
  ["skew (exp) 3d", 1, () => Array.from({ length: 500 }, () => [-Math.log(u()), -Math.log(u()), -Math.log(u())])],
  ["2 blobs 2d sep 4", 2, blobs(2, 2, 400, 4)],
  ["3 blobs 2d sep 5", 3, blobs(3, 2, 500, 5)],
  ["4 blobs 5d sep 5 uneven", 4, blobs(4, 5, 600, 5, true)],
  ["8 blobs 8d sep 6", 8, blobs(8, 8, 1000, 6)],
  ["5 blobs 16d sep 5", 5, blobs(5, 16, 800, 5)],
  ["two pairs 2d", 4, () => { const c = [[0,0],[6,0],[30,0],[36,0]]; return Array.from({ length: 400 }, (_, i) => c[i % 4]!.map((x) => x + normal())); }],
  ["3 blobs n=30", 3, blobs(3, 2, 30, 8)],
  ["4 blobs + 10% noise", 4, () => [...blobs(4, 2, 450, 8)(), ...Array.from({ length: 50 }, () => [u() * 30, u() * 30])]],
  ["big + small 5%", 2, () => Array.from({ length: 500 }, (_, i) => i % 20 === 0 ? [8 + normal(), normal()] : [normal(), normal()])],
  ["lognormal rfm 3d", 1, () => Array.from({ length: 500 }, () => [normal(), normal(), normal()].map((x) => Math.exp(x)))],
  ["correlated blob 4d", 1, () => Array.from({ length: 500 }, () => { const z = normal(); return [z + normal() * 0.3, z + normal() * 0.3, z + normal() * 0.3, z]; })],
  ["10 blobs 4d sep 6", 10, blobs(10, 4, 1000, 6)],
  ["3 blobs 2d sep 3.5", 3, blobs(3, 2, 600, 3.5)],
];
using workers = createWorkerPool(2);
const rules: Record<string, (t: readonly any[]) => number> = {
  gap1se: (t) => t.find((r, i) => i + 1 < t.length && r.gap >= t[i + 1].gap - t[i + 1].gapError)?.k ?? t.length,
  ps80: (t) => Math.max(...t.filter((r) => r.predictionStrength >= 0.8).map((r) => r.k)),
  ps85: (t) => Math.max(...t.filter((r) => r.predictionStrength >= 0.85).map((r) => r.k)),
  ps90: (t) => Math.max(...t.filter((r) => r.predictionStrength >= 0.9).map((r) => r.k)),
  bic: (t) => t.filter((r) => r.bic !== undefined).reduce((a, b) => (b.bic < a.bic ? b : a), t[0]).k,
  sil: (t) => { const b = t.slice(1).reduce((a, b) => (b.silhouette > a.silhouette ? b : a)); return b.silhouette >= 0.5 ? b.k : 1; },
  gapmax: (t) => t.reduce((a, b) => (b.gap > a.gap ? b : a)).k,
};
rules.chosen = (t) => recommend(t).k;
const names = Object.keys(rules);
const right: Record<string, number> = {}; let all = 0;
const REPS = Number(process.env.REPS ?? 3);
import { appendFileSync } from "node:fs";
for (const [name, truth, make] of cases) {
  const line: Record<string, number[]> = {};
  for (let rep = 0; rep < REPS; rep++) {
    const { table } = await chooseClusterCount(make(), { workers, most: 12, references: 10, splits: 10, restarts: 5, seed: rep + 1 });
    appendFileSync("/tmp/k-tables3.jsonl", JSON.stringify({ name, truth, rep, table }) + "\n");
    all++;
    for (const rule of names) { const k = rules[rule]!(table); (line[rule] ??= []).push(k); if (k === truth) right[rule] = (right[rule] ?? 0) + 1; }
  }
  console.log(name.padEnd(26), truth, names.map((n) => `${n}:${line[n]!.join(",")}`).join("  "));
}
console.log(all, right);
