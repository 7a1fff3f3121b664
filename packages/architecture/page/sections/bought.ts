import { colour, colourKey, h, list, section, shownScore } from "@kaviar/page";
import { chart, namesAxis, placed, tooltip } from "@kaviar/page/charts";
import type { Contender, NetworkReport } from "../../src/report/network-report.ts";

const names: Readonly<Record<Contender["name"], string>> = {
  constant: "constant answer",
  recipe: "recipe it began with",
  network: "best network",
  ensemble: "several together",
  augmented: "looked at several times",
};

/** What the search has bought: what it began with beside what it found. */
export const bought = ({ bought: all, metric, score }: NetworkReport): HTMLElement | undefined => {
  if (all.length === 0) return undefined;
  const isHonest = all.some(({ honest }) => honest !== undefined);
  // Beside what knows nothing all others would lie on one place.
  const drawn = all.length > 2 ? all.filter(({ name }) => name !== "constant") : all;
  const ends = drawn.flatMap(({ honest, validation }) => [honest, validation].filter((end) => end !== undefined));
  const dots = (of: (each: Contender) => number | undefined, look: object) => ({
    type: "scatter",
    data: drawn.flatMap((each, at) => (of(each) === undefined ? [] : [{ value: [of(each), at], at }])),
    ...look,
  });
  const option = () => ({
    ...tooltip((data) => describe(drawn[(data as { readonly at: number }).at]!, metric.title)),
    grid: { left: 8, right: 24, top: 8, bottom: 24, containLabel: true },
    xAxis: placed({ label: metric.title, scale: "linear", low: Math.min(...ends), high: Math.max(...ends) }).option,
    yAxis: namesAxis(drawn.map(({ name }) => names[name])),
    series: [
      dots(({ validation }) => validation, {
        symbolSize: 11,
        itemStyle: { color: isHonest ? colour.soft() : colour.accent() },
        z: 6,
      }),
      dots(({ honest }) => honest, { symbol: "diamond", symbolSize: 15, itemStyle: { color: colour.accent() }, z: 7 }),
    ],
  });
  const rows = all.map((each) => [
    h("th", { scope: "row" }, names[each.name], each.isChosen ? h("span", { class: "chosen" }, "chosen") : undefined),
    h("td", {}, shownScore(each.validation)),
    ...(isHonest ? [h("td", {}, shownScore(each.honest))] : []),
    h("td", { class: "wrap" }, each.words),
  ]);
  return section(
    "What the search has bought",
    `How far the network is from knowing nothing, and from the recipe that the search began with. ${metric.better === "higher" ? "Right" : "Left"} is better${isHonest ? `; believe the ${score.rows} rows that nothing was chosen by` : ""}.`,
    h(
      "div",
      {},
      chart(`${metric.title} of ${drawn.map((each) => describe(each, "score")).join("; ")}.`, option, {
        height: 66 + 34 * drawn.length,
      }).element,
      colourKey([
        { name: "on the rows that the search chose by", colour: isHonest ? "soft" : "accent" },
        ...(isHonest ? [{ name: "on rows that it never saw", colour: "accent" }] : []),
      ]),
      list(["", "chose by", ...(isHonest ? ["never saw"] : []), "what it is"], rows),
    ),
  );
};

const describe = ({ name, validation, honest }: Contender, title: string): string =>
  `${names[name]}: ${[
    ...(validation === undefined ? [] : [`${title} ${shownScore(validation)} on the rows that the search chose by`]),
    ...(honest === undefined ? [] : [`${shownScore(honest)} on rows that it never saw`]),
  ].join(", ")}`;
