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

/** Of these numbers: how many jobs there were, which function, its job, how many parts are done, how many threads ended. */
const [turn, name, job, done] = [0, 1, 2, 3];

/** Looks so often before it lets itself be woken, which takes longer than most jobs. */
const patience = 20_000;

/** Plain text: a thread loads neither TypeScript nor a file. It ends when it is told so, or with its process. */
const code = `
const work = async ({ module, memory, control, names, part, parts }, ready) => {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const told = new Int32Array(memory.buffer, control, 4);
  ready();
  for (let seen = 0; ; seen = (seen + 1) | 0) {
    for (let looks = 0; Atomics.load(told, ${turn}) === seen; looks++) {
      if (looks > ${patience}) Atomics.wait(told, ${turn}, seen);
    }
    if (told[${name}] < 0) return;
    exports[names[told[${name}]]](told[${job}], part, parts);
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
  const others = shared && threads > 1 ? await startThreads(kernel, memory, Object.keys(functions), threads) : [];
  if (others.length === 0) {
    return { threads: 1, kernel: functions, run: (name, job) => functions[name](job, 0, 1), close: () => {} };
  }
  const parts = others.length + 1;
  const told = new Int32Array(memory.buffer, 0, 4);
  const names = Object.keys(functions);
  const start = (number: number, at: number): void => {
    told[name] = number;
    told[job] = at;
    Atomics.store(told, done, 0);
    Atomics.add(told, turn, 1);
    Atomics.notify(told, turn);
  };
  return {
    threads: parts,
    kernel: functions,
    run: (name, at) => {
      start(names.indexOf(name), at);
      functions[name](at, 0, parts);
      for (let looks = 0; Atomics.load(told, done) < others.length; looks++) {
        // The main thread of a page may not wait, and looks on.
        if (looks > patience && mayWait) Atomics.wait(told, done, Atomics.load(told, done) % others.length, 1);
      }
    },
    close: () => {
      start(-1, 0);
      for (const thread of others) thread.close();
    },
  };
};

const isNode = typeof process === "object" && process.versions?.node !== undefined;
const mayWait = isNode;

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
  const data = (part: number) => ({ module, memory, control: 0, names, part, parts: threads });
  const started = await Promise.allSettled(
    Array.from({ length: threads - 1 }, (_, i) => (isNode ? threadInNode(data(i + 1)) : threadInPage(data(i + 1)))),
  );
  const running = started.flatMap((thread) => (thread.status === "fulfilled" ? [thread.value] : []));
  // Each has its part of a fixed number: without one of them the others are of no use.
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
