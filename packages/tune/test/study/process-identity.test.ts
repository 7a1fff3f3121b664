import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createStudy, float, memory } from "@kaviar/tune";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { watch } from "../../src/study/owner.ts";
import { identify, isGone, isReplaced } from "../../src/study/process-identity.ts";
import { startByPs, ticksOf } from "../../src/study/process-start.ts";

let other: ChildProcess;
let pid: number;
beforeAll(async () => {
  other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 120000); console.log('up')"]);
  await once(other.stdout!, "data");
  pid = other.pid!;
});
afterAll(() => void other.kill("SIGKILL"));

const { platform } = process;
const pretend = (name: string) => Object.defineProperty(process, "platform", { value: name });
afterEach(() => pretend(platform));

describe.runIf(platform === "linux")("where the system tells when a process started", () => {
  it("hands back the trial of a process whose pid another one has now, at the first look", async () => {
    const storage = memory();
    const first = await createStudy({ name: "a", storage, seed: 1 });
    await first.ask({ x: float(0, 1) });
    // Its owner as it would stand there, had it died and had the other process got its pid.
    const [record] = (await storage.changes(1, 0)).trials;
    await storage.beat({ ...identify(), id: "dead", pid, started: "1" });
    await storage.update(1, record!.number, { owner: "dead" });
    const next = await createStudy({ name: "a", storage });
    expect(next.trials.map(({ state }) => state)).toEqual(["waiting"]);
    await Promise.all([first.close(), next.close()]);
  });

  it("leaves the one that has it since then its trials", () => {
    const beat = { ...identify(), id: "alive", pid, started: ticksOf(pid)!, beats: 1 };
    expect([isGone(beat), isReplaced(beat)]).toEqual([false, false]);
  });
});

describe.runIf(platform !== "win32")("where the system has to be asked by a process", () => {
  it("ps tells when a process started, to the second", () => {
    expect(Math.abs(startByPs(process.pid)! - performance.timeOrigin)).toBeLessThan(10_000);
    expect(startByPs(2 ** 30)).toBeUndefined();
  });

  it("asks once its beats have stopped: of two silent owners the one whose pid is used again is dead", () => {
    pretend("freebsd");
    const now = String(startByPs(pid)!);
    const [busy, replaced] = [now, String(Number(now) - 3_600_000)].map((started) => ({
      ...identify(),
      id: `of ${started}`,
      pid,
      started,
      beats: 1,
    }));
    let clock = 0;
    const isDead = watch(
      { ...identify(), id: "me" },
      () => 3,
      () => clock,
    );
    const looks = Array.from({ length: 40 }, () => {
      clock += 2_000;
      return [isDead(busy!), isDead(replaced!)];
    });
    expect(looks.filter(([dead]) => dead)).toEqual([]);
    // Its last count was seen once; fifteen more looks raise the question.
    expect(looks.findIndex(([, dead]) => dead)).toBe(15);
  });

  it("knows itself, and a pid that is free", () => {
    pretend("freebsd");
    const self = identify();
    expect([isGone(self), isReplaced(self)]).toEqual([false, false]);
    expect(isGone({ ...self, pid: 2 ** 30 })).toBe(true);
  });
});
