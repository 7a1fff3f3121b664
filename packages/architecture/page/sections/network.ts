import { facts, formatNumber, formatValue, h, list, section } from "@kaviar/page";
import type { NetworkReport, Winner } from "../../src/report/network-report.ts";
import { milliseconds } from "../milliseconds.ts";

const shortCount = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const count = (n: number): string => (n === 0 ? "" : n < 10_000 ? String(n) : shortCount.format(n));

const sizes = ({ parameters, multiplyAdds, millisecondsPerRow, bytes }: Winner) => [
  ["parameters", formatNumber(parameters)] as const,
  ["multiply-adds for a row", count(multiplyAdds)] as const,
  ...(millisecondsPerRow === undefined ? [] : [["time for a row", milliseconds(millisecondsPerRow)] as const]),
  ...(bytes === undefined ? [] : [["file", `${(bytes / 1e6).toPrecision(2)} MB`] as const]),
];

/** The layers of the winner, one in a line, and what it was trained with. */
export const network = ({ winner }: NetworkReport): HTMLElement => {
  const rows = winner.layers.map(({ path, kind, depth, output, parameters, multiplyAdds }) => [
    h("th", { scope: "row", style: `padding-left:${10 + 16 * depth}px`, title: path }, kind),
    h("td", {}, output),
    h("td", { class: "number", title: String(parameters) }, count(parameters)),
    h("td", { class: "number", title: String(multiplyAdds) }, count(multiplyAdds)),
  ]);
  const table = list(["layer", "output", "parameters", "multiply-adds"], rows);
  table.classList.add("layers");
  const together = winner.members > 1 ? ` It is one of ${winner.members} whose mean is the answer.` : "";
  return section(
    "The network",
    `Trial ${winner.trial}, of the family “${winner.family}”: what happens to a row, layer by layer.${together}`,
    facts(sizes(winner)),
    h(
      "div",
      { class: "network" },
      h("div", {}, h("h3", {}, "Layers"), table),
      h(
        "div",
        {},
        h("h3", {}, "Built and trained with"),
        list(
          [],
          winner.values.map(([name, value]) => [
            h("th", { scope: "row" }, name),
            h("td", { class: "wrap" }, typeof value === "boolean" ? (value ? "yes" : "no") : formatValue(value)),
          ]),
        ),
      ),
    ),
  );
};
