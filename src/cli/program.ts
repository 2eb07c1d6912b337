import { Command } from "commander";
import { assignCommand } from "./assign/assign-command";
import { completionCommand } from "./completion/completion-command";
import { editCommand } from "./edit/edit-command";
import { extendCommand } from "./edit/extend-command";
import { refineCommand } from "./edit/refine-command";
import { candidatesCommand } from "./fit/candidates-command";
import { demoCommand } from "./fit/demo-command";
import { fitCommand } from "./fit/fit-command";
import { compareGroupsCommand } from "./flows/compare-groups-command";
import { diagnoseCommand } from "./flows/diagnose-command";
import { experimentCommand } from "./flows/experiment-command";
import { funnelCommand } from "./flows/funnel-command";
import { driftCommand } from "./living/drift-command";
import { matchCommand } from "./living/match-command";
import { cardsCommand } from "./pages/cards-command";
import { describeCommand } from "./pages/describe-command";
import { reportCommand } from "./pages/report-command";
import { inspectCommand } from "./reading/inspect-command";
import { sqlCommand } from "./reading/sql-command";
import { registryCommand } from "./registry/registry-command";
import { retrainCommand } from "./registry/retrain-command";
import { rfmCommand } from "./rfm/rfm-command";
import { serveCommand } from "./serve/serve-command";
import type { CliIo } from "./terminal/io";
import { usersCommand } from "./users/users-command";
import { packageVersion } from "./version";

/** Commands by what they are for, as `seqment --help` lists them. */
const GROUPS = {
  "From a log to segments:": [
    ...[inspectCommand, fitCommand, describeCommand, reportCommand, usersCommand, assignCommand, demoCommand],
  ],
  "Change segments:": [editCommand, refineCommand, extendCommand, cardsCommand],
  "Compare:": [candidatesCommand, funnelCommand, compareGroupsCommand, experimentCommand, diagnoseCommand],
  "Run it regularly:": [serveCommand, driftCommand, matchCommand, retrainCommand, registryCommand],
  "Other data:": [rfmCommand, sqlCommand],
  "Shell:": [completionCommand],
};

/** The command line with all its commands and flags. */
export function createProgram(io: CliIo): Command {
  const program = new Command("seqment")
    .description("Turns logs of user actions into behavioral segments: who acts alike, and what sets each group apart.")
    .version(packageVersion())
    .addHelpCommand(new Command("help [command]").description("show the help of a command").helpGroup("Shell:"))
    .addHelpText(
      "after",
      `
Start with your own log:
  seqment inspect events.csv        guesses the columns and prints the command to run next
  seqment fit events.csv --user user_id --action event --time timestamp --out players.seqment
  seqment report players.seqment --out report.html

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 found something (drift, match, retrain, registry), 130 interrupted.`,
    );
  for (const [group, commands] of Object.entries(GROUPS)) {
    for (const command of commands) program.addCommand(command(io).helpGroup(group));
  }
  return program;
}
