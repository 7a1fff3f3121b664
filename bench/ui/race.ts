/**
 * The dashboard beside optuna-dashboard on the same trials: `KAVIAR_PYTHON=…/python tsx bench/ui/race.ts [trials …]`, a Python
 * that has optuna and optuna-dashboard. Of each size (10 000 and 50 000 unless said) both get an SQLite file of their own with
 * the same trials, and three times, in turn, a server is started and the study opened twice in headless Chromium: until it
 * listens, until the values of the history are drawn at the first and the second visit, the server's memory and the
 * page's heap then. The medians are told.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openStorage } from "@kaviar/tune";
import type { BrowserContext, Page } from "playwright-core";
import { startBrowser } from "../../packages/tensor/test/runtimes/browser.ts";
import { madeStudy, madeTrials } from "./made-trials.ts";

const python = process.env.KAVIAR_PYTHON;
const peer = python === undefined ? "" : join(dirname(python), "optuna-dashboard");
if (python === undefined || !existsSync(peer)) {
  console.log("Skipped: KAVIAR_PYTHON is no Python with optuna-dashboard beside it.");
  process.exit();
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 50_000];
const folder = mkdtempSync(join(tmpdir(), "kaviar-bench-race-"));
const port = 7_499;

interface Racer {
  readonly name: string;
  start(): ChildProcess;
  /** Where the study is, from what the server has said; what the context needs to see it is done. */
  address(said: string, context: BrowserContext): Promise<string>;
  /** Whether the values are drawn, as an expression in the page. */
  readonly drawn: string;
}

const racers = (trials: number): readonly Racer[] => [
  {
    name: "kaviar",
    start: () =>
      spawn(process.execPath, [
        "packages/kaviar/bin/kaviar.js",
        ...["dashboard", "--storage", `sqlite:${folder}/${trials}.db`, "--port", String(port), "--no-open"],
      ]),
    address: async (said, context) => {
      await context.request.get(/http:\S+token=\S+/.exec(said)![0]);
      return `http://127.0.0.1:${port}/#/studies/1`;
    },
    drawn: `(() => {
      const canvas = document.querySelector("#history canvas");
      const data = canvas?.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 100 && data[i + 2] - data[i] > 60) return true;
      return false;
    })()`,
  },
  {
    name: "optuna-dashboard",
    start: () =>
      spawn(peer, [`sqlite:///${folder}/${trials}-optuna.db`, "--host", "127.0.0.1", "--port", String(port)]),
    address: async () => `http://127.0.0.1:${port}/dashboard/studies/1`,
    drawn: `document.querySelector("#plot-history .point") !== null`,
  },
];

const fill = async (trials: number): Promise<void> => {
  const storage = await openStorage(`sqlite:${folder}/${trials}.db`);
  await madeStudy(storage, "large", trials);
  await storage.close();
  const same = Array.from({ length: Math.ceil(trials / 5_000) }, (_, part) =>
    madeTrials(Math.min(5_000, trials - 5_000 * part), 5_000 * part),
  )
    .flat()
    .map(({ trial: { state, params, values, startedAt, finishedAt }, reports }) => ({
      ...{ state, params, value: values?.[0], startedAt, finishedAt },
      reports: reports.map((report) => ({ step: report.step, value: report.values[0] })),
    }));
  const { status, stderr } = spawnSync(
    python,
    [join(import.meta.dirname, "optuna_peer.py"), `sqlite:///${folder}/${trials}-optuna.db`],
    { input: JSON.stringify(same) },
  );
  if (status !== 0) throw new Error(String(stderr));
};

const listens = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks in the page, each frame, until the values are drawn; gives the time since the navigation began. */
const visit = async (page: Page, address: string, drawn: string): Promise<number> => {
  await page.goto("about:blank");
  await page.goto(address, { waitUntil: "commit" });
  return page.evaluate(`new Promise((resolve) => {
    const look = () => (${drawn} ? resolve(performance.now()) : requestAnimationFrame(look));
    look();
  })`);
};

/** Waits until the server has done what a page has asked for: less than a twentieth of a core in a second, at most two minutes. */
const atRest = async (pid: number): Promise<void> => {
  const busy = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
    return Number(fields[13]) + Number(fields[14]);
  };
  for (let second = 0, before = busy(); second < 120; second++) {
    await pause(1_000);
    const now = busy();
    if (now - before < 5) return;
    before = now;
  }
};

const race = async ({ start, address, drawn }: Racer) => {
  const began = performance.now();
  const server = start();
  let said = "";
  for (const stream of [server.stdout!, server.stderr!]) stream.on("data", (text) => (said += text));
  while (!(await listens())) await pause(10);
  const listening = performance.now() - began;
  while (!said.includes("http://")) await pause(10);
  const browser = await startBrowser(["--disable-gpu"]);
  if (typeof browser === "string") throw new Error(browser);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  page.setDefaultTimeout(300_000);
  const at = await address(said, context);
  const first = await visit(page, at, drawn);
  await atRest(server.pid!);
  const second = await visit(page, at, drawn);
  await atRest(server.pid!);
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = (await session.send("Runtime.getHeapUsage")) as {
    readonly usedSize: number;
    readonly backingStorageSize?: number;
  };
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))![1]) / 1e3;
  await browser.close();
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  await ended;
  return { listening, first, second, memory, heap: (usedSize + backingStorageSize) / 1e6 };
};

type Result = Awaited<ReturnType<typeof race>>;

for (const trials of sizes) {
  await fill(trials);
  const all = new Map<string, Result[]>();
  for (let run = 0; run < 3; run++)
    for (const racer of racers(trials)) {
      const result = await race(racer);
      all.set(racer.name, [...(all.get(racer.name) ?? []), result]);
    }
  for (const [name, results] of all) {
    const of = (part: keyof Result, scale = 1) =>
      ([...results].map((each) => each[part]).sort((a, b) => a - b)[1]! / scale).toFixed(scale === 1 ? 0 : 2);
    console.log(
      `${trials} trials, ${name}: listens after ${of("listening", 1e3)} s; history drawn after ${of("first", 1e3)} s, at the second visit ${of("second", 1e3)} s; server ${of("memory")} MB, page ${of("heap")} MB`,
    );
  }
}
rmSync(folder, { recursive: true });
