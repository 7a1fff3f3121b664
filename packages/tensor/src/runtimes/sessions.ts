import type { AnyElements } from "../dtype.ts";
import type { Feed, Runtime, Session } from "./runtime.ts";

interface Entry {
  readonly session: Promise<Session>;
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

const capacity = 128;

/**
 * Sessions by the bytes of their graph: equal structures share one. The least recently used goes when there are more
 * than `capacity`, as soon as it is idle.
 */
const entries = new Map<string, Entry>();
const counts: Statistics = { compilations: 0, runs: 0, sessions: 0 };

/** How much has been compiled and run: what a test asks to see that nothing was compiled again. */
export const statistics = (): Readonly<Statistics> => ({ ...counts });

const latin1 = new TextDecoder("latin1");

export const sessionKey = (runtime: Runtime, threads: number, model: Uint8Array): string =>
  `${runtime.name} ${threads} ${latin1.decode(model)}`;

export const runSession = async (
  runtime: Runtime,
  threads: number,
  key: string,
  model: Uint8Array,
  feeds: Readonly<Record<string, Feed>>,
  outputs: readonly string[],
): Promise<readonly AnyElements[]> => {
  const entry = open(runtime, threads, key, model);
  entry.running++;
  try {
    counts.runs++;
    return await (await entry.session).run(feeds, outputs);
  } finally {
    entry.running--;
    if (entry.evicted) close(entry);
  }
};

const open = (runtime: Runtime, threads: number, key: string, model: Uint8Array): Entry => {
  const known = entries.get(key);
  if (known) {
    entries.delete(key);
    entries.set(key, known);
    return known;
  }
  counts.compilations++;
  counts.sessions++;
  const entry: Entry = { session: runtime.load(model, { threads }), running: 0, evicted: false };
  entry.session.catch(() => {
    counts.sessions--;
    if (entries.get(key) === entry) entries.delete(key);
  });
  entries.set(key, entry);
  if (entries.size > capacity) evictOldest();
  return entry;
};

const evictOldest = (): void => {
  const [key, entry] = entries.entries().next().value as [string, Entry];
  entries.delete(key);
  entry.evicted = true;
  close(entry);
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
