import { colour, drawPage, facts, formatDuration, formatNumber, h, records, section, select } from "@kaviar/page";
import { chart, placed, tooltip, zoom } from "@kaviar/page/charts";
import type { Race } from "./race.ts";

/** The loss of one run by epoch; which one is a choice of the reader. */
const curves = ({ runs }: Race): HTMLElement => {
  let chosen = runs[0]!;
  const curve = chart(
    () => `The loss of ${chosen.optimizer} by epoch.`,
    () => {
      const losses = chosen.losses;
      const [low, high] = [Math.min(...losses), Math.max(...losses)];
      return {
        ...tooltip((mark) => {
          const [epoch, loss] = mark as readonly [number, number];
          return h("div", { class: "tip" }, h("b", {}, formatNumber(loss)), ` after epoch ${epoch}`);
        }),
        ...zoom(),
        xAxis: placed({ label: "epoch", scale: "linear", low: 1, high: losses.length }).option,
        yAxis: placed({ label: "loss", scale: "log", low, high }, { nameGap: 46 }).option,
        series: [{ type: "line", data: losses.map((loss, i) => [i + 1, loss]), color: colour.accent() }],
      };
    },
  );
  const control = select(
    "run",
    runs.map(({ optimizer }) => optimizer),
    0,
    (at) => {
      chosen = runs[at]!;
      curve.draw();
    },
  );
  return section(
    "Curves",
    "What was left to lose, on a log scale. Ctrl and wheel zoom, a double click shows all.",
    h("div", { class: "controls" }, control),
    curve.element,
  );
};

const table = ({ runs }: Race): HTMLElement =>
  section(
    "Runs",
    "Click a column to sort by it.",
    ...records({
      rows: runs,
      columns: [
        { name: "optimizer", of: ({ optimizer }) => optimizer },
        { name: "last loss", of: ({ losses }) => losses.at(-1) },
        {
          name: "took",
          of: ({ milliseconds }) => milliseconds,
          show: ({ milliseconds }) => formatDuration(milliseconds),
        },
      ],
    }),
  );

drawPage((race: Race) => [
  h("h1", { class: "race" }, race.name),
  h("section", {}, facts([["runs", String(race.runs.length)]])),
  curves(race),
  table(race),
]);
