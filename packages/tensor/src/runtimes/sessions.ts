import type { AnyElements } from "../values/dtype.ts";
import type { Feed, Runtime, Session } from "./runtime.ts";

/** A compiled graph, as far as it matters here. */
interface Model {
  readonly bytes: Uint8Array;
  /** The memory that a session of it may keep between runs, in bytes. */
  readonly footprint: number;
  readonly outputNames: readonly string[];
}

interface Entry {
  readonly session: Promise<Session>;
  readonly footprint: number;
  running: number;
  evicted: boolean;
}

export interface Statistics {
  /** Graphs handed to the runtime so far. */
  compilations: number;
  runs: number;
  /** Sessions alive now. */
  sessions: number;
}

/** How many sessions are kept, and how much memory in them; so few are kept however large they are. */
const capacity = { sessions: 128, bytes: 2 ** 30, least: 8 };

/**
 * Sessions by the bytes of their graph: equal structures share one. The least recently used goes when there are more
 * than the capacity, as soon as it is idle.
 */
const entries = new Map<string, Entry>();
const counts: Statistics = { compilations: 0, runs: 0, sessions: 0 };

/** How much has been compiled and run: what a test asks to see that nothing was compiled again. */
export const statistics = (): Readonly<Statistics> => ({ ...counts });

const latin1 = new TextDecoder("latin1");

/** One key a model, so that its hash is computed once; it tells apart the runtimes and threads that the model ran on. */
interface Key {
  readonly runtime: Runtime;
  readonly threads: number;
  readonly text: string;
}

const keys = new WeakMap<Uint8Array, Key>();
const numbers = new WeakMap<Runtime, number>();
let runtimes = 0;

const numberOf = (runtime: Runtime): number => {
  const known = numbers.get(runtime) ?? ++runtimes;
  numbers.set(runtime, known);
  return known;
};

const sessionKey = (runtime: Runtime, threads: number, model: Uint8Array): string => {
  const known = keys.get(model);
  if (known?.runtime === runtime && known.threads === threads) return known.text;
  const text = `${numberOf(runtime)} ${threads} ${latin1.decode(model)}`;
  keys.set(model, { runtime, threads, text });
  return text;
};

/** Runs a model on a runtime, in a session that is there already or a new one. */
export const runSession = async (
  runtime: Runtime,
  threads: number,
  model: Model,
  feeds: Readonly<Record<string, Feed>>,
): Promise<readonly AnyElements[]> => {
  const entry = open(runtime, threads, model);
  entry.running++;
  try {
    counts.runs++;
    const results = await (await entry.session).run(feeds, model.outputNames);
    return results.map(({ elements }) => elements);
  } finally {
    entry.running--;
    if (entry.evicted) close(entry);
  }
};

const open = (runtime: Runtime, threads: number, { bytes, footprint }: Model): Entry => {
  const key = sessionKey(runtime, threads, bytes);
  const known = entries.get(key);
  if (known) {
    entries.delete(key);
    entries.set(key, known);
    return known;
  }
  counts.compilations++;
  counts.sessions++;
  const entry: Entry = { session: runtime.load(bytes, { threads }), footprint, running: 0, evicted: false };
  entry.session.catch(() => {
    counts.sessions--;
    if (entries.get(key) === entry) entries.delete(key);
  });
  entries.set(key, entry);
  evict();
  return entry;
};

const evict = (): void => {
  let bytes = [...entries.values()].reduce((sum, { footprint }) => sum + footprint, 0);
  for (const [key, entry] of entries) {
    const tooMany = entries.size > capacity.sessions || (bytes > capacity.bytes && entries.size > capacity.least);
    if (!tooMany) return;
    entries.delete(key);
    bytes -= entry.footprint;
    entry.evicted = true;
    close(entry);
  }
};

const close = (entry: Entry): void => {
  if (entry.running > 0) return;
  entry.evicted = false;
  void entry.session.then(
    (session) => {
      counts.sessions--;
      return session.release();
    },
    () => undefined,
  );
};

/** Ends every session that is idle; the next run of a graph loads it again. */
export const releaseSessions = async (): Promise<void> => {
  const idle = [...entries].filter(([, entry]) => entry.running === 0);
  for (const [key] of idle) entries.delete(key);
  counts.sessions -= idle.length;
  await Promise.all(idle.map(async ([, entry]) => (await entry.session).release()));
};
