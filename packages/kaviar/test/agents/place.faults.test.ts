import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whyNoSlurm } from "../../../cluster/test/slurm/slurm-nodes.ts";
import { buildKaviar, type Kaviar } from "../run-kaviar.ts";
import { type Site, startSite } from "./site.ts";
import { tallyLine, tallyOf, writeObjective } from "./tally.ts";

const why = whyNoSlurm();
if (why !== undefined) console.log(`No daemon is killed: ${why}.`);

describe.skipIf(why !== undefined)("tune --on slurm", () => {
  let kaviar: Kaviar;
  let site: Site;
  beforeAll(async () => {
    kaviar = await buildKaviar();
    site = await startSite({ kaviar, more: "SlurmdTimeout=5" });
  }, 60_000);
  afterAll(() => site?.stop());

  const until = async (what: string, isSo: () => Promise<boolean>) => {
    await expect.poll(isSo, { timeout: 90_000, interval: 200, message: what }).toBe(true);
  };
  const tune = (name: string, trials: number, nodes: number) =>
    site.start(
      ..."tune counted.mjs --sampler random --on slurm --memory 300MB".split(" "),
      ...["--name", name, "--trials", `${trials}`, "--nodes", `${nodes}`],
    );
  /** Who beats, by the names of agents. */
  const beating = async (): Promise<readonly { id: string; beats: number }[]> =>
    (await site.sql`select id, beats::int as beats from kaviar_owners where id like '%/%'`) as never;
  const runningOf = async (owner: string): Promise<readonly number[]> =>
    (await site.sql`select number from kaviar_trials where state = 'running' and owner = ${owner}`).map(
      ({ number }) => number,
    );

  it("hands back the trial of one task that is cancelled, at once, and another task runs it", async () => {
    const said = writeObjective(kaviar.folder, "counted", 1_500);
    const head = tune("cancelled", 12, 2);
    const of = (task: string, ids: readonly { id: string }[]) => ids.find(({ id }) => id.includes(`_${task}/`))?.id;
    await until("both work", async () => {
      const owners = await beating();
      const work = await Promise.all(owners.map(({ id }) => runningOf(id)));
      return owners.length === 2 && work.every(({ length }) => length === 1);
    });
    const victim = of("1", await beating())!;
    const task = victim.split(":")[2]!.split("/")[0]!;
    const [trial] = await runningOf(victim);
    execFileSync("scancel", [task], { env: site.env });
    const { code, out } = await head.ended;
    const tally = await tallyOf(site.sql, "cancelled", said);
    console.log(`scancel ${task}: ${tallyLine(tally)}.`);
    expect(tally).toMatchObject({ trials: 12, complete: 12, lost: 0, toldTwice: 0, strange: 0 });
    // One at most: it may have come to its end when the signal came.
    expect(tally.begunTwice).toBeLessThanOrEqual(1);
    const { out: log } = await site.run("study", "logs", "cancelled", "--agent", "1");
    expect(log).toContain("Stopped: 1 running trial is queued again.");
    const [last] = await site.sql`select owner from kaviar_trials where number = ${trial!} and
      study = (select id from kaviar_studies where name = 'cancelled')`;
    expect(last!.owner).toContain("_0/");
    expect([code, out]).toEqual([0, expect.stringContaining("the study has its 12 trials")]);
  }, 120_000);

  it("says that an agent has failed, and how it is begun again, which it then is", async () => {
    writeObjective(kaviar.folder, "counted", 500);
    const head = tune("failed", 1_000, 2);
    await until("both work", async () => (await beating()).length === 2);
    const [victim] = await beating();
    const [, pid, name] = victim!.id.split(":");
    const agent = name!.split("/")[0]!;
    const says = [
      "1 agent has failed (FAILED: signal 9), and Slurm does not begin it again by itself.",
      `What was printed: kaviar study logs --agent ${agent.split("_")[1]} failed`,
      `Begin it again: scontrol requeue ${agent}`,
    ].join("\n");
    process.kill(Number(pid), "SIGKILL");
    let shown = "";
    await until("it is shown", async () => {
      shown = (await site.run("study", "show", "failed")).out;
      return shown.includes(says);
    });
    expect(shown).toMatch(/ended +\d+ .*FAILED: signal 9$/m);
    await until("who follows is told", async () => head.printed().includes(says));
    execFileSync("scontrol", ["requeue", agent], { env: site.env });
    const again = async () => (await beating()).some(({ id }) => id.includes(`:${agent}/`) && id !== victim!.id);
    await until("it is there again", again);
    await site.run("study", "stop", "failed");
    expect((await head.ended).code).toBe(0);
  }, 180_000);

  it("tells no trial twice while Slurm runs an agent again whose process still lives", async () => {
    const said = writeObjective(kaviar.folder, "counted", 500);
    const head = tune("orphan", 1_000, 1);
    await until("the agent works", async () => (await beating()).length === 1);
    const [orphan] = await beating();
    const host = execFileSync("squeue", ["-h", "-r", "-t", "running", "-o", "%N"], {
      encoding: "utf8",
      env: site.env,
    }).trim();
    await site.slurm.killNode(host, "daemon");
    await until("Slurm runs it on the other node too", async () => (await beating()).length === 2);
    const agents = (await beating()).map(({ id }) => id.split(":")[2]!.split("/")[0]);
    expect(new Set(agents).size).toBe(1);
    // Both live, and both work.
    const before = new Map((await beating()).map(({ id, beats }) => [id, beats]));
    await until("both go on beating and running trials", async () => {
      const now = await beating();
      const work = await Promise.all(now.map(({ id }) => runningOf(id)));
      return (
        now.every(({ id, beats }) => beats >= (before.get(id) ?? 0) + 2) && work.every(({ length }) => length === 1)
      );
    });
    await site.run("study", "stop", "orphan");
    const { code } = await head.ended;
    // Slurm knows of one of them only.
    await until("both have ended", async () => (await beating()).length === 0);
    const tally = await tallyOf(site.sql, "orphan", said);
    const shares = await site.sql`select owner, count(*)::int as trials from kaviar_trials where state = 'complete'
      and study = (select id from kaviar_studies where name = 'orphan') group by owner`;
    const shareOf = (is: (owner: string) => boolean) =>
      shares
        .filter(({ owner }) => is(owner))
        .map(({ trials }) => trials)
        .join(" + ");
    console.log(
      `slurmd killed, its job lives: ${tallyLine(tally)}; the old process ended ${shareOf((owner) => owner === orphan!.id)}, the new one ${shareOf((owner) => owner !== orphan!.id)}.`,
    );
    const none = { lost: 0, failed: 0, toldTwice: 0, begunTwice: 0, refused: 0, strange: 0 };
    expect(tally).toEqual({ ...none, trials: tally.complete, complete: tally.complete });
    expect(shares).toHaveLength(2);
    expect(code).toBe(0);
  }, 180_000);
});
