import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { logPath } from "../evaluation/trial-log.ts";

/** So much of what a trial printed is kept, in letters: the end of it. */
const most = 65_536;

/** Between two writings, in milliseconds. */
const writeEvery = 1_000;

const cutMark = "… (what was printed before is not kept)\n";

/** What one worker prints, trial by trial. */
export interface WorkerLog {
  /** From now on it runs this trial. */
  begin(trial: number): void;
  /** Whole lines, as they come from the worker. */
  hear(text: string): void;
  /** It prints no more. */
  end(): void;
}

/** What trials print, kept with their study: a file each. */
export interface TrialLogs {
  ofWorker(): WorkerLog;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** Lines of the trial that is running, and those that came late of the one before, which say whose they are. */
const marked = /^trial (\d+) │ /;

/**
 * Keeps the logs in a study's folder; nowhere where there is none. Nobody waits for them: they are written in the background, now and
 * then. A disk that takes no more ends no trial: then its log is short.
 */
export const createTrialLogs = (folder: string | undefined): TrialLogs => {
  const texts = new Map<number, string>();
  const unwritten = new Set<number>();
  /** Trials by worker of which something may come yet: the one that runs, and the one before. */
  const workers = new Set<{ recent: readonly number[] }>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const write = async (ofStudy: string): Promise<void> => {
    const numbers = [...unwritten];
    unwritten.clear();
    for (const number of numbers) await replace(logPath(ofStudy, number), ended(texts.get(number)!)).catch(() => {});
    for (const number of texts.keys())
      if (!unwritten.has(number) && ![...workers].some(({ recent }) => recent.includes(number))) texts.delete(number);
  };
  const writeNow = (ofStudy: string): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => write(ofStudy));
    return writing;
  };

  const add = (ofStudy: string, number: number, text: string): void => {
    // A trial that goes on, or is run again, has printed before.
    const before = texts.get(number) ?? readKept(logPath(ofStudy, number));
    const all = before + text;
    texts.set(number, all.length > 4 * most ? all.slice(-most) : all);
    unwritten.add(number);
    timer ??= setTimeout(() => void writeNow(ofStudy), writeEvery).unref();
  };

  return {
    ofWorker: () => {
      const worker: { recent: readonly number[] } = { recent: [] };
      workers.add(worker);
      return {
        begin: (trial) => {
          worker.recent = [trial, ...worker.recent.slice(0, 1)];
        },
        hear: (text) => {
          const [now] = worker.recent;
          if (folder === undefined || now === undefined) return;
          const lines = new Map<number, string>();
          for (const line of text.split(/(?<=\n)/)) {
            const named = Number(marked.exec(line)?.[1] ?? Number.NaN);
            const isOwn = worker.recent.includes(named);
            const number = isOwn ? named : now;
            lines.set(number, (lines.get(number) ?? "") + shownLast(isOwn ? line.replace(marked, "") : line));
          }
          for (const [number, said] of lines) add(folder, number, said);
        },
        end: () => void workers.delete(worker),
      };
    },
    close: async () => {
      if (folder !== undefined) await writeNow(folder);
    },
  };
};

/** What stands in a line in the end: progress bars write over what was there. */
const shownLast = (line: string): string => {
  const text = line.replace(/\r?\n$/, "");
  return `${text.slice(text.lastIndexOf("\r") + 1)}\n`;
};

/** The end of a text, from the beginning of a line. */
const ended = (text: string): string => {
  if (text.length <= most) return text;
  const tail = text.slice(-most);
  return cutMark + tail.slice(tail.indexOf("\n") + 1);
};

const readKept = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** Whoever reads meanwhile finds the one or the other. */
const replace = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
};
