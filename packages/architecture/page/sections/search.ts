import { formatDuration, plural } from "@kaviar/base/text";
import { colour, colourKey, colourNamed, h, outsideNote, section, shownScore } from "@kaviar/page";
import { chart, placed, tooltip, valueRange, within, zoom } from "@kaviar/page/charts";
import type { NetworkReport, TrialShown } from "../../src/report/network-report.ts";
import { familyColours } from "../family-colours.ts";

type Scored = TrialShown & { readonly score: number };

const isScored = (trial: TrialShown): trial is Scored => trial.score !== undefined && Number.isFinite(trial.score);

/** Every trial by when it ended, and the best so far. */
export const search = ({ trials, metric, counts }: NetworkReport): HTMLElement | undefined => {
  const all = trials.filter(isScored).sort((a, b) => a.at - b.at);
  if (all.length < 2) return undefined;
  const isAhead = (a: number, b: number) => (metric.better === "higher" ? a > b : a < b);
  const steps: Scored[] = [];
  for (const each of all) if (steps.length === 0 || isAhead(each.score, steps.at(-1)!.score)) steps.push(each);
  const [best, end] = [steps.at(-1), all.at(-1)!.at];
  const colours = familyColours(trials);
  const { outside, ...range } = valueRange(
    all.map(({ score }) => score),
    metric.better === "higher" ? "maximize" : "minimize",
  );
  const option = () => ({
    ...zoom(),
    ...tooltip((data) => {
      const { each } = data as { readonly each?: Scored };
      return each && tip(each);
    }),
    xAxis: { ...placed({ label: "seconds of searching", scale: "linear", low: 0, high: end }).option, min: 0 },
    yAxis: within(placed({ label: metric.title, scale: "linear" }, { nameGap: 46 }).option, range),
    series: [
      {
        type: "scatter",
        clip: true,
        symbolSize: 9,
        data: all.map((each) => {
          const own = colourNamed(colours.get(each.family)!);
          const isWhole = each.state === "scored";
          return {
            value: [each.at, each.score],
            each,
            symbol: isWhole ? "circle" : "emptyCircle",
            itemStyle: { color: own, opacity: isWhole ? 0.9 : 0.6 },
          };
        }),
        z: 4,
      },
      ...(best
        ? [
            {
              type: "line",
              step: "end",
              clip: true,
              showSymbol: false,
              data: [...steps.map((each) => [each.at, each.score]), [end, best.score]],
              lineStyle: { color: colour.soft(), width: 2 },
            },
          ]
        : []),
    ],
  });
  const late = best && best.at > 0.8 * end ? " It was still finding better ones: more time may help." : "";
  const gone =
    counts.stopped > 0
      ? ` Empty circles were not trained to the end, for better ones: ${plural(counts.stopped, "network")}.`
      : "";
  const when = best
    ? ` The best one came after ${formatDuration(1000 * best.at)} of ${formatDuration(1000 * end)}.`
    : "";
  return section(
    "How the search went",
    `Each circle is a network by when it was trained, the line the best so far.${when}${late}${gone}${outsideNote(outside)}`,
    h(
      "div",
      {},
      chart(`Scores over time${best ? `; the best is ${shownScore(best.score)}` : ""}.`, option, { height: 330 })
        .element,
      colourKey([...colours].map(([name, own]) => ({ name, colour: own }))),
    ),
  );
};

const tip = ({ trial, words, score, at, seconds, state }: Scored): HTMLElement =>
  h(
    "div",
    { class: "tip" },
    h("b", {}, shownScore(score)),
    ` · trial ${trial}, ${state === "scored" ? "trained to the end" : "not trained to the end"}`,
    h("div", {}, words),
    h("div", {}, `${formatDuration(1000 * seconds)} of training, ended after ${formatDuration(1000 * at)}`),
  );
