import { plainObject, wrongType, wrongValue } from "../../core/internal";
import type { Decision } from "./decision";

const HASH = /^[0-9a-f]{64}$/;

/**
 * Reads what `promote` gave, also back from JSON.
 *
 * @throws TypeError or RangeError naming the part that is wrong.
 */
export function toDecision(name: string, value: unknown): Decision {
  const given = plainObject(name, "what promote gives", value);
  const { candidate, champion, passed, gates, segments, flows } = given;
  if (typeof candidate !== "string" || !HASH.test(candidate)) {
    throw wrongType(`${name}.candidate`, "the hash of a model", candidate);
  }
  if (champion !== null && !(typeof champion === "string" && HASH.test(champion))) {
    throw wrongType(`${name}.champion`, "the hash of a model or null", champion);
  }
  for (const [i, gate] of listOf(`${name}.gates`, gates).entries()) checkGate(`${name}.gates[${i}]`, gate);
  for (const [i, segment] of listOf(`${name}.segments`, segments).entries()) {
    const { id, name: called, before, after, others } = plainObject(`${name}.segments[${i}]`, "a segment", segment);
    for (const [part, text] of Object.entries({ id, name: called })) {
      if (typeof text !== "string") throw wrongType(`${name}.segments[${i}].${part}`, "a text", text);
    }
    for (const [part, share] of Object.entries({ before, after })) {
      if (share !== null && !isShare(share))
        throw wrongType(`${name}.segments[${i}].${part}`, "a share or null", share);
    }
    for (const other of listOf(`${name}.segments[${i}].others`, others)) {
      if (typeof other !== "string") throw wrongType(`${name}.segments[${i}].others`, "ids of segments", other);
    }
  }
  listOf(`${name}.flows`, flows);
  const all = (gates as { passed: boolean }[]).every((gate) => gate.passed);
  if (passed !== all) throw wrongValue(`${name}.passed`, `${all}, as its gates say`, passed);
  return value as Decision;
}

function checkGate(name: string, value: unknown): void {
  const { gate, figure, threshold, passes, passed, text } = plainObject(name, "a gate", value);
  if (typeof gate !== "string" || typeof text !== "string") throw wrongType(name, "a gate with name and text", value);
  if (typeof figure !== "number" || typeof threshold !== "number") throw wrongType(name, "a gate with figures", value);
  const holds = passes === "at most" ? figure <= threshold : figure >= threshold;
  if (passed !== holds) throw wrongValue(`${name}.passed`, `${holds}, as its figures say`, passed);
}

function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongType(name, "a list", value);
  return value;
}

function isShare(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}
