import type { Code } from "./code.ts";

interface LayoutOptions {
  /** What stands behind it. */
  readonly end?: string;
  /** How far a bracket moves its items to the right. */
  readonly unit?: string;
  /** Columns of the longest line. */
  readonly width?: number;
}

/** Code in lines, as formatters break them: in one line where it fits, else each item on a line of its own. */
export const layout = (code: Code, { end = "", unit = "  ", width = 110 }: LayoutOptions = {}): string =>
  laidOut(code, "", end.length, { unit, width }) + end;

const laidOut = (code: Code, indent: string, behind: number, page: { unit: string; width: number }): string => {
  const line = oneLine(code);
  const isShort = indent.length + line.length + behind <= page.width;
  if (typeof code === "string" || code.items.length === 0 || isShort) return line;
  const { before, open, close, items } = code;
  const [only] = items;
  // A call whose one argument has brackets of its own breaks inside of these.
  if (open === "(" && items.length === 1 && typeof only === "object" && only.before === "")
    return `${before}(${laidOut(only, indent, behind + 1, page)})`;
  const deeper = indent + page.unit;
  const lines = items.map((item) => `\n${deeper}${laidOut(item, deeper, 1, page)},`);
  return `${before}${open}${lines.join("")}\n${indent}${close}`;
};

const oneLine = (code: Code): string => {
  if (typeof code === "string") return code;
  const { before, open, close, pad, items } = code;
  if (items.length === 0) return before + open + close;
  return `${before}${open}${pad}${items.map(oneLine).join(", ")}${pad}${close}`;
};
