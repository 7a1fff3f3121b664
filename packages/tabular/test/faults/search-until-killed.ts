/** Searches, and ends its own process without a word as soon as it tries the pipeline of a number. */
import { autofit } from "../../src/index.ts";
import { searched } from "./searched.ts";

const [, , storage, folder, killedAt] = process.argv;
const run = autofit(searched.table, { ...searched.options, storage: storage!, name: "killed", folder: folder! });
for await (const event of run)
  if (event.kind === "trying" && event.trial === Number(killedAt)) process.kill(process.pid, "SIGKILL");
