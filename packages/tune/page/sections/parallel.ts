import { channels, h, ramp, rampKey, rgb, scrolling, section } from "@kaviar/page";
import { span, valueRange } from "@kaviar/page/charts";
import { type ParallelCoordinates, parallelCoordinates } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { type Lane, lane } from "../parallel-lane.ts";
import { type LinesLook, parallelLines } from "../parallel-lines.ts";
import { trialChart } from "../trial-chart.ts";

const most = 10;

const margins = { left: 40, right: 50, top: 46, bottom: 20 };

export const parallel = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const parameters = study.byImportance(objective).slice(0, most);
  const { axes, lines } = parallelCoordinates(study.history, { objective, parameters });
  if (lines.length < 2 || parameters.length < 2) return undefined;
  const values = lines.map((line) => line.values.at(-1) as number);
  const { min, max } = valueRange(values, study.directions[objective]!);
  const [low, high] = min === undefined ? span([Float64Array.from(values)]) : [min, max!];
  const isAbsent = axes.map((_, i) => lines.some((line) => line.values[i] === undefined));
  /** What the reader keeps of each axis, as shares of its height. */
  const kept = new Map<number, readonly (readonly [number, number])[]>();
  let lanes: readonly Lane[] = [];
  const option = () => {
    kept.clear();
    lanes = axes.map((axis, dim) =>
      lane(axis, { dim, hasAbsent: isAbsent[dim]!, ...(dim === axes.length - 1 && { low, high }) }),
    );
    const shares = Float32Array.from(
      lines.flatMap((line) => line.values.map((value, dim) => lanes[dim]!.shareOf(value))),
    );
    const all = { trials: Int32Array.from(lines, ({ trial }) => trial), shares, lanes: axes.length };
    const isKept = (line: number) =>
      [...kept].every(([dim, ranges]) => {
        const share = shares[line * axes.length + dim]!;
        return ranges.some(([from, to]) => share >= from - 1e-6 && share <= to + 1e-6);
      });
    return {
      parallel: { ...margins, axisExpandable: false },
      parallelAxis: lanes.map((each) => each.option),
      layer: parallelLines(all, looksOf(lines, study.ranks(objective)), margins, isKept),
    };
  };
  const of =
    study.parameters.length > most ? ` The ${most} most important of ${study.parameters.length} parameters.` : "";
  const broken = lines.some(({ feasible }) => !feasible) ? " Dashed ones break their constraints." : "";
  const absent = isAbsent.some(Boolean) ? " What has no such parameter passes at its foot, “absent”." : "";
  const drawn = trialChart(study, {
    label: `${lines.length} trials across ${parameters.join(", ")} to the value.`,
    option,
    height: 360,
    keep: (axis, ranges) => {
      const { shareAt } = lanes[Number(axis)]!;
      if (ranges.length === 0) kept.delete(Number(axis));
      else
        kept.set(
          Number(axis),
          ranges.map(([from, to]) => [shareAt(from), shareAt(to)]),
        );
      drawn.repaint();
    },
  });
  return section(
    study.titled("Parallel coordinates", objective),
    `Each line is a complete trial. Drag along an axis to keep only the trials that pass there.${absent}${broken}${of}`,
    h("div", { class: "controls" }, rampKey("best", "worst")),
    scrolling(h("div", { class: "broad", style: `--broad:${80 * axes.length}px` }, drawn.element)),
  );
};

/** Where groups of lines end, counted from the best: the best few stand out however many there are. */
const firstEnds = [8, 20, 40, 80, 160];
const others = 8;

/** Lines in groups by their ranks, the best last, on top. */
const looksOf = (lines: ParallelCoordinates["lines"], ranks: ReadonlyMap<number, number>): readonly LinesLook[] => {
  const sorted = lines.map((_, i) => i).sort((a, b) => ranks.get(lines[b]!.trial)! - ranks.get(lines[a]!.trial)!);
  const able = sorted.filter((i) => lines[i]!.feasible).reverse();
  const shade = ramp();
  const stride = Math.ceil(Math.max(able.length - firstEnds.at(-1)!, 0) / others);
  const ends = [...firstEnds, ...Array.from({ length: others }, (_, i) => firstEnds.at(-1)! + (i + 1) * stride)];
  const groups = ends
    .map((end, i) => able.slice(ends[i - 1] ?? 0, end))
    .filter((at) => at.length > 0)
    .map((at) => {
      const share = ranks.get(lines[at[at.length >> 1]!]!.trial)!;
      return { at, colour: channels(shade(share)), least: leastOf(share, lines.length) };
    });
  const broken = sorted.filter((i) => !lines[i]!.feasible);
  return [
    { at: broken, colour: rgb("infeasible"), isDashed: true, least: Math.min(0.5, 40 / lines.length) },
    ...groups.reverse(),
  ];
};

/** The best sixty or so stand out however many there are. */
const leastOf = (share: number, count: number): number =>
  Math.min(0.35, 20 / count) + 0.6 * Math.exp((-share * count) / 60);
