import { Command } from "commander";
import { assignCommand } from "./assign-command";
import { candidatesCommand } from "./candidates-command";
import { cardsCommand } from "./cards-command";
import { completionCommand } from "./completion/completion-command";
import { demoCommand } from "./demo-command";
import { describeCommand } from "./describe-command";
import { driftCommand } from "./drift-command";
import { editCommand } from "./edit/edit-command";
import { extendCommand } from "./edit/extend-command";
import { refineCommand } from "./edit/refine-command";
import { fitCommand } from "./fit-command";
import { compareGroupsCommand } from "./flows/compare-groups-command";
import { diagnoseCommand } from "./flows/diagnose-command";
import { experimentCommand } from "./flows/experiment-command";
import { funnelCommand } from "./flows/funnel-command";
import { inspectCommand } from "./inspect-command";
import type { CliIo } from "./io";
import { matchCommand } from "./match-command";
import { registryCommand } from "./registry/registry-command";
import { retrainCommand } from "./registry/retrain-command";
import { reportCommand } from "./report-command";
import { rfmCommand } from "./rfm-command";
import { serveCommand } from "./serve-command";
import { sqlCommand } from "./sql-command";
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
