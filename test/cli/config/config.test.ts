import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { configSchema } from "../../../src/cli/config/config-schema";
import { withFlags } from "../../../src/cli/config/read-config";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { createProgram } from "../../../src/cli/program";
import { FIT_SEGMENTS_OPTIONS } from "../../../src/segments/internal";
import { cli } from "../../helpers/run-cli";
import { ROOT } from "../../helpers/subpaths";

const PAGE = `${ROOT}docs/config.schema.json`;
let folder: string;
let csv: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-config-"));
  csv = join(folder, "events.csv");
  const { events } = makeDemoLog({ users: 60 });
  await writeFile(
    csv,
    `who,what,when\n${events.map(({ user, action, time }) => `${user},${action},${time}\n`).join("")}`,
  );
});

async function configured(config: unknown, ...flags: string[]) {
  const path = join(folder, "seqment.json");
  await writeFile(path, typeof config === "string" ? config : JSON.stringify(config));
  return cli(["fit", csv, "--config", path, "--json", ...flags]);
}

const reading = { user: "who", action: "what", time: "when" };

describe("settings of a file", () => {
  test("are those of fitSegments, with the flags that read the log", async () => {
    const config = {
      reading,
      clustering: { method: "kmeans", k: 3 },
      embedding: "ngrams",
      sequences: { maxLength: 5 },
    };
    const { code, out, err } = await configured(config);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { report } = JSON.parse(out);
    expect(report.clustering.method).toBe("kmeans");
    expect(report.embedding.method).toBe("ngrams");
    expect(report.sequences.truncated.inputs).toBeGreaterThan(0);
  });

  test("give way to flags; a stage that a flag names takes nothing of another method", async () => {
    const config = { reading: { ...reading, user: "nobody" }, clustering: { method: "kmeans", k: 3 } };
    const { out, err } = await configured(config, "--user", "who", "--clustering", "markov-mixture", "--segments", "2");
    expect(err).toBe("");
    expect(JSON.parse(out).report.clustering).toMatchObject({ method: "markov-mixture", segments: 2 });
    expect(
      withFlags({ clustering: "kmeans" as object | string, seed: 1 }, { clustering: { k: 4 }, seed: undefined! }),
    ).toEqual({
      clustering: { method: "kmeans", k: 4 },
      seed: 1,
    });
  });

  test.each([
    ["{", "is not JSON"],
    ["[]", "expected a JSON object of settings"],
    ['{"clusterin":"kmeans"}', '"clusterin" is not an option; did you mean "clustering"?'],
    ['{"clustering":{"method":"kmeans","k":1}}', '--k expected an integer >= 2 and <= 1000 or "auto", got 1'],
    ['{"reading":{"usr":"u"}}', '"reading.usr" is not a setting; did you mean "user"?'],
    ['{"reading":{"format":"xml"}}', '"reading.format" expected csv, ndjson'],
    ['{"reading":{"user":{}}}', '"reading.user" expected a text or a number'],
    ['{"reading":7}', '"reading" expected an object of settings'],
  ])("%s is refused with the file's name", async (text, why) => {
    const { code, out, err } = await configured(text);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^seqment: --config .+seqment\.json: /);
    expect(err.replaceAll('"clustering.k"', "--k")).toContain(why);
  });

  test("a file that is not there is named", async () => {
    const { code, err } = await cli(["fit", csv, "--config", join(folder, "none.json")]);
    expect({ code, err }).toEqual({
      code: 1,
      err: `seqment: --config ${join(folder, "none.json")}: no such file or folder\n`,
    });
  });
});

describe("the published schema", () => {
  const io = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const fit = createProgram(io).commands.find((command) => command.name() === "fit")!;

  test("is made from the flags and options as they are", async () => {
    await expect(
      `${JSON.stringify(configSchema(fit), null, 2)}\n`,
      "docs/config.schema.json is not what the options say: renew it with npx vitest run test/cli/config -u",
    ).toMatchFileSnapshot(PAGE);
  });

  test("has every option that JSON can hold, and accepts no other", () => {
    const { properties, additionalProperties } = JSON.parse(readFileSync(PAGE, "utf8"));
    const options = Object.keys(FIT_SEGMENTS_OPTIONS).filter(
      (key) => !["signal", "onProgress", "previous"].includes(key),
    );
    expect(Object.keys(properties).sort()).toEqual(["$schema", "reading", ...options].sort());
    expect(additionalProperties).toBe(false);
    const kmeans = properties.clustering.anyOf.find((one: { properties?: { method: { const: string } } }) => {
      return one.properties?.method.const === "kmeans";
    });
    expect(kmeans.properties.restarts).toEqual({ type: "integer", minimum: 1, maximum: 1000, default: 10 });
    expect(properties.seed).toEqual({ type: "integer", minimum: 0, maximum: 0xffffffff, default: 1 });
  });
});
