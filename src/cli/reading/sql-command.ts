import { Command, Option } from "commander";
import { type WarehouseDialect, type WarehouseTimeUnit, warehouseSequences } from "../../warehouse";
import { DIALECT_NAMES } from "../../warehouse/internal";
import { wholeNumberFlag } from "../flags/number-flags";
import { type CliIo, print } from "../terminal/io";

const TEXTS = ["checks", "vocabulary", "codes", "paths", "measures", "assignments"] as const;

interface SqlFlags {
  dialect: WarehouseDialect;
  text: (typeof TEXTS)[number];
  table?: string;
  query?: string;
  user: string;
  action: string;
  time: string;
  session?: string;
  order?: string[];
  timeUnit?: WarehouseTimeUnit;
  unit?: "user" | "session";
  sessionGap?: string;
  collapseRepeats?: true;
  drop?: string[];
  minCount?: number;
  minLength?: number;
  maxLength?: number;
  codes?: true;
  sample?: number;
  seed?: number;
  segments?: string;
  assignments?: string;
}

/** `seqment sql` */
export function sqlCommand(io: CliIo): Command {
  const several = (value: string, all: string[] = []) => [...all, value];
  const command = new Command("sql");
  return command
    .description("print SQL that builds sequences in a data warehouse")
    .addOption(new Option("--dialect <dialect>", "of the warehouse").choices(DIALECT_NAMES).makeOptionMandatory())
    .addOption(new Option("--text <text>", "which statement").choices(TEXTS).default("paths"))
    .option("--table <name>", "the table of events, such as analytics.events")
    .option("--query <select>", "a SELECT to read instead of --table")
    .requiredOption("--user <column>", "column of the user")
    .requiredOption("--action <column>", "column of the action")
    .requiredOption("--time <column>", "column of the time")
    .option("--session <column>", "column of the session")
    .option("--order <column>", "column that orders events with equal times; can be repeated", several)
    .addOption(
      new Option("--time-unit <unit>", "what the time column holds").choices([
        "timestamp",
        "timestamp_ns",
        "s",
        "ms",
        "us",
        "ns",
      ]),
    )
    .addOption(new Option("--unit <unit>", "what a sequence covers").choices(["user", "session"]))
    .option("--session-gap <duration>", "pause that starts a new session, such as 30m")
    .option("--collapse-repeats", "count an action that is repeated directly only once")
    .option("--drop <action>", "leave this action out; can be repeated", several)
    .option("--min-count <n>", "actions that occur fewer than n times become one unknown action", wholeNumberFlag)
    .option("--min-length <n>", "shorter sequences are left out and counted", wholeNumberFlag)
    .option("--max-length <n>", "cut sequences to their first n actions", wholeNumberFlag)
    .option("--codes", "write paths as numbers; --text codes prints their names")
    .option(
      "--sample <n>",
      "sample: all paths with n or more inputs, and one rarer path for every n inputs",
      wholeNumberFlag,
    )
    .option("--seed <n>", "another seed draws another sample", wholeNumberFlag)
    .option("--segments <table>", "table of paths and segments that --text assignments joins")
    .option("--assignments <table>", "table that --text assignments makes")
    .addHelpText(
      "after",
      `
Example:
  seqment sql --dialect bigquery --table shop.events --user user_id --action event --time ts --session-gap 30m`,
    )
    .action(({ text, user, action, time, session, order, drop, codes, ...flags }: SqlFlags) => {
      if ((flags.table === undefined) === (flags.query === undefined)) {
        command.error(`error: give --table or --query, got ${flags.table === undefined ? "neither" : "both"}`);
      }
      const texts = warehouseSequences({
        ...flags,
        columns: { user, action, time, session, order },
        rename: drop && new Map(drop.map((name) => [name, null])),
        paths: text === "codes" || codes ? "codes" : "text",
      });
      print(io, texts[text]!);
    });
}
