import type { WriteStream } from "node:tty";
import { createLiveView, redirect, styleFor } from "@kaviar/base/text";
import type { AutofitEvent } from "@kaviar/tabular";
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

interface Show {
  /** A line that stays. */
  say(line: string): void;
  hear(before: Progress, event: AutofitEvent, after: Progress): void;
  stop(): void;
}

export const watch = (start: Progress, stream: WriteStream): Watch => {
  let progress = start;
  const style = styleFor(stream);
  const isDrawn = stream.isTTY && process.env.TERM !== "dumb";
  const show = isDrawn ? picture(() => progress, stream) : lines(() => progress, stream);
  let stopped = false;
  return {
    get progress() {
      return progress;
    },
    hear: (event) => {
      const before = progress;
      progress = afterEvent(before, event, performance.now());
      for (const line of lastingLines(before, event, progress, style)) show.say(line);
      show.hear(before, event, progress);
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

const picture = (now: () => Progress, stream: WriteStream): Show => {
  const style = styleFor(stream);
  const view = createLiveView(stream);
  const draw = () => view.draw(frame(now(), { columns: stream.columns, rows: stream.rows, style }, performance.now()));
  const turning = setInterval(draw, turnEvery);
  stream.on("resize", draw);
  const letGo = [process.stdout, process.stderr].filter(({ isTTY }) => isTTY).map((each) => redirect(each, view.above));
  draw();
  return {
    say: view.above,
    hear: () => {},
    stop: () => {
      clearInterval(turning);
      stream.off("resize", draw);
      for (const each of letGo) each();
      view.clear();
    },
  };
};

/** Whoever reads a file of lines wants to know that it goes on, this often, in milliseconds. */
const sayEvery = 10_000;

const lines = (now: () => Progress, stream: WriteStream): Show => {
  const style = styleFor(stream);
  const say = (line: string) => stream.write(`${line}\n`);
  const goesOn = setInterval(() => {
    if (now().finishing === undefined && now().evaluated > 0) say(`  ${countsText(now(), performance.now())}`);
  }, sayEvery);
  return {
    say,
    hear: (before, event, after) => {
      const line = lineOf(before, event, after, style);
      if (line !== undefined) say(line);
    },
    stop: () => clearInterval(goesOn),
  };
};
