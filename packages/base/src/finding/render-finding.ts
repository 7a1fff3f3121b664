import type { Finding } from "./finding.ts";

/** A finding in lines: what was seen where, then what to try. */
export const renderFinding = ({ code, severity, place, since, evidence, remedies }: Finding): string[] => {
  const mark = severity === "problem" ? "✖" : "·";
  const where = [place, since === undefined ? undefined : `since ${since}`].filter((part) => part !== undefined);
  return [
    `${mark} ${code.replaceAll("-", " ")}${where.length === 0 ? "" : ` (${where.join(", ")})`}: ${evidence}`,
    ...remedies.map((remedy, i) => `  ${i === 0 ? "try: " : "     "}${i + 1}. ${remedy}`),
  ];
};
