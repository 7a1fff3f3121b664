import { renderFinding } from "@kaviar/base/finding";
import { fold } from "@kaviar/base/text";
import type { TrainingFinding } from "./contract/finding.ts";

/**
 * A finding in lines for people: what is wrong and where, what was measured, what to try; of a problem also where more is
 * said of it.
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
  ...(finding.severity === "problem" ? [`  npx kaviar explain ${finding.code}`] : []),
];

/** A finding below the line of an epoch: its first three remedies, and no line longer than so many cells. */
export const renderBelow = (finding: TrainingFinding, cells: number): string[] =>
  render({ ...finding, remedies: finding.remedies.slice(0, 3) }).flatMap((line) => fold(`   ${line}`, cells - 1));
