import type { WriteStream } from "node:tty";
import type { SearchEvent } from "@kaviar/architecture";
import { styleFor } from "@kaviar/base/text";
import { liveShow } from "../command/live-show.ts";
import { countsText, frame, lastingLines, lineOf, turnEvery } from "./lines.ts";
import { afterEvent, type Progress } from "./progress.ts";

/** Shows a search over networks as it goes: a picture on a terminal, lines elsewhere. */
export const watch = (start: Progress, stream: WriteStream) => {
  let progress = start;
  const style = styleFor(stream);
  const show = liveShow(stream, {
    every: turnEvery,
    frame: (screen, now) => frame(progress, screen, now),
    goesOn: (now) => (progress.finishing === undefined ? `  ${countsText(progress, now)}` : undefined),
  });
  let stopped = false;
  return {
    hear: (event: SearchEvent): void => {
      const before = progress;
      progress = afterEvent(before, event, performance.now());
      for (const line of lastingLines(before, event, progress, style)) show.say(line);
      const line = show.isDrawn ? undefined : lineOf(event, progress, style);
      if (line !== undefined) show.say(line);
    },
    /** Ctrl-C was heard. */
    interrupt: (): void => {
      progress = { ...progress, interrupted: true };
      show.say("Interrupted: the best so far is finished and written. Ctrl-C again ends at once.");
    },
    stop: (): void => {
      if (!stopped) show.stop();
      stopped = true;
    },
  };
};
