import { readOptions, wrongType } from "../core/internal";
import type { SegmentModel } from "../segments";
import { HASH_TAG, logModel } from "./log-model";
import { type MlflowClient, toMlflowClient } from "./mlflow-client";
import { MIRROR_OPTIONS, type MirrorOptions } from "./options";

/** What is asked of a registry: `openRegistry` of seqment/registry gives one. */
export interface RegistryMirror {
  /** The version that answers, and the one beside it; undefined for none. */
  champion(): Promise<MirroredVersion | undefined>;
  challenger(): Promise<MirroredVersion | undefined>;
  /** Loads a version by its hash. */
  load(hash: string): Promise<SegmentModel>;
}

/** A version of a registry, as far as the mirror looks at it. */
export interface MirroredVersion {
  readonly hash: string;
  readonly number: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Where MLflow's aliases point after {@link mirrorRegistry}. */
export interface MirroredRegistry {
  /** Number of the version in MLflow; null where the registry has none. */
  readonly champion: string | null;
  readonly challenger: string | null;
  /** Versions that were logged now. */
  readonly logged: readonly string[];
}

const ALIASES = ["champion", "challenger"] as const;
const METHODS = [...ALIASES, "load"] as const;

/**
 * Makes MLflow say what a registry says: its champion and challenger are versions of a registered model, with these aliases.
 * A model that is there already, by its hash, is not logged again; call it after each decision, or whenever. The registry
 * stays the one that decides.
 *
 * @param mlflow the server.
 * @param registry whose promotions are mirrored.
 * @param options name of the model in MLflow, and of the experiment.
 * @returns where the aliases point now.
 * @throws TypeError when one of the two is none; MlflowError for what the server refuses.
 * @example
 * const registry = await openRegistry(memoryStore({ now: Date.now }), { now: Date.now, by: "nightly" });
 * const mlflow = connectMlflow("http://127.0.0.1:5000", { now: Date.now, retries: 0 });
 * try {
 *   const { champion } = await mirrorRegistry(mlflow, registry, { registeredModel: "players" });
 *   console.log(champion);
 * } catch (error) {
 *   error instanceof MlflowError; // true
 * }
 */
export async function mirrorRegistry(
  mlflow: MlflowClient,
  registry: RegistryMirror,
  options: MirrorOptions,
): Promise<MirroredRegistry> {
  const { registeredModel: name, experiment } = readOptions(options, MIRROR_OPTIONS);
  if (name === undefined) throw wrongType("registeredModel", MIRROR_OPTIONS.registeredModel.expected, undefined);
  toMlflowClient("mlflow", mlflow);
  if (
    typeof registry !== "object" ||
    registry === null ||
    METHODS.some((name) => typeof registry[name] !== "function")
  ) {
    throw wrongType("registry", "a registry, as openRegistry opens it", registry);
  }
  const versionOf = new Map((await mlflow.versions(name)).map(({ tags, version }) => [tags[HASH_TAG], version]));
  const logged: string[] = [];
  const pointed = { champion: null as string | null, challenger: null as string | null };
  for (const alias of ALIASES) {
    const wanted = await registry[alias]();
    const now = (await mlflow.versionOf(name, alias))?.version ?? null;
    if (wanted && !versionOf.has(wanted.hash)) {
      const { version } = await logModel(mlflow, await registry.load(wanted.hash), {
        experiment: experiment ?? name,
        registeredModel: name,
        metrics: wanted.metrics,
        tags: { "seqment.registry-version": String(wanted.number) },
      });
      versionOf.set(wanted.hash, version!);
      logged.push(version!);
    }
    pointed[alias] = wanted ? versionOf.get(wanted.hash)! : null;
    if (pointed[alias] !== now) await mlflow.setAlias(name, alias, pointed[alias]);
  }
  return { ...pointed, logged };
}
