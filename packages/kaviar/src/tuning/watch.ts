import type { WriteStream } from "node:tty";
import { createLiveView, redirect, styleFor } from "@kaviar/base/text";
import type { Study, StudyEvent } from "@kaviar/tune";
import { countStates } from "../studies/summary.ts";
import { frame } from "./frame.ts";
import { firstLine, lineOf } from "./plain-lines.ts";
import { afterEvent, type Progress } from "./progress.ts";

/** Shows a run as it goes. */
export interface Watch {
  /** Numbers of the trials that ended while it watched. */
  readonly ended: ReadonlySet<number>;
  /** When there is nothing more to hear. */
  readonly over: Promise<void>;
  /** Shows the last events, and takes a live table away. */
  stop(): Promise<void>;
  /** Takes a live table away at once: the process is about to end. */
  leave(): void;
}

/** A table on a terminal; a line a trial where the output goes elsewhere. Of a study that others run `heard` tells. */
export const watch = (
  study: Study,
  start: Progress,
  stream: WriteStream,
  heard: AsyncIterable<StudyEvent> = study.events,
): Watch => {
  const show =
    stream.isTTY && process.env.TERM !== "dumb" ? liveTable(study, start, stream) : plainLines(start, stream);
  const ended = new Set<number>();
  const events = heard[Symbol.asyncIterator]();
  const listening = (async () => {
    for (let next = await events.next(); !next.done; next = await events.next()) {
      if (next.value.kind === "told") ended.add(next.value.trial.number);
      show.hear(next.value);
      if (next.value.kind === "ended") return;
    }
  })();
  let left = false;
  const leave = () => {
    if (!left) show.stop();
    left = true;
  };
  return {
    ended,
    over: listening,
    leave,
    stop: async () => {
      await Promise.race([listening, new Promise((resolve) => setTimeout(resolve, 200))]);
      await events.return?.();
      leave();
    },
  };
};

interface Show {
  hear(event: StudyEvent): void;
  stop(): void;
}

const plainLines = (start: Progress, stream: WriteStream): Show => {
  const style = styleFor(stream);
  stream.write(`${firstLine(start)}\n`);
  return {
    hear: (event) => {
      const line = lineOf(event, start, style);
      if (line !== undefined) stream.write(`${line}\n`);
    },
    stop: () => {},
  };
};

/** At most this often the table is drawn anew for an event, and this often for the clock, in milliseconds. */
const drawEvery = 100;
const tickEvery = 1_000;

const liveTable = (study: Study, start: Progress, stream: WriteStream): Show => {
  const style = styleFor(stream);
  const view = createLiveView(stream);
  let progress = start;
  let due: NodeJS.Timeout | undefined;

  const draw = () => {
    due = undefined;
    progress = { ...progress, counts: countStates(study.trials) };
    view.draw(frame(progress, { columns: stream.columns, rows: stream.rows, style }, performance.now()));
  };
  const redraw = () => {
    due ??= setTimeout(draw, drawEvery);
  };
  const tick = setInterval(async () => {
    if (study.directions.length > 1) progress = { ...progress, front: (await study.pareto()).length };
    redraw();
  }, tickEvery);
  stream.on("resize", redraw);
  const letGo = [process.stdout, process.stderr].filter(({ isTTY }) => isTTY).map((each) => redirect(each, view.above));
  draw();
  return {
    hear: (event) => {
      progress = afterEvent(progress, event, performance.now());
      redraw();
    },
    stop: () => {
      clearInterval(tick);
      clearTimeout(due);
      stream.off("resize", redraw);
      for (const each of letGo) each();
      view.clear();
    },
  };
};
