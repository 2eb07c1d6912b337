import type { JsonSchema } from "../../core/internal";
import { PROBLEM_TYPE } from "./problem";
import type { Route } from "./routes/route";
import { PROBLEM } from "./schemas";
import type { ServiceSettings } from "./service-settings";

const PROBLEMS: Readonly<Record<number, string>> = {
  400: "The request is wrong; `detail` says with what.",
  401: "The token is missing or wrong.",
  404: "There is no such user.",
  413: "The body is too long.",
  415: "The body is no JSON.",
  429: "Too many requests of one address; `Retry-After` says when to come again.",
  500: "The service failed.",
  503: "The service cannot answer now; `Retry-After` says when to come again.",
};

/** The routes as a document of OpenAPI 3.1. */
export function openapiDocument(routes: readonly Route[], settings: ServiceSettings): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, settings) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "seqment",
      version: "1",
      description: "Segments of users by what they do: assigned, explained, and followed as their events arrive.",
    },
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      ...(settings.token !== undefined && { securitySchemes: { token: { type: "http", scheme: "bearer" } } }),
    },
  };
}

function operation(route: Route, { token, rateLimit }: ServiceSettings): object {
  const { method, path, summary, params, query, body, success, problems, open } = route;
  const statuses = [...problems, 500];
  if (token !== undefined && !open) statuses.push(401);
  if (rateLimit !== undefined && !open) statuses.push(429);
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^a-z]+(\w)/g, (_, letter) => letter.toUpperCase())}`.replace(
      /\W/g,
      "",
    ),
    summary,
    parameters: [...parameters("path", params), ...parameters("query", query)],
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: {
      [success.status]: {
        description: success.description,
        ...(success.type && { content: { [success.type]: { schema: success.schema } } }),
      },
      ...Object.fromEntries(statuses.sort().map((status) => [status, problem(status)])),
    },
    ...(token !== undefined && !open && { security: [{ token: [] }] }),
  };
}

function parameters(place: "path" | "query", schema: JsonSchema | undefined): object[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, field]) => {
    return { name, in: place, required: required.includes(name), schema: field };
  });
}

function problem(status: number): object {
  return {
    description: PROBLEMS[status],
    content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}
