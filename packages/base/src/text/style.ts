import type { WriteStream } from "node:tty";

type Paint = (text: string) => string;

export type Style = Readonly<Record<"bold" | "dim" | "red" | "green" | "yellow" | "cyan", Paint>>;

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Colours for a terminal; none when piped, with `NO_COLOR` (no-color.org) or on a dumb terminal. */
export const styleFor = (stream: Partial<WriteStream>, env: NodeJS.ProcessEnv = process.env): Style => {
  const colourful = stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  const paints = Object.entries(codes).map(([name, [on, off]]) => {
    const paint: Paint = (text) => (colourful && text !== "" ? `\x1b[${on}m${text}\x1b[${off}m` : text);
    return [name, paint] as const;
  });
  return Object.fromEntries(paints) as Style;
};
