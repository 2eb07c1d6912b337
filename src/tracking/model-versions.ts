import { MlflowError } from "./mlflow-error";
import { type Connection, sendForJson } from "./requests";
import { tagRows } from "./runs";

/** A version of a registered model. */
export interface RegisteredVersion {
  readonly name: string;
  /** From 1, as a text. */
  readonly version: string;
  /** The run that logged it. */
  readonly runId: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface VersionAnswer {
  readonly name: string;
  readonly version: string | number;
  readonly run_id?: string;
  readonly tags?: readonly { key: string; value?: string }[];
}

const API = "api/2.0/mlflow";
const MOST_PAGES = 1000;

/** Makes a registered model where there is none of that name. */
export async function ensureModel(connection: Connection, name: string): Promise<void> {
  try {
    await sendForJson(connection, { method: "POST", path: `${API}/registered-models/create`, json: { name } });
  } catch (error) {
    if (!(error instanceof MlflowError) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
  }
}

/** Makes a version of the artifacts at `source`. */
export async function createVersion(
  connection: Connection,
  {
    name,
    source,
    runId,
    tags,
  }: { name: string; source: string; runId: string; tags: Readonly<Record<string, string>> },
): Promise<RegisteredVersion> {
  const { model_version } = await sendForJson<{ model_version: VersionAnswer }>(connection, {
    method: "POST",
    path: `${API}/model-versions/create`,
    json: { name, source, run_id: runId, tags: tagRows(tags) },
    repeatable: false,
  });
  return versionOf(model_version);
}

/** All versions of a model. */
export async function listVersions(connection: Connection, name: string): Promise<RegisteredVersion[]> {
  const found: RegisteredVersion[] = [];
  let token = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await sendForJson<{ model_versions?: readonly VersionAnswer[]; next_page_token?: string }>(
      connection,
      {
        method: "GET",
        path: `${API}/model-versions/search`,
        query: { filter: `name='${name}'`, max_results: "200", ...(token !== "" && { page_token: token }) },
      },
    );
    found.push(...(answer.model_versions ?? []).map(versionOf));
    token = answer.next_page_token ?? "";
    if (token === "") break;
  }
  return found.sort((a, b) => Number(a.version) - Number(b.version));
}

/** The version that an alias points at; undefined where there is no such alias or model. */
export async function versionOfAlias(
  connection: Connection,
  name: string,
  alias: string,
): Promise<RegisteredVersion | undefined> {
  try {
    const { model_version } = await sendForJson<{ model_version: VersionAnswer }>(connection, {
      method: "GET",
      path: `${API}/registered-models/alias`,
      query: { name, alias },
    });
    return versionOf(model_version);
  } catch (error) {
    if (error instanceof MlflowError && isAbsent(error)) return undefined;
    throw error;
  }
}

/** Lets an alias point at a version. */
export async function setAlias(connection: Connection, name: string, alias: string, version: string): Promise<void> {
  const json = { name, alias, version };
  await sendForJson(connection, { method: "POST", path: `${API}/registered-models/alias`, json });
}

/** Takes an alias away. */
export async function deleteAlias(connection: Connection, name: string, alias: string): Promise<void> {
  await sendForJson(connection, { method: "DELETE", path: `${API}/registered-models/alias`, json: { name, alias } });
}

/** Where the artifacts of a version are. */
export async function artifactsOf(connection: Connection, name: string, version: string): Promise<string> {
  const query = { name, version };
  const path = `${API}/model-versions/get-download-uri`;
  return (await sendForJson<{ artifact_uri: string }>(connection, { method: "GET", path, query })).artifact_uri;
}

/** Servers tell an alias that is not there as a wrong value, a model that is not there as absent. */
function isAbsent({ code, message }: MlflowError): boolean {
  return (
    code === "RESOURCE_DOES_NOT_EXIST" || (code === "INVALID_PARAMETER_VALUE" && /alias .* not found/i.test(message))
  );
}

function versionOf({ name, version, run_id, tags }: VersionAnswer): RegisteredVersion {
  return {
    name,
    version: String(version),
    runId: run_id ?? "",
    tags: Object.fromEntries((tags ?? []).map(({ key, value }) => [key, value ?? ""])),
  };
}
