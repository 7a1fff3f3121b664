import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createStudy } from "@kaviar/tune";
import { afterAll, describe, expect, it } from "vitest";
import { isAlive, moduleFile, temporaryFolder, until } from "../workers/module-file.ts";

const folder = temporaryFolder();
const tune = new URL("../../src/index.ts", import.meta.url).href;
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** A study in a process of its own, whose trials say that they begin, wait for `finish()`, and say that they end. */
const startStudy = (name: string, { objective = "", options }: { objective?: string; options: string }) => {
  const log = join(folder, `${name}.log`);
  const go = join(folder, `${name}.go`);
  const file = join(folder, `${name}.db`);
  const module = moduleFile(
    folder,
    `${name}-objective.mjs`,
    `import { appendFileSync, existsSync } from "node:fs";
     const log = (line) => appendFileSync(${JSON.stringify(log)}, line + "\\n");
     export default async ({ x }, trial) => {
       log("begin " + trial.number + " " + process.pid);
       ${objective}
       while (!existsSync(${JSON.stringify(go)})) await new Promise((resolve) => setTimeout(resolve, 10));
       log("end " + trial.number);
       return x;
     };`,
  );
  const script = moduleFile(
    folder,
    `${name}.mjs`,
    `import { createStudy, float } from ${JSON.stringify(tune)};
     import objective from ${JSON.stringify(module.href)};
     const study = await createStudy({ name: "study", storage: ${JSON.stringify(`sqlite:${file}`)}, seed: 1 });
     const url = new URL(${JSON.stringify(module.href)});
     const { stopped } = await study.optimize({ x: float(0, 1) }, ${options});
     console.log("stopped: " + stopped);
     await study.close();
     console.log("listeners: " + process.listenerCount("SIGINT") + process.listenerCount("SIGTERM"));`,
  );
  const child = spawn(process.execPath, ["--import", loader, fileURLToPath(script)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  const lines = (kind: string) =>
    existsSync(log)
      ? readFileSync(log, "utf8")
          .split("\n")
          .filter((line) => line.startsWith(kind))
      : [];
  const pids = () => lines("begin").map((line) => Number(line.split(" ")[2]));
  const states = async () => {
    const study = await createStudy({ name: "study", storage: `sqlite:${file}` });
    const all = study.trials.map(({ state }) => state);
    await study.close();
    return all;
  };
  const finish = () => writeFileSync(go, "");
  return { child, finish, ended, lines, pids, states, stderr: () => stderr };
};

const inWorkers = "url, { trials: 50, workers: 2 }";
const inProcess = "objective, { trials: 50, concurrency: 2 }";

describe.each([
  ["workers", inWorkers],
  ["this process", inProcess],
])("a study in %s", (name, options) => {
  it("finishes its running trials after Ctrl-C, and asks for no more", async () => {
    const study = startStudy(`once-${name.length}`, { options });
    expect(await until(() => study.lines("begin").length === 2)).toBe(true);
    study.child.kill("SIGINT");
    // npm passes on what the terminal has sent already.
    study.child.kill("SIGINT");
    expect(await until(() => study.stderr().includes("Interrupted"))).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    study.finish();
    const { code, stdout, stderr } = await study.ended;
    expect([code, stdout]).toEqual([0, "stopped: interrupted by Ctrl-C\nlisteners: 00\n"]);
    expect(stderr).toContain(
      "Interrupted: no more trials are asked, 2 running trials finish. Ctrl-C again stops now; what runs is queued again.",
    );
    expect(await study.states()).toEqual(["complete", "complete"]);
    expect(study.lines("end").length).toBe(2);
    expect(await until(() => !study.pids().some(isAlive))).toBe(true);
  });

  it("queues its running trials again after a second Ctrl-C, and after SIGTERM", async () => {
    for (const [signal, exitCode] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const study = startStudy(`${signal}-${name.length}`, { options });
      expect(await until(() => study.lines("begin").length === 2)).toBe(true);
      study.child.kill(signal);
      if (signal === "SIGINT") {
        expect(await until(() => study.stderr().includes("Interrupted"))).toBe(true);
        await new Promise((resolve) => setTimeout(resolve, 300));
        study.child.kill(signal);
      }
      const { code, stdout, stderr } = await study.ended;
      expect([signal, code, stdout]).toEqual([signal, exitCode, ""]);
      expect(stderr).toContain("Stopped: 2 running trials are queued again.");
      expect(await study.states()).toEqual(["waiting", "waiting"]);
      expect(study.lines("end").length).toBe(0);
      expect(await until(() => !study.pids().some(isAlive))).toBe(true);
    }
  });
});

it("leaves no process behind when the study's process is killed, not even one that never lets go", async () => {
  const study = startStudy("killed", {
    objective: "if (trial.number === 1) for (;;) {}",
    options: "url, { trials: 50, workers: 2 }",
  });
  expect(await until(() => study.lines("begin").length === 2)).toBe(true);
  study.child.kill("SIGKILL");
  await study.ended;
  expect(await until(() => !study.pids().some(isAlive), 5_000)).toBe(true);
});

it("leaves no command behind when the study's process is killed", async () => {
  const log = join(folder, "command.pid");
  const line = `echo $$ >> ${log}; sleep 60 & echo $! >> ${log}; wait`;
  const study = startStudy("command", { options: `${JSON.stringify(line)}, { trials: 2, workers: 1 }` });
  const pids = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").map(Number) : []);
  expect(await until(() => pids().length === 2)).toBe(true);
  expect(pids().every(isAlive)).toBe(true);
  study.child.kill("SIGKILL");
  await study.ended;
  expect(await until(() => !pids().some(isAlive), 5_000)).toBe(true);
});
