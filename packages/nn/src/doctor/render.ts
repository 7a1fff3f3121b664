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

/** A finding in a few words, for a line that says other things too. */
export const inAFewWords = ({ code, severity, layer }: TrainingFinding): string =>
  `${severity === "problem" ? "✖" : "·"} ${code.replaceAll("-", " ")}${layer ? ` in ${layer}` : ""}`;
