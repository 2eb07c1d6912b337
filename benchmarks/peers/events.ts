// seqment's own reading of a CSV file, beside SQL.
import { join } from "node:path";
import { readEvents } from "../../src";
import { buildSequences, type TokenizedSequences } from "../../src/sequences";
import { serve } from "../harness/serve";

await serve<{ file: string }, string, TokenizedSequences>("readEvents and buildSequences", {
  load: async ({ file }, folder) => join(folder, file),
  run: async (path) => buildSequences(readEvents(path, { user: "user_id", action: "event", time: "timestamp" })),
  describe: ({ report, vocabulary }) => ({
    n: report.tokens,
    d: vocabulary.actions.length,
    result: report.distinct,
  }),
});
