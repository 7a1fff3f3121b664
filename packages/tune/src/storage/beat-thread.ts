import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { beatPeriodText } from "./beat-period.ts";

/** A statement a thread runs now and then, on a PostgreSQL connection of its own. */
export interface Beat {
  /** With its password. */
  readonly url: string;
  /** It gives the number of owners. */
  readonly statement: string;
  readonly values: readonly (string | number | null)[];
}

/** Plain text, as a thread loads no TypeScript. A beat that fails is made up for by the next. */
const code = `
const { parentPort, workerData } = require("node:worker_threads");
const { driver, url, statement, values } = workerData;
const sql = require(driver)(url, { max: 1, onnotice() {}, connection: { application_name: "kaviar beat" } });
const periodOf = ${beatPeriodText};
let [owners, beating, timer, isOver] = [0];
const beat = () => {
  beating = sql.unsafe(statement, values).values().then(([row]) => { owners = Number(row[0]); }, () => {}).finally(next);
};
const next = () => {
  if (!isOver) timer = setTimeout(beat, periodOf(owners));
};
beat();
parentPort.once("message", async () => {
  isOver = true;
  clearTimeout(timer);
  await beating;
  await sql.end({ timeout: 1 });
  parentPort.close();
});
`;

/**
 * Beats from a thread, which goes on while an objective keeps this one busy for minutes. What it returns stops it, and
 * waits for a beat under way.
 */
export const beatInThread = (beat: Beat): (() => Promise<void>) => {
  const driver = createRequire(import.meta.url).resolve("postgres");
  const worker = new Worker(code, { eval: true, execArgv: [], workerData: { ...beat, driver } });
  const ended = new Promise<void>((done) => worker.once("exit", () => done()));
  // A thread that fails leaves its process as one that beats no more: whoever watches takes its trials.
  worker.on("error", () => {});
  worker.unref();
  return async () => {
    worker.ref();
    worker.postMessage("stop");
    await ended;
  };
};
