// Child process that runs our side of one subject: ours.ts SUBJECT PARAMS FOLDER.
import { readFile } from "node:fs/promises";
import { serve } from "./serve";

const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
const subject = await import(process.argv.at(-3)!);
await serve(`seqment ${version}`, subject.default);
