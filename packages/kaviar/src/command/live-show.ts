import type { WriteStream } from "node:tty";
import { createLiveView, redirect, type Style, styleFor } from "@kaviar/base/text";

interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly style: Style;
}

interface Shown {
  /** The picture as it is now, in lines that fit. */
  frame(screen: Screen, now: number): string[];
  /** How often it is drawn, in milliseconds. */
  readonly every: number;
  /** Where no picture can be drawn: what tells now and then that it goes on. */
  goesOn(now: number): string | undefined;
}

/** Work that goes on for long where people can see it: a picture on a terminal, lines elsewhere. */
export interface LiveShow {
  readonly isDrawn: boolean;
  /** A line that stays. */
  say(line: string): void;
  /** Takes the picture away. */
  stop(): void;
}

export const liveShow = (stream: WriteStream, shown: Shown): LiveShow => {
  const isDrawn = stream.isTTY && process.env.TERM !== "dumb";
  return { isDrawn, ...(isDrawn ? picture(stream, shown) : lines(stream, shown)) };
};

const picture = (stream: WriteStream, { frame, every }: Shown) => {
  const style = styleFor(stream);
  const view = createLiveView(stream);
  const draw = () => view.draw(frame({ columns: stream.columns, rows: stream.rows, style }, performance.now()));
  const turning = setInterval(draw, every);
  stream.on("resize", draw);
  const letGo = [process.stdout, process.stderr].filter(({ isTTY }) => isTTY).map((each) => redirect(each, view.above));
  draw();
  return {
    say: view.above,
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

const lines = (stream: WriteStream, { goesOn }: Shown) => {
  const say = (line: string) => void stream.write(`${line}\n`);
  const timer = setInterval(() => {
    const line = goesOn(performance.now());
    if (line !== undefined) say(line);
  }, sayEvery);
  return { say, stop: () => clearInterval(timer) };
};
