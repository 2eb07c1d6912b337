import { expect, test } from "vitest";
import { connectMlflow, logModel, type MlflowClient, mirrorRegistry, type RegistryMirror } from "../../src/tracking";

const OPTIONS = { registeredModel: "players" };

/** A server that has two versions of a model already, and keeps aliases. */
function serverOfTwoVersions() {
  const aliases = new Map<string, string>();
  const writes: string[] = [];
  const versions = ["a", "b"].map((hash, i) => ({
    ...{ name: "players", version: String(i + 1), run_id: `r${i}` },
    tags: [{ key: "seqment.hash", value: hash }],
  }));
  const answer = (status: number, json: unknown) => new Response(JSON.stringify(json), { status });
  const fetch = async (input: URL | RequestInfo, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    if (url.pathname.endsWith("/model-versions/search")) return answer(200, { model_versions: versions });
    const { alias, version } = typeof init.body === "string" ? JSON.parse(init.body) : { alias: "", version: "" };
    const asked = url.searchParams.get("alias") ?? "";
    if ((init.method ?? "GET") === "GET") {
      const found = versions.find((one) => one.version === aliases.get(asked));
      if (found) return answer(200, { model_version: found });
      return answer(404, { error_code: "RESOURCE_DOES_NOT_EXIST", message: `alias ${asked} not found` });
    }
    writes.push(`${init.method} ${alias} ${version ?? ""}`.trim());
    if (init.method === "DELETE") aliases.delete(alias);
    else aliases.set(alias, version);
    return answer(200, {});
  };
  return { mlflow: connectMlflow("http://mlflow.test", { now: () => 1, fetch, retries: 0 }), aliases, writes };
}

function registryOf(champion: string | undefined, challenger?: string): RegistryMirror {
  const version = (hash: string | undefined) =>
    Promise.resolve(hash === undefined ? undefined : { hash, number: 1, metrics: {} });
  return {
    champion: () => version(champion),
    challenger: () => version(challenger),
    load: () => Promise.reject(new Error("nothing is to be logged again")),
  };
}

test("aliases follow promotions, a rollback takes them back, and what is right is left alone", async () => {
  const { mlflow, aliases, writes } = serverOfTwoVersions();
  expect(await mirrorRegistry(mlflow, registryOf("a", "b"), OPTIONS)).toEqual({
    ...{ champion: "1", challenger: "2", logged: [] },
  });
  await mirrorRegistry(mlflow, registryOf("a", "b"), OPTIONS);
  expect(writes).toEqual(["POST champion 1", "POST challenger 2"]);
  await mirrorRegistry(mlflow, registryOf("b"), OPTIONS);
  expect([...aliases]).toEqual([["champion", "2"]]);
  await mirrorRegistry(mlflow, registryOf("a"), OPTIONS);
  expect(writes.slice(2)).toEqual(["POST champion 2", "DELETE challenger", "POST champion 1"]);
  await mirrorRegistry(mlflow, registryOf(undefined), OPTIONS);
  expect(aliases.size).toBe(0);
});

test("what is no client and no registry is refused", async () => {
  const { mlflow } = serverOfTwoVersions();
  const nothing = {} as MlflowClient;
  await expect(mirrorRegistry(nothing, registryOf("a"), OPTIONS)).rejects.toThrow(
    '"mlflow" expected a client, as connectMlflow makes it, got',
  );
  await expect(mirrorRegistry(mlflow, {} as RegistryMirror, OPTIONS)).rejects.toThrow(
    '"registry" expected a registry, as openRegistry opens it, got',
  );
  await expect(logModel(nothing, {} as never, { experiment: "players" })).rejects.toThrow(
    '"mlflow" expected a client, as connectMlflow makes it, got',
  );
});
