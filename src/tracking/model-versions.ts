import { MlflowError } from "./mlflow-error";
import { type Connection, type Request, sendForJson, sendJson, textIn } from "./requests";
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

interface VersionsAnswer {
  readonly model_versions?: readonly VersionAnswer[];
  readonly next_page_token?: string;
}

const API = "api/2.0/mlflow";
const MOST_PAGES = 1000;

/** Makes a registered model where there is none of that name. */
export async function ensureModel(connection: Connection, name: string): Promise<void> {
  try {
    await sendJson(connection, { method: "POST", path: `${API}/registered-models/create`, json: { name } });
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
  const request: Request = {
    method: "POST",
    path: `${API}/model-versions/create`,
    json: { name, source, run_id: runId, tags: tagRows(tags) },
    repeatable: false,
  };
  return sendForJson(connection, request, versionIn);
}

/** All versions of a model. */
export async function listVersions(connection: Connection, name: string): Promise<RegisteredVersion[]> {
  const found: RegisteredVersion[] = [];
  let token = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const request: Request = {
      method: "GET",
      path: `${API}/model-versions/search`,
      query: { filter: `name='${name}'`, max_results: "200", ...(token !== "" && { page_token: token }) },
    };
    const { versions, next } = await sendForJson(connection, request, (answer: VersionsAnswer) => ({
      versions: (answer.model_versions ?? []).map(versionOf),
      next: answer.next_page_token ?? "",
    }));
    found.push(...versions);
    if (next === "") return found.sort((a, b) => Number(a.version) - Number(b.version));
    if (next === token) break;
    token = next;
  }
  throw new MlflowError(`the versions of ${name} have no last page`, 200, "");
}

/** The version that an alias points at; undefined where there is no such alias or model. */
export async function versionOfAlias(
  connection: Connection,
  name: string,
  alias: string,
): Promise<RegisteredVersion | undefined> {
  try {
    const request: Request = { method: "GET", path: `${API}/registered-models/alias`, query: { name, alias } };
    return await sendForJson(connection, request, versionIn);
  } catch (error) {
    if (error instanceof MlflowError && isAbsent(error)) return undefined;
    throw error;
  }
}

/** Lets an alias point at a version. */
export async function setAlias(connection: Connection, name: string, alias: string, version: string): Promise<void> {
  const json = { name, alias, version };
  await sendJson(connection, { method: "POST", path: `${API}/registered-models/alias`, json });
}

/** Takes an alias away. */
export async function deleteAlias(connection: Connection, name: string, alias: string): Promise<void> {
  await sendJson(connection, { method: "DELETE", path: `${API}/registered-models/alias`, json: { name, alias } });
}

/** Where the artifacts of a version are. */
export async function artifactsOf(connection: Connection, name: string, version: string): Promise<string> {
  const query = { name, version };
  const path = `${API}/model-versions/get-download-uri`;
  const request: Request = { method: "GET", path, query };
  return sendForJson(connection, request, (answer: { artifact_uri: string }) => textIn(answer.artifact_uri));
}

/** Servers report an alias that is not there as a wrong value, a model that is not there as absent. */
function isAbsent({ code, message }: MlflowError): boolean {
  return (
    code === "RESOURCE_DOES_NOT_EXIST" || (code === "INVALID_PARAMETER_VALUE" && /alias .* not found/i.test(message))
  );
}

function versionIn(answer: { readonly model_version: VersionAnswer }): RegisteredVersion {
  return versionOf(answer.model_version);
}

function versionOf({ name, version, run_id, tags }: VersionAnswer): RegisteredVersion {
  return {
    name: textIn(name),
    version: textIn(version),
    runId: run_id ?? "",
    tags: Object.fromEntries((tags ?? []).map(({ key, value }) => [key, value ?? ""])),
  };
}
