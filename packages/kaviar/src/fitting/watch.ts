import type { WriteStream } from "node:tty";
import { styleFor } from "@kaviar/base/text";
import type { AutofitEvent } from "@kaviar/tabular";
import { liveShow } from "../command/live-show.ts";
import { frame, turnEvery } from "./frame.ts";
import { countsText } from "./lines.ts";
import { lastingLines, lineOf } from "./plain-lines.ts";
import { afterEvent, type Progress } from "./progress.ts";

/** Shows a search as it goes: a picture on a terminal, lines elsewhere. */
export interface Watch {
  /** What is known of it by now. */
  readonly progress: Progress;
  hear(event: AutofitEvent): void;
  /** Ctrl-C was heard. */
  interrupt(): void;
  /** Takes the picture away. */
  stop(): void;
}

export const watch = (start: Progress, stream: WriteStream): Watch => {
  let progress = start;
  const style = styleFor(stream);
  const show = liveShow(stream, {
    every: turnEvery,
    frame: (screen, now) => frame(progress, screen, now),
    goesOn: (now) =>
      progress.finishing === undefined && progress.evaluated > 0 ? `  ${countsText(progress, now)}` : undefined,
  });
  let stopped = false;
  return {
    get progress() {
      return progress;
    },
    hear: (event) => {
      const before = progress;
      progress = afterEvent(before, event, performance.now());
      for (const line of lastingLines(before, event, progress, style)) show.say(line);
      const line = show.isDrawn ? undefined : lineOf(before, event, progress, style);
      if (line !== undefined) show.say(line);
    },
    interrupt: () => {
      progress = { ...progress, interrupted: true };
      show.say("Interrupted: what was found is fitted and written. Ctrl-C again ends at once.");
    },
    stop: () => {
      if (!stopped) show.stop();
      stopped = true;
    },
  };
};
