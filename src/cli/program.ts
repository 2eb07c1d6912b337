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

/** The command line with all its commands and flags. */
export function createProgram(io: CliIo): Command {
  const program = new Command("seqment")
    .description("Turns raw user action logs into behavioral segments, described in the users' own actions.")
    .version(packageVersion())
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 found something (drift, match, retrain, registry), 130 interrupted.",
    );
  const commands = [
    inspectCommand,
    fitCommand,
    candidatesCommand,
    describeCommand,
    usersCommand,
    editCommand,
    refineCommand,
    extendCommand,
    reportCommand,
    cardsCommand,
    assignCommand,
    serveCommand,
    funnelCommand,
    compareGroupsCommand,
    experimentCommand,
    diagnoseCommand,
    rfmCommand,
    sqlCommand,
    driftCommand,
    matchCommand,
    retrainCommand,
    registryCommand,
    demoCommand,
    completionCommand,
  ];
  for (const command of commands) program.addCommand(command(io));
  return program;
}
