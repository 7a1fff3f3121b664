import type { WriteStream } from "node:tty";
import type { ImageReading, ImagesRead } from "@kaviar/architecture";
import { bar, cut, formatClock } from "@kaviar/base/text";
import { type LiveShow, liveShow } from "../command/live-show.ts";
import { markAt, turnEvery } from "./lines.ts";

/** What is read by then needs no picture, in milliseconds. */
const patience = 500;

/** Shows how far reading is, behind what was said of it: a picture on a terminal, a line now and then elsewhere. */
export const watchReading = async <T>(reading: ImageReading<T>, said: string, stream: WriteStream): Promise<T> => {
  const began = performance.now();
  let at: ImagesRead = { done: 0, of: 0 };
  let show: LiveShow | undefined;
  let isSaid = true;
  const timer = setTimeout(() => {
    show = liveShow(stream, {
      every: turnEvery,
      frame: ({ columns, style }, now) => {
        const words = `  ${style.cyan(markAt(now))} ${style.bold(said.trim())}  ${farText(at, now - began)}`;
        return [words, `    ${bar(at.done / Math.max(at.of, 1), Math.min(40, columns - 4), style)}`].map((line) =>
          cut(line, columns),
        );
      },
      goesOn: (now) => {
        isSaid = false;
        return farText(at, now - began);
      },
    });
    if (show.isDrawn) isSaid = false;
  }, patience);
  const listening = (async () => {
    for await (const each of reading) at = each;
  })();
  // It ends with the error that reading ends with, which is thrown once.
  listening.catch(() => {});
  try {
    return await reading;
  } finally {
    clearTimeout(timer);
    show?.stop();
    if (!isSaid) stream.write(said);
  }
};

/** `1200 of 40000 files · 3m 10s left` */
const farText = ({ done, of }: ImagesRead, elapsed: number): string => {
  const left = done === 0 ? "" : ` · ${formatClock((elapsed / done) * (of - done))} left`;
  return of === 0 ? "looking for files" : `${done} of ${of} files${left}`;
};
