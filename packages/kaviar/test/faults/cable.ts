import { expect } from "vitest";
import { makeHosts } from "../../../cluster/test/slurm/slurm-hosts.ts";
import type { Kaviar } from "../run-kaviar.ts";
import { hurry, writeObjective } from "./objective.ts";
import { type OnEnd, startSite } from "./site.ts";
import { tallyLine, tallyOf } from "./tally.ts";
import { until } from "./until.ts";

/** The cable of one of two hosts is out for a minute while agents on both tune. */
export const pullCable = async (kaviar: Kaviar, onEnd: OnEnd): Promise<void> => {
  const hosts = await makeHosts(2);
  onEnd(hosts.remove);
  const said = writeObjective(kaviar.folder, "cable", 2_000);
  const { run, sql } = await startSite({ kaviar, hosts }, onEnd);
  const head = run(
    ..."tune cable.mjs --trials 300 --sampler random --on slurm --nodes 2 --workers 2 --memory 500MB".split(" "),
  );
  const trialsOn = async (host: string, state: string): Promise<number> => {
    const rows = await sql`select number from kaviar_trials where owner like ${`${host}:%`} and state = ${state}
      and study = (select id from kaviar_studies where name = 'cable')`;
    return rows.length;
  };
  const works = async (host: string) =>
    (await trialsOn(host, "complete")) >= 2 && (await trialsOn(host, "running")) === 2;
  await until("both nodes work", async () => (await works("kvnode1")) && (await works("kvnode2")));

  hosts.cable(1, "out");
  const minute = new Promise((over) => setTimeout(over, 60_000));
  await until("what the node ran is handed over", async () => (await trialsOn("kvnode2", "running")) === 0);
  await minute;
  expect(await trialsOn("kvnode2", "running")).toBe(0);
  const before = await trialsOn("kvnode2", "complete");
  hosts.cable(1, "in");
  // Its connection is tried again ever more rarely: after a minute of silence that may take another one.
  await until("the node goes on", async () => (await trialsOn("kvnode2", "complete")) > before, 120);
  hurry(kaviar.folder, "cable");
  const { code, out } = await head;
  const tally = await tallyOf(sql, "cable", said);
  const after = (await trialsOn("kvnode2", "complete")) - before;
  console.log(`Cable out for 60 s: ${tallyLine(tally)}; its node ended ${before} trials before, ${after} after.`);
  expect(tally).toMatchObject({ trials: 300, complete: 300, lost: 0, toldTwice: 0, strange: 0 });
  // What it ran was handed over, and what it came to was refused. Slurm may end it when it is back, with what it runs then.
  expect([2, 3, 4]).toContain(tally.begunTwice);
  expect(tally.refused).toBeGreaterThanOrEqual(2);
  expect([code, out]).toEqual([0, expect.stringContaining("the study has its 300 trials")]);
};
