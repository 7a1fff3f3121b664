import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { endOfLog, logPath, longestLog } from "../evaluation/trial-log.ts";

/** Between two writings, in milliseconds. */
const writeEvery = 1_000;

/** A file may be so much longer than what is kept of it, until it is cut. */
const slack = 4 * longestLog;

/** What one worker prints, trial by trial. */
export interface WorkerLog {
  /** From now on it runs this trial. */
  begin(trial: number): void;
  /** Whole lines, as they come from the worker. */
  hear(text: string): void;
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
  const unwritten = new Map<number, string>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** By how much each file has grown since it was cut. */
  const grown = new Map<number, number>();
  let made: Promise<unknown> | undefined;

  const keep = async (ofStudy: string, number: number, text: string): Promise<void> => {
    const file = logPath(ofStudy, number);
    made ??= mkdir(dirname(file), { recursive: true });
    await made;
    await appendFile(file, text);
    const by = (grown.get(number) ?? 0) + text.length;
    grown.set(number, by > slack ? 0 : by);
    if (by > slack) await writeFile(file, endOfLog(await readFile(file, "utf8")));
  };
  const write = async (ofStudy: string): Promise<void> => {
    const texts = [...unwritten];
    unwritten.clear();
    for (const [number, text] of texts) await keep(ofStudy, number, text).catch(() => {});
  };
  const writeNow = (ofStudy: string): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => write(ofStudy));
    return writing;
  };

  const add = (ofStudy: string, number: number, text: string): void => {
    const all = (unwritten.get(number) ?? "") + text;
    unwritten.set(number, all.length > slack ? all.slice(-slack / 2) : all);
    timer ??= setTimeout(() => void writeNow(ofStudy), writeEvery).unref();
  };

  return {
    ofWorker: () => {
      /** The trial that runs, and the one before, of which something may come late. */
      let recent: readonly number[] = [];
      return {
        begin: (trial) => {
          recent = [trial, ...recent.slice(0, 1)];
        },
        hear: (text) => {
          const [now] = recent;
          if (folder === undefined || now === undefined) return;
          const lines = new Map<number, string>();
          for (const line of text.split(/(?<=\n)/)) {
            const named = Number(marked.exec(line)?.[1] ?? Number.NaN);
            const isOwn = recent.includes(named);
            const number = isOwn ? named : now;
            lines.set(number, (lines.get(number) ?? "") + shownLast(isOwn ? line.replace(marked, "") : line));
          }
          for (const [number, said] of lines) add(folder, number, said);
        },
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
