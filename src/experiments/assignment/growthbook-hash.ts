/**
 * Hash of GrowthBook's SDKs, as their specification gives it: a number in [0, 1) in steps of 1/1,000 (version 1) or
 * 1/10,000 (version 2). Version 1 has a known bias between experiments; it is there for experiments that already run.
 */
export function growthBookHash(seed: string, text: string, version: 1 | 2): number {
  if (version === 1) return (fnv1a(text + seed) % 1000) / 1000;
  return (fnv1a(String(fnv1a(seed + text))) % 10000) / 10000;
}

/** FNV-1a of 32 bits over UTF-16 code units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
