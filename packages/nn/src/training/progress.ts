import { clearLine, cut, formatClock } from "@kaviar/base/text";
import type { TrainingFinding } from "../doctor/contract/finding.ts";
import { renderBelow } from "../doctor/render.ts";

/** What shows how far a run is: a bar on a terminal, plain lines elsewhere. */
export interface Progress {
  /** After each chunk of steps. */
  readonly step: (done: number, total: number, loss: number) => void;
  /** After each epoch: its line, and problems that were not shown before. */
  readonly epoch: (summary: string, problems?: readonly TrainingFinding[]) => void;
  readonly end: () => void;
}

const silent: Progress = { step: () => undefined, epoch: () => undefined, end: () => undefined };

const width = 24;

const showShare = (done: number, total: number, seconds: number, already: number): string => {
  const left = (seconds / Math.max(1, done - already)) * (total - done);
  const filled = Math.round((width * done) / total);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)} ${done}/${total} steps   ${formatClock(1e3 * Math.ceil(left))} left`;
};

const linesOf = (summary: string, problems: readonly TrainingFinding[], cells: number): string =>
  [summary, ...problems.flatMap((problem) => renderBelow(problem, cells))].map((line) => `${line}\n`).join("");

/** `already` are the steps of a run that is resumed: they say nothing about its pace. */
export const createProgress = (shown: boolean, already: number): Progress => {
  if (!shown || typeof process !== "object") return silent;
  const stream = process.stderr;
  if (!stream.isTTY) {
    return { ...silent, epoch: (summary, problems = []) => void stream.write(linesOf(summary, problems, 120)) };
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
    epoch: (summary, problems = []) => {
      clear();
      stream.write(linesOf(summary, problems, stream.columns ?? 80));
    },
    end: () => void clear(),
  };
};
