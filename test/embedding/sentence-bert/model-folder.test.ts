import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MissingDependencyError, ModelFormatError } from "../../../src";
import { findLibrary } from "../../../src/embedding/sentence-bert/find-library";
import { type Dtype, readModelFolder } from "../../../src/embedding/sentence-bert/model-folder";
import { sha256 } from "../../../src/embedding/sentence-bert/node-files";
import { copyOfTiny, TINY_MODELS } from "../../helpers/tiny-model";

function read(models: string | URL, { model = "tiny", dtype = "fp32" as Dtype } = {}) {
  return readModelFolder({ model, dtype, folders: [models] });
}

test("a whole folder, by path and by URL", async () => {
  const folder = await read(TINY_MODELS);
  expect(folder).toMatchObject({ id: "tiny", maxTokens: 40, positions: 40, batchDependent: false });
  expect([folder.pooling, folder.normalize]).toEqual([undefined, undefined]);
  expect(folder.modelHash).toBe(sha256(readFileSync(`${TINY_MODELS}tiny/onnx/model.onnx`)));
  expect(await read(new URL(`file://${TINY_MODELS}`))).toEqual(folder);
  expect((await read(TINY_MODELS, { dtype: "q8" })).batchDependent).toBe(true);
});

test("what sentence-transformers wrote beside it is followed", async () => {
  const { models, tiny } = copyOfTiny();
  mkdirSync(`${tiny}/1_Pooling`);
  writeFileSync(
    `${tiny}/1_Pooling/config.json`,
    '{ "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false }',
  );
  writeFileSync(`${tiny}/modules.json`, '[{ "type": "sentence_transformers.models.Transformer" }]');
  writeFileSync(`${tiny}/sentence_bert_config.json`, '{ "max_seq_length": 12 }');
  expect(await read(models)).toMatchObject({ pooling: "cls", normalize: false, maxTokens: 12, positions: 40 });
});

describe("told apart:", () => {
  test("no folder, with the places looked at", async () => {
    await expect(
      readModelFolder({ model: "org/none", dtype: "q8", folders: ["/no/models", "/no/cache"] }),
    ).rejects.toThrow(
      new RangeError(
        '"model" expected a folder with config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx; ' +
          '"org/none" was looked for in /no/models/org/none and in /no/cache/org/none, and there is no such folder. ' +
          'Say where with "localModelPath", or have it downloaded with "allowRemote"',
      ),
    );
  });

  test.each(["tokenizer.json", "config.json", "tokenizer_config.json"])("no %s", async (file) => {
    const { models, tiny } = copyOfTiny();
    rmSync(`${tiny}/${file}`);
    await expect(read(models)).rejects.toThrow(
      new RangeError(`"model" expected ${file} in ${tiny}, and there is no such file`),
    );
  });

  test("another dtype, naming those present", async () => {
    const { models, tiny } = copyOfTiny();
    await expect(read(models, { dtype: "q4" })).rejects.toThrow(
      new RangeError(`"dtype" expected "fp32" or "q8", which ${tiny} has files for, got "q4" (onnx/model_q4.onnx)`),
    );
    rmSync(`${tiny}/onnx`, { recursive: true });
    await expect(read(models)).rejects.toThrow(
      new RangeError(
        `"model" expected onnx/model.onnx in ${tiny}, and there is no such file, nor one of another dtype`,
      ),
    );
  });

  test("Git-LFS pointers", async () => {
    for (const file of ["onnx/model.onnx", "tokenizer.json"]) {
      const { models, tiny } = copyOfTiny();
      writeFileSync(`${tiny}/${file}`, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
      await expect(read(models)).rejects.toThrow(
        new ModelFormatError(`${tiny}/${file} is a Git-LFS pointer, not the file itself. Run: git lfs pull`),
      );
    }
  });

  test("truncated and corrupt files", async () => {
    const { models, tiny } = copyOfTiny();
    truncateSync(`${tiny}/tokenizer.json`, 100);
    await expect(read(models)).rejects.toThrow(
      new ModelFormatError(`${tiny}/tokenizer.json is truncated or corrupt: it is no JSON`),
    );
    truncateSync(`${tiny}/onnx/model.onnx`, 5000);
    await expect(read(models)).rejects.toThrow(
      new ModelFormatError(
        `${tiny}/onnx/model.onnx is truncated or corrupt: it ends after 5000 bytes, before its own content does`,
      ),
    );
  });

  test("a model of another kind", async () => {
    const { models, tiny } = copyOfTiny();
    const path = `${tiny}/onnx/model.onnx`;
    const renamed = readFileSync(path).toString("latin1").replaceAll("input_ids", "pixel_val");
    writeFileSync(path, renamed, "latin1");
    await expect(read(models)).rejects.toThrow(
      new ModelFormatError(
        `${path} is no encoder of sentences: it takes pixel_val, attention_mask, token_type_ids, ` +
          "where input_ids is needed, and attention_mask and token_type_ids may be",
      ),
    );
  });
});

test("the peer, or its older name in its place, or the command that installs it", () => {
  expect(findLibrary()).toMatch(/^file:.*@huggingface\/transformers/);
  expect(findLibrary((name) => (name.startsWith("@xenova") ? "file:///x.js" : undefined))).toBe("file:///x.js");
  expect(() => findLibrary(() => undefined)).toThrow(
    new MissingDependencyError("@huggingface/transformers", "a sentence-bert embedding"),
  );
  expect(() => findLibrary(() => undefined)).toThrow(
    'a sentence-bert embedding needs "@huggingface/transformers", which is not installed. Run: npm install @huggingface/transformers',
  );
});
