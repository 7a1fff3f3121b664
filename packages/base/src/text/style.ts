import type { WriteStream } from "node:tty";

type Paint = (text: string) => string;

export type Style = Readonly<Record<"bold" | "dim" | "red" | "green" | "yellow" | "cyan", Paint>>;

type Codes = Readonly<Record<keyof Style, readonly [on: string, off: number]>>;

/** As the terminal's theme has them: cyan and yellow of a dark theme are hardly to be read where the ground is white. */
const themed: Codes = {
  bold: ["1", 22],
  dim: ["2", 22],
  red: ["31", 39],
  green: ["32", 39],
  yellow: ["33", 39],
  cyan: ["36", 39],
};

/** Of the 256 that are the same everywhere, those that stand out from white and from black alike: by 4 to 1 and more. */
const fixed: Codes = {
  bold: ["1", 22],
  dim: ["38;5;243", 39],
  red: ["38;5;196", 39],
  green: ["38;5;28", 39],
  yellow: ["38;5;130", 39],
  cyan: ["38;5;31", 39],
};

/** Colours for a terminal; none when piped, with `NO_COLOR` (no-color.org) or on a dumb terminal. */
export const styleFor = (stream: Partial<WriteStream>, env: NodeJS.ProcessEnv = process.env): Style => {
  const colourful = stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  const codes = (stream.getColorDepth?.(env) ?? 4) >= 8 ? fixed : themed;
  const paints = Object.entries(codes).map(([name, [on, off]]) => {
    const paint: Paint = (text) => (colourful && text !== "" ? `\x1b[${on}m${text}\x1b[${off}m` : text);
    return [name, paint] as const;
  });
  return Object.fromEntries(paints) as Style;
};
