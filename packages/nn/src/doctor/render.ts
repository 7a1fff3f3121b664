import { renderFinding } from "@kaviar/base/finding";
import type { TrainingFinding } from "./contract/finding.ts";

/**
 * A finding in lines for people: what is wrong and where, what was measured, what to try.
 *
 * ```ts
 * for (const finding of epoch.findings) console.log(render(finding).join("\n"));
 * ```
 */
export const render = ({ layer, remedies, since, ...finding }: TrainingFinding): string[] => [
  ...renderFinding({
    ...finding,
    place: [...(layer === undefined ? [] : [layer]), `since step ${since}`].join(", "),
    remedies: remedies.map(({ text }) => text),
  }),
];

/** A finding below the line of an epoch: its first three remedies, and no line longer than so many cells. */
export const renderBelow = (finding: TrainingFinding, cells: number): string[] =>
  render({ ...finding, remedies: finding.remedies.slice(0, 3) }).flatMap((line) => folded(line, cells - 4));

/** A line on as many as it needs, those after the first set back further than it. */
const folded = (line: string, cells: number): string[] => {
  const indent = /^\s*/.exec(line)![0];
  const lines: string[] = [];
  for (const word of line.trim().split(" ")) {
    const last = lines.at(-1);
    const set = lines.length > 1 ? `${indent}  ` : indent;
    if (last !== undefined && set.length + last.length + 1 + word.length <= cells)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((text, i) => `   ${indent}${i > 0 ? "  " : ""}${text}`);
};
