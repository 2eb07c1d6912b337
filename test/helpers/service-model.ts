import { fitSegments, type SegmentModel } from "../../src";
import { createService, type Service, type ServiceOptions } from "../../src/serving";
import { demoEvents, pathsOf } from "./demo-paths";
import { size } from "./size";

/** A small model, and the paths that it was fitted to. */
export async function serviceModel(users = size(60, 150)): Promise<{ model: SegmentModel; paths: string[][] }> {
  const paths = pathsOf((await demoEvents(users)).events);
  return { model: await fitSegments(paths, { embedding: "ngrams", projection: false, seed: 7 }), paths };
}

/** A service that is asked in JSON, and its answers. */
export async function serviceOf(model: SegmentModel, options: Partial<ServiceOptions> = {}) {
  const service = await createService(model, { now: () => 1_000_000, ...options });
  return { service, ask: askerOf(service) };
}

function askerOf(service: Service) {
  return async (line: string, body?: unknown, headers: Record<string, string> = {}) => {
    const [method, url] = line.split(" ") as [string, string];
    const { status, body: text, headers: received } = await service.inject({ method, url, body, headers });
    const isJson = String(received["content-type"]).includes("json");
    return { status, body: isJson ? JSON.parse(text) : text, headers: received };
  };
}
