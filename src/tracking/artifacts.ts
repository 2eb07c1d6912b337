import { MlflowError } from "./mlflow-error";
import { type Connection, type Request, send } from "./requests";

const SCHEME = "mlflow-artifacts:";

/**
 * Where a file below an address of artifacts is read and written.
 *
 * @throws MlflowError where the server leaves that to its clients, such as one that keeps them in `s3://`.
 */
function artifactPath(root: string, path: string): string {
  if (!root.startsWith(SCHEME)) {
    throw new MlflowError(
      `artifacts of this server are at ${root}, not behind the server: start it with --serve-artifacts`,
      0,
      "",
    );
  }
  const below = new URL(root).pathname.replace(/^\/+|\/+$/g, "");
  const parts = [...below.split("/").map(decodeURIComponent), ...path.split("/")];
  if (path === "" || parts.some((part) => part === "" || part === "." || part === "..")) {
    throw new RangeError(`"path" expected a path such as "reports/report.html", got ${JSON.stringify(path)}`);
  }
  return `api/2.0/mlflow-artifacts/artifacts/${parts.map(encodeURIComponent).join("/")}`;
}

/** Writes a file. */
export function upload(connection: Connection, root: string, path: string, bytes: Uint8Array): Promise<void> {
  const request: Request = { method: "PUT", path: artifactPath(root, path), bytes };
  return send(connection, request, async (answer) => void (await answer.arrayBuffer()));
}

/** Reads a file. */
export function download(connection: Connection, root: string, path: string): Promise<Uint8Array> {
  const request: Request = { method: "GET", path: artifactPath(root, path) };
  return send(connection, request, async (answer) => new Uint8Array(await answer.arrayBuffer()));
}
