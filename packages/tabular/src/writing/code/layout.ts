import type { Code } from "./code.ts";

/** The longest line. */
const width = 110;

/**
 * Code in lines, as formatters break them: in one line where it fits, else each item on a line of its own. `end` stands
 * behind it, `unit` is how far a bracket moves its items to the right.
 */
export const layout = (code: Code, { end = "", unit = "  " }: { end?: string; unit?: string } = {}): string =>
  laidOut(code, "", end.length, unit) + end;

const laidOut = (code: Code, indent: string, behind: number, unit: string): string => {
  const line = oneLine(code);
  if (typeof code === "string" || code.items.length === 0 || indent.length + line.length + behind <= width) return line;
  const { before, open, close, items } = code;
  const [only] = items;
  // A call whose one argument has brackets of its own breaks inside of these.
  if (open === "(" && items.length === 1 && typeof only === "object" && only.before === "")
    return `${before}(${laidOut(only, indent, behind + 1, unit)})`;
  const deeper = indent + unit;
  const lines = items.map((item) => `\n${deeper}${laidOut(item, deeper, 1, unit)},`);
  return `${before}${open}${lines.join("")}\n${indent}${close}`;
};

const oneLine = (code: Code): string => {
  if (typeof code === "string") return code;
  const { before, open, close, pad, items } = code;
  if (items.length === 0) return before + open + close;
  return `${before}${open}${pad}${items.map(oneLine).join(", ")}${pad}${close}`;
};
