import { readOptions, wrongType } from "../../core/internal";
import { SegmentModel } from "../../segments/internal";
import { memoryStore } from "../../stores";
import { createApp } from "./app";
import { LiveModel } from "./live-model";
import { PrometheusMeter } from "./prometheus";
import { Service } from "./service";
import { SERVICE_OPTIONS, type ServiceOptions } from "./service-options";

/**
 * Makes a service over HTTP of a model: assigns paths, takes events in, answers for users, explains, reports.
 *
 * It holds the model and no users: these are in the store, so that several services may share one. It stands on fastify, an
 * optional peer.
 *
 * @param model a fitted or loaded model.
 * @param options the clock, where users are kept, the token, and limits.
 * @returns the service; it listens once {@link Service.listen} is called.
 * @throws TypeError when the model is none or there is no clock; MissingDependencyError when fastify is not installed.
 * @example
 * const model = await loadSegments("players.seqment");
 * const service = await createService(model, { now: Date.now });
 * const { status } = await service.inject({ method: "POST", url: "/assign", body: { paths: [["START"]] } });
 * status; // 200
 * await service.close();
 */
export async function createService(model: SegmentModel, options: ServiceOptions): Promise<Service> {
  const { now, ...settings } = readOptions(options, SERVICE_OPTIONS);
  if (now === undefined) throw wrongType("now", SERVICE_OPTIONS.now.expected, undefined);
  if (!(model instanceof SegmentModel)) throw wrongType("model", "a model of fitSegments or loadSegments", model);
  const store = settings.store ?? memoryStore({ now });
  const meter = new PrometheusMeter();
  const makeLive = (next: SegmentModel) => LiveModel.of(next, { ...settings, now }, store, meter);
  const state = { live: await makeLive(model), isClosing: false };
  meter.gauge("seqment.model", "The model that answers, by its SHA-256", () => [[{ sha256: state.live.hash }, 1]]);
  const app = await createApp({ state, settings: { ...settings, now }, store, meter });
  return new Service({ app, state, settings: { ...settings, now }, makeLive });
}
