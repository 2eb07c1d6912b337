import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelFormatError } from "../../../src";
import { readOnnxGraph } from "../../../src/embedding/sentence-bert/onnx-file";
import { TINY_MODELS } from "../../helpers/tiny-model";

const fp32 = new Uint8Array(readFileSync(`${TINY_MODELS}tiny/onnx/model.onnx`));
const quantized = new Uint8Array(readFileSync(`${TINY_MODELS}tiny/onnx/model_quantized.onnx`));

test("tells what a graph takes, gives, and is made of", () => {
  const graph = readOnnxGraph(fp32, "m");
  expect(graph.inputs).toEqual(["input_ids", "attention_mask", "token_type_ids"]);
  expect(graph.outputs).toEqual(["last_hidden_state"]);
  expect([...graph.operators]).toContain("LayerNormalization");
  expect([...readOnnxGraph(quantized, "m").operators]).toContain("DynamicQuantizeLinear");
  expect([...graph.operators]).not.toContain("DynamicQuantizeLinear");
});

test.each([
  [new Uint8Array(0), "m is corrupt: it holds no ONNX graph"],
  [
    new TextEncoder().encode("version https://git-lfs.github.com/spec/v1\noid sha256:0"),
    "m is a Git-LFS pointer, not the file itself. Run: git lfs pull",
  ],
  [new TextEncoder().encode("<html>not found</html>"), "m is corrupt: it is no ONNX file"],
  [fp32.subarray(0, 9000), "m is truncated or corrupt: it ends after 9000 bytes, before its own content does"],
])("case %#: says what it found", (bytes, message) => {
  expect(() => readOnnxGraph(bytes, "m")).toThrow(new ModelFormatError(message));
});

test("any damage is a ModelFormatError, or does not touch the outline", () => {
  const cutOrFlipped = fc.oneof(
    fc.nat(fp32.length - 1).map((length) => fp32.subarray(0, length)),
    fc.nat(fp32.length * 8 - 1).map((bit) => {
      const damaged = fp32.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      return damaged;
    }),
  );
  fc.assert(
    fc.property(cutOrFlipped, (bytes) => {
      try {
        expect(readOnnxGraph(bytes, "m").inputs.length).toBeLessThan(20);
      } catch (error) {
        expect(error).toBeInstanceOf(ModelFormatError);
      }
    }),
    { numRuns: 500 },
  );
});
