import { kernelModule, loadKernel } from "./load-kernel.ts";
import type { KernelMemory } from "./web-assembly.ts";

/** A function of a kernel that does one of several parts of a job, which is described in memory at an address. */
export type PartOfJob = (job: number, part: number, parts: number) => void;

/** A kernel on a memory, with threads to share its work. */
export interface Crew<Functions> {
  readonly threads: number;
  readonly kernel: Functions;
  /** All parts of a job, and then back: the first is done here. What a part is, the function decides. */
  run(name: keyof Functions & string, job: number): void;
  /** Ends the threads. */
  close(): void;
}

/** Bytes of the numbers by which a crew talks; the memory's owner leaves them alone. */
export const crewBytes = 64;

/** Of these numbers: which part of which job is next, the function, its job, and how many parts are done. */
const [next, name, job, done] = [0, 1, 2, 3];

/** The number of the job stands above that of the part: who took the part has the job that it belongs to. */
const partBits = 8;
const allTaken = (1 << partBits) - 1;

/** More are not started: the numbers of their parts have to be below `allTaken`. */
const mostThreads = 64;

/** Looks so often before it lets itself be woken, which takes longer than most jobs. */
const patience = 20_000;

/**
 * Plain text: a thread loads neither TypeScript nor a file. Whoever is free takes the next part, so that nobody waits for a
 * thread that the machine has no time for.
 */
const code = `
const work = async ({ module, memory, names, parts }, ready) => {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const told = new Int32Array(memory.buffer, 0, 4);
  ready();
  for (let looks = 0; ; looks++) {
    const at = Atomics.load(told, ${next});
    const part = at & ${allTaken};
    if (part >= parts) {
      if (looks > ${patience}) Atomics.wait(told, ${next}, at);
      continue;
    }
    looks = 0;
    const run = exports[names[Atomics.load(told, ${name})]];
    const job = Atomics.load(told, ${job});
    if (Atomics.compareExchange(told, ${next}, at, at + 1) !== at) continue;
    run(job, part, parts);
    Atomics.add(told, ${done}, 1);
    Atomics.notify(told, ${done});
  }
};
if (typeof require === "function") {
  const { parentPort, workerData } = require("node:worker_threads");
  work(workerData, () => parentPort.postMessage("ready"));
} else {
  onmessage = ({ data }) => work(data, () => postMessage("ready"));
}
`;

interface Thread {
  close(): void;
}

/**
 * A kernel on a memory, and threads beside this one. The memory's first bytes, `crewBytes`, are the crew's. With one thread
 * there are no others; nor are there where none can be started, as in a page that may not share memory.
 */
export const createCrew = async <Functions extends { readonly [Name in keyof Functions]: PartOfJob }>(
  kernel: string,
  memory: KernelMemory,
  { shared, threads }: { readonly shared: boolean; readonly threads: number },
): Promise<Crew<Functions>> => {
  const functions = await loadKernel<Functions>(kernel, memory, { shared });
  const names = Object.keys(functions);
  const told = new Int32Array(memory.buffer, 0, 4);
  told[next] = allTaken;
  const others = shared && threads > 1 ? await startThreads(kernel, memory, names, Math.min(threads, mostThreads)) : [];
  if (others.length === 0) {
    return { threads: 1, kernel: functions, run: (name, job) => functions[name](job, 0, 1), close: () => {} };
  }
  const parts = others.length + 1;
  let jobs = 0;
  const run = (called: keyof Functions & string, at: number): void => {
    Atomics.store(told, name, names.indexOf(called));
    Atomics.store(told, job, at);
    Atomics.store(told, done, 0);
    jobs = (jobs + 1) % 2 ** (31 - partBits);
    Atomics.store(told, next, jobs << partBits);
    Atomics.notify(told, next);
    for (;;) {
      const part = Atomics.add(told, next, 1) & allTaken;
      if (part >= parts) break;
      functions[called](at, part, parts);
      Atomics.add(told, done, 1);
    }
    for (let looks = 0; ; looks++) {
      const count = Atomics.load(told, done);
      if (count === parts) return;
      // The main thread of a page may not wait, and looks on.
      if (looks > patience && isNode) Atomics.wait(told, done, count, 1);
    }
  };
  return {
    threads: parts,
    kernel: functions,
    run,
    close: () => {
      for (const thread of others) thread.close();
    },
  };
};

const isNode = typeof process === "object" && process.versions?.node !== undefined;

/** How many threads this machine has to give. */
export const threadsHere = (): number => {
  if (isNode) return process.getBuiltinModule("node:os").availableParallelism();
  const { navigator } = globalThis as unknown as { readonly navigator?: { readonly hardwareConcurrency?: number } };
  return navigator?.hardwareConcurrency ?? 1;
};

/** Whether memory can be shared: always in Node; in pages only in those that were served as isolated. */
export const canShare = (): boolean =>
  typeof SharedArrayBuffer === "function" &&
  (isNode || (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true);

const startThreads = async (
  kernel: string,
  memory: KernelMemory,
  names: readonly string[],
  threads: number,
): Promise<readonly Thread[]> => {
  const module = await kernelModule(kernel, { shared: true });
  const data = { module, memory, names, parts: threads };
  const started = await Promise.allSettled(
    Array.from({ length: threads - 1 }, () => (isNode ? threadInNode(data) : threadInPage(data))),
  );
  const running = started.flatMap((thread) => (thread.status === "fulfilled" ? [thread.value] : []));
  // There are as many parts as threads were asked for: with fewer, they would wait for each other.
  if (running.length === threads - 1) return running;
  for (const thread of running) thread.close();
  return [];
};

const threadInNode = async (data: object): Promise<Thread> => {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const worker = new Worker(code, { eval: true, execArgv: [], workerData: data });
  await new Promise<void>((ready, failed) => {
    worker.once("message", () => ready());
    worker.once("error", failed);
  });
  worker.unref();
  return { close: () => void worker.terminate() };
};

/** As much of a page's worker as is used here. */
interface PageWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onerror: (event: { readonly message: string }) => void;
  onmessage: () => void;
}

const threadInPage = async (data: object): Promise<Thread> => {
  const page = globalThis as unknown as { readonly Worker: new (url: string) => PageWorker };
  const worker = new page.Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  await new Promise<void>((ready, failed) => {
    worker.onmessage = ready;
    worker.onerror = ({ message }) => failed(new Error(message));
    worker.postMessage(data);
  });
  return { close: () => worker.terminate() };
};
