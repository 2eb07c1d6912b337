import { Argument, Command } from "commander";
import type { Decision, Registry } from "../../registry";
import { loadSegments } from "../../segments";
import { addLogFlags, checkReadingFlags, type ReadingFlags } from "../flags/reading-flags";
import { Finding } from "../living/finding";
import { readLog } from "../reading/read-log";
import { openRegistryAt, REGISTRY_PLACES } from "../stores/open-registry-at";
import { type CliIo, print, printJson } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import {
  formatCheck,
  formatDecision,
  formatLog,
  formatSuccessors,
  formatVersion,
  formatVersions,
} from "./format-registry";
import { addGateFlags, addNoteFlags, type GateFlags, type NoteFlags } from "./registry-flags";
import { writeDecision } from "./write-decision";

interface RegistryFlags extends ReadingFlags, GateFlags, NoteFlags {
  force?: true;
  grace?: string;
  successor?: string[];
  page?: string;
  json?: true;
}

/** What a command is asked to do. */
interface Request {
  readonly registry: Registry;
  /** What stands after the registry: a version, a segment, a model's file. */
  readonly what: string;
  readonly files: readonly string[];
  readonly flags: RegistryFlags;
  readonly io: CliIo;
}

type Action = (request: Request) => Promise<{ readonly data: unknown; readonly text: string; readonly found?: string }>;

/** What each action does; those that name one need what stands after the registry. */
const ACTIONS: Readonly<Record<string, { readonly needs?: string; readonly run: Action }>> = {
  list: {
    run: async ({ registry }) => ({ data: await registry.versions(), text: formatVersions(await registry.versions()) }),
  },
  show: {
    needs: "a version: champion, challenger, v3 or a hash",
    run: async ({ registry, what }) => {
      const version = await registry.version(what);
      const decision = await registry.decisionOn(what);
      return { data: { version, decision: decision ?? null }, text: formatVersion(version, decision) };
    },
  },
  register: {
    needs: "a model saved by seqment fit",
    run: async ({ registry, what, flags }) => {
      const version = await registry.register(await loadSegments(what), note(flags));
      return { data: version, text: formatVersion(version, undefined) };
    },
  },
  shadow: {
    needs: "a version",
    run: async ({ registry, what, flags }) => {
      const version = await registry.shadow(what, note(flags));
      return { data: version, text: formatVersion(version, undefined) };
    },
  },
  promote: { needs: "a version", run: promoteVersion },
  rollback: {
    run: async ({ registry, flags }) => {
      const version = await registry.rollback(note(flags));
      return { data: version, text: formatVersion(version, undefined) };
    },
  },
  retire: {
    needs: "a version",
    run: async ({ registry, what, flags }) => {
      const version = await registry.retire(what, note(flags));
      return { data: version, text: formatVersion(version, undefined) };
    },
  },
  sunset: {
    needs: "a segment of the champion, such as s3",
    run: async ({ registry, what, flags }) => {
      const { successor: successors, grace } = flags;
      const map = await registry.sunset(what, { successors, grace, ...note(flags) });
      return { data: map, text: formatSuccessors(map) };
    },
  },
  restore: {
    needs: "a segment that was ended by sunset",
    run: async ({ registry, what, flags }) => {
      const map = await registry.restore(what, note(flags));
      return { data: map, text: formatSuccessors(map) };
    },
  },
  log: { run: async ({ registry }) => ({ data: await registry.log(), text: formatLog(await registry.log()) }) },
  export: {
    run: async ({ registry }) => {
      const all = await registry.export();
      return { data: all, text: `${JSON.stringify(all, null, 2)}\n` };
    },
  },
  verify: {
    run: async ({ registry }) => {
      const check = await registry.verify();
      return { data: check, text: formatCheck(check), ...(!check.intact && { found: "damage" }) };
    },
  },
};

/** `seqment registry ACTION REGISTRY` */
export function registryCommand(io: CliIo): Command {
  const command = new Command("registry");
  command
    .description("list, promote and roll back the models of a registry")
    .addArgument(new Argument("<action>", "what to do").choices(Object.keys(ACTIONS)))
    .argument("<registry>", REGISTRY_PLACES)
    .argument(
      "[what]",
      "a version (champion, challenger, v3, a hash), a segment (s3), or the file of a model to register",
    )
    .argument("[files...]", "promote: files of a log with users to whom no version was fitted")
    .option("--force", "promote although a gate is not passed; needs --why")
    .option("--grace <duration>", "promote, sunset: how long answers still name segments that are removed")
    .option(
      "--successor <id>",
      "sunset: a segment that takes over; can be repeated",
      (id: string, all: string[] = []) => [...all, id],
    )
    .option("--page <file>", "show, promote: write the decision as a page here")
    .option("--json", "print as JSON");
  addLogFlags(addNoteFlags(addGateFlags(command)))
    .addHelpText(
      "after",
      `
promote compares the version with the current champion on the users of the log; without a log, it uses the last
decision about it.

Exit codes: 0 done; 3 promote: a gate was not passed, and nothing changed; 3 verify: damage; others as for every
command.

Examples:
  seqment registry list registry
  seqment registry list redis://localhost:6379
  seqment registry promote registry challenger --by ann --why "looked at"
  seqment registry promote registry v3 holdout.csv --user user_id --action event --time timestamp --page decision.html
  seqment registry rollback registry --why "answers were worse"
  seqment registry sunset registry s3 --successor s1 --grace 14d`,
    )
    .action(async (action: string, place: string, what: string | undefined, files: string[], flags: RegistryFlags) => {
      const { needs, run } = ACTIONS[action]!;
      if (needs !== undefined && what === undefined) command.error(`error: ${action} needs ${needs}`);
      if (needs === undefined && what !== undefined) command.error(`error: ${action} takes no ${what}`);
      if (files.length > 0 && action !== "promote") command.error(`error: ${action} reads no log`);
      if (files.length > 0) checkReadingFlags(command, files, flags);
      if (flags.page !== undefined) await prepareOutput("--page", flags.page);
      await using opened = await openRegistryAt(place, flags);
      const { registry } = opened;
      const { data, text, found } = await run({ registry, what: what ?? "", files, flags, io });
      if (flags.json) printJson(io, data);
      else print(io, text);
      if (found !== undefined) throw new Finding(found);
    });
  return command;
}

async function promoteVersion(request: Request): ReturnType<Action> {
  const { registry, what, flags } = request;
  const decision = await decisionOf(request);
  const kind = await registry.decide(decision, { force: flags.force, grace: flags.grace, ...note(flags) });
  if (flags.page !== undefined) await writeDecision(registry, decision, flags.page);
  const text = `${what}: ${kind}\n${formatDecision(decision)}`;
  return { data: { kind, decision }, text, ...(kind === "block" && { found: "blocked" }) };
}

async function decisionOf({ registry, what, files, flags, io }: Request): Promise<Decision> {
  if (files.length === 0) {
    const last = await registry.decisionOn(what);
    if (last) return last;
    throw new Error(
      `no decision on ${what} against the current champion: give a log with users to whom no version was fitted`,
    );
  }
  const { promote } = await import("../../registry");
  const progress = progressLine(io);
  const run = { signal: io.signal, onProgress: progress.onProgress };
  const champion = (await registry.champion()) && (await registry.load("champion"));
  const holdout = await readLog(files, flags, io, run);
  const { gate: gates, refits, permutations, seed } = flags;
  const decision = await promote(await registry.load(what), {
    ...{ champion, holdout, gates, refits, permutations, seed },
    ...run,
  });
  progress.clear();
  return decision;
}

function note({ by, why }: NoteFlags): NoteFlags {
  return { ...(by !== undefined && { by }), ...(why !== undefined && { why }) };
}
