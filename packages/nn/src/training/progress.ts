import { clearLine, cut, formatClock } from "@kaviar/base/text";

/** What shows how far a run is: a bar on a terminal, plain lines elsewhere. */
export interface Progress {
  /** After each chunk of steps. */
  readonly step: (done: number, total: number, loss: number) => void;
  /** After each epoch. */
  readonly epoch: (summary: string) => void;
  readonly end: () => void;
}

const silent: Progress = { step: () => undefined, epoch: () => undefined, end: () => undefined };

const width = 24;

const showShare = (done: number, total: number, seconds: number, already: number): string => {
  const left = (seconds / Math.max(1, done - already)) * (total - done);
  const filled = Math.round((width * done) / total);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${total} steps   ${formatClock(1e3 * Math.ceil(left))} left`;
};

/** `already` are the steps of a run that is resumed: they say nothing about its pace. */
export const createProgress = (shown: boolean, already: number): Progress => {
  if (!shown || typeof process !== "object") return silent;
  const stream = process.stderr;
  if (!stream.isTTY) {
    return { ...silent, epoch: (summary) => void stream.write(`${summary}\n`) };
  }
  const began = performance.now();
  let last = 0;
  const clear = () => stream.write(clearLine);
  return {
    step: (done, total, loss) => {
      const now = performance.now();
      if (now - last < 80 && done < total) return;
      last = now;
      const line = `${Number.isNaN(total) ? `step ${done}` : showShare(done, total, (now - began) / 1000, already)}   loss ${loss.toPrecision(4)}`;
      clear();
      stream.write(cut(line, Math.max(20, (stream.columns ?? 80) - 1)));
    },
    epoch: (summary) => {
      clear();
      stream.write(`${summary}\n`);
    },
    end: () => void clear(),
  };
};
