import { formatNumber, oneLine } from "@kaviar/base/text";
import type { Condition, Domain } from "./dimension.ts";

/**
 * What a parameter may be, in a few words.
 *
 * ```ts
 * domainText({ kind: "float", low: 0.001, high: 1, scale: "log" });   // "float [0.001, 1] log"
 * ```
 */
export const domainText = (domain: Domain): string => {
  if (domain.kind === "categorical")
    return `${domain.ordered ? "ordinal" : "choice"} ${domain.choices.map((choice) => oneLine(String(choice))).join(" | ")}`;
  const scale = domain.scale === "linear" ? "" : ` ${domain.scale}`;
  const step =
    domain.step === undefined || (domain.kind === "int" && domain.step === 1)
      ? ""
      : ` step ${formatNumber(domain.step)}`;
  return `${domain.kind} [${formatNumber(domain.low)}, ${formatNumber(domain.high)}]${scale}${step}`;
};

/**
 * When a parameter takes part, in a few words.
 *
 * ```ts
 * conditionText({ name: "optimizer", in: ["adam", "adamw"] });        // "optimizer is adam or adamw"
 * ```
 */
export const conditionText = (when: Condition): string => {
  if ("in" in when) return `${when.name} is ${when.in.join(" or ")}`;
  return "atLeast" in when
    ? `${when.name} ≥ ${formatNumber(when.atLeast)}`
    : `${when.name} ≤ ${formatNumber(when.atMost)}`;
};
