import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { MissingDependencyError } from "../../core";
import type { StateStore } from "../../stores";
import { bearerCheck } from "./bearer";
import { type SchemaError, schemaMessage } from "./check-request";
import { answerClientError } from "./client-error";
import type { LiveModel } from "./live-model";
import { openapiDocument } from "./openapi";
import { PROBLEM_TYPE, Problem, problemDetails, problemOf } from "./problem";
import type { PrometheusMeter } from "./prometheus";
import { RateLimit } from "./rate-limit";
import { readBody } from "./read-body";
import { fromStore } from "./refusals";
import { allRoutes } from "./routes/all-routes";
import type { Route, RouteContext } from "./routes/route";
import type { ServiceSettings } from "./service-settings";

/** What changes while a service runs. */
export interface ServiceState {
  live: LiveModel;
  isClosing: boolean;
}

/** What requests are answered from. */
export interface AppParts {
  readonly state: ServiceState;
  readonly settings: ServiceSettings;
  readonly store: StateStore;
  readonly meter: PrometheusMeter;
}

/** Milliseconds without a byte after which a connection is ended, at least. */
const SILENCE = 60_000;

/** The routes in fastify, behind the token and the limits. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { settings } = parts;
  const { maxBodyBytes } = settings;
  const requestTimeout = Math.ceil(settings.requestTimeout);
  const fastify = await fastifyLibrary();
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout,
    connectionTimeout: Math.max(SILENCE, requestTimeout),
    http: { headersTimeout: requestTimeout, connectionsCheckingInterval: Math.min(1000, requestTimeout) },
    return503OnClosing: false,
    routerOptions: { maxParamLength: 16_384 },
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false, verbose: true, strict: false },
    },
    frameworkErrors: (error, _, reply) =>
      void sendProblem(reply, new Problem(400, `the path expected ${badUrl(error)}`)),
    clientErrorHandler: answerClientError,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => readBody(body, done));
  app.setErrorHandler((error, _, reply) => answerError(error as FastifyError, reply, settings));
  app.setNotFoundHandler((request, reply) => sendProblem(reply, new Problem(404, `there is no ${request.url}`)));
  guard(app, parts);
  measure(app, parts.meter);
  addRoutes(app, allRoutes(settings), parts);
  await app.ready();
  return app;
}

async function fastifyLibrary() {
  try {
    return (await import("fastify")).fastify;
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new MissingDependencyError("fastify", "the service over HTTP");
  }
}

/** The limit of requests and the token, before anything of a body is read. */
function guard(app: FastifyInstance, { settings, state }: AppParts): void {
  const { token, rateLimit, now } = settings;
  const isRight = token === undefined ? undefined : bearerCheck(token);
  const limit = rateLimit === undefined ? undefined : new RateLimit(rateLimit, now);
  app.addHook("onRequest", async (request) => {
    if ((request.routeOptions.config as { open?: true }).open) return;
    const seconds = limit?.take(request.ip) ?? 0;
    if (seconds > 0) {
      throw new Problem(429, `expected at most ${rateLimit} requests a second`, { "retry-after": String(seconds) });
    }
    if (isRight && !isRight(request.headers.authorization)) {
      throw new Problem(401, "the header Authorization expected Bearer and the token", {
        "www-authenticate": "Bearer",
      });
    }
  });
  app.addHook("onSend", async (_, reply) => {
    reply.header("x-content-type-options", "nosniff").header("cache-control", "no-store");
    if (state.isClosing) reply.header("connection", "close");
  });
}

function measure(app: FastifyInstance, meter: PrometheusMeter): void {
  const requests = meter.createCounter("seqment.http.requests", { description: "Requests answered" });
  const durations = meter.createHistogram("seqment.http.duration", { description: "Time of requests" });
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    requests.add(1, { method: request.method, route, status: reply.statusCode });
    durations.record(reply.elapsedTime / 1000, { route });
  });
}

function addRoutes(app: FastifyInstance, routes: readonly Route[], parts: AppParts): void {
  const { state, settings, store, meter } = parts;
  const document = openapiDocument(routes, settings);
  const context: Omit<RouteContext, "live"> = {
    settings,
    openapi: () => document,
    metricsText: () => meter.text(),
    async checkReady() {
      if (state.isClosing) throw new Problem(503, "the service is being closed", { "retry-after": "1" });
      await fromStore(() => store.getMany(["ready"]));
    },
  };
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const url = route.path.replace(/\{(\w+)\}/g, ":$1");
    const { method, params, query, body, success } = route;
    const schema = { ...(params && { params }), ...(query && { querystring: query }), ...(body && { body }) };
    methods.set(url, [...(methods.get(url) ?? []), ...(method === "GET" ? ["GET", "HEAD"] : [method])]);
    app.route({
      method,
      url,
      schema,
      config: { open: route.open },
      async handler(request, reply) {
        const sent = { params: request.params, query: request.query, body: request.body };
        const found = await route.answer(sent as never, { ...context, live: state.live });
        reply.code(success.status);
        if (success.type === undefined) return reply.send();
        return reply.type(success.type).send(typeof found === "string" ? found : JSON.stringify(found));
      },
    });
  }
  refuseOtherMethods(app, methods);
}

function refuseOtherMethods(app: FastifyInstance, methods: ReadonlyMap<string, readonly string[]>): void {
  for (const [url, known] of methods) {
    const allow = known.join(", ");
    const method = app.supportedMethods.filter((other) => !known.includes(other));
    const refuse = async ({ method }: FastifyRequest) => {
      throw new Problem(405, `this path expected ${allow}, got ${method}`, { allow });
    };
    // before its body is looked at
    app.route({ method, url, onRequest: refuse, handler: refuse });
  }
}

function answerError(error: FastifyError, reply: FastifyReply, settings: ServiceSettings): FastifyReply {
  const { validation, validationContext = "body" } = error;
  if (validation) {
    const part = validationContext === "querystring" ? "query" : validationContext;
    return sendProblem(reply, new Problem(400, schemaMessage(validation as unknown as SchemaError[], part)));
  }
  const problem = problemOf(error, settings);
  if (problem) return sendProblem(reply, problem);
  settings.onError?.(error);
  return sendProblem(reply, new Problem(500, "the service failed"));
}

function sendProblem(reply: FastifyReply, { status, message, headers }: Problem): FastifyReply {
  return reply
    .code(status)
    .headers(headers)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemDetails(status, message)));
}

function badUrl({ code }: FastifyError): string {
  return code === "FST_ERR_BAD_URL" ? "percent-encoded UTF-8" : "to be found";
}
