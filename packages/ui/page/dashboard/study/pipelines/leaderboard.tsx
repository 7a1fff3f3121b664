import { formatDuration, formatNumber } from "@kaviar/page";
import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import { address, go } from "../../address.ts";
import { type RowsColumn, RowsTable } from "../rows-table.tsx";
import { boardOrder } from "./board-order.ts";
import { originText } from "./origins.ts";
import type { Pipeline } from "./pipeline.ts";
import type { SearchShown } from "./pipelines-view.tsx";
import { Whisker, whiskerSpan } from "./whisker.tsx";
import { spreadText } from "./words.ts";

interface LeaderboardProps extends SearchShown {
  readonly opener: RefObject<HTMLElement | null>;
}

/** Texts, and ranks, begin with the first; of numbers the most is asked for. */
const upFirst: ReadonlySet<string> = new Set([
  "rank",
  "words",
  "family",
  "origin",
  "trial",
  "parts",
  "work",
  "fit",
  "predict",
]);

/** The pipelines that were scored on all folds, the best first. */
export const Leaderboard = ({ search, shown, ranked, byNumber, opener }: LeaderboardProps) => {
  const { sort: chosen, up: isUp } = address.value;
  // Unless it is said otherwise, by rank.
  const [sort, up] = chosen === "number" ? ["rank", true] : [chosen, isUp];
  const order = useMemo(
    () => Uint32Array.from(boardOrder(ranked, sort, up), ({ number }) => number),
    [ranked, sort, up],
  );
  const columns = useMemo(() => columnsOf(ranked, byNumber, search.metric?.name ?? "score"), [ranked, byNumber]);
  if (ranked.length === 0) return undefined;
  const isPart = shown.count < shown.of;
  return (
    <section id="leaderboard" aria-labelledby="leaderboard-title">
      <h2 id="leaderboard-title">Leaderboard</h2>
      <p class="says">
        {isPart ? "Of those that pass the filter the" : "The"} {ranked.length.toLocaleString("en")}{" "}
        {ranked.length === 1 ? "pipeline that was" : "pipelines that were"} scored on all folds; ± and the lines are one
        standard deviation over them: what differs by less may do so by chance.
        {search.ended !== undefined && " Those at the top were scored on more folds in the end, and chosen by these."} A
        row opens the trial, any column sorts; with the keyboard the arrows go from row to row.
      </p>
      <RowsTable
        name="Table of the leaderboard"
        columns={columns}
        link="trial"
        order={order}
        sort={sort}
        up={up}
        onSort={(key) => go({ sort: key, up: sort === key ? !up : upFirst.has(key) })}
        opener={opener}
      />
    </section>
  );
};

const columnsOf = (
  ranked: readonly Pipeline[],
  byNumber: ReadonlyMap<number, Pipeline>,
  metric: string,
): readonly RowsColumn[] => {
  const ranks = new Map(ranked.map(({ number }, place) => [number, place + 1]));
  const span = whiskerSpan(ranked);
  const of = (number: number): Pipeline => byNumber.get(number)!;
  const seconds = (value: number | undefined): string => (value === undefined ? "" : formatDuration(1_000 * value));
  return [
    { key: "rank", name: "rank", isNumber: true, show: (number) => String(ranks.get(number)) },
    { key: "trial", name: "trial", isNumber: true, show: String },
    { key: "score", name: metric, isNumber: true, show: (number) => spreadText(of(number).score, of(number).std) },
    {
      key: "std",
      name: "spread",
      isNumber: false,
      show: () => "",
      cell: (number) => <Whisker score={of(number).score} {...spreadOf(of(number))} span={span} />,
    },
    {
      key: "words",
      name: "pipeline",
      isNumber: false,
      isWide: true,
      show: (number) => of(number).words ?? "",
    },
    { key: "parts", name: "parts", isNumber: true, show: (number) => formatNumber(of(number).parts) },
    { key: "work", name: "work", isNumber: true, show: (number) => formatNumber(Math.round(of(number).work)) },
    { key: "family", name: "family", isNumber: false, show: (number) => of(number).family ?? "" },
    { key: "fit", name: "a fit", isNumber: true, show: (number) => seconds(of(number).fitSeconds) },
    {
      key: "predict",
      name: "1000 rows",
      isNumber: true,
      show: (number) => seconds(of(number).thousandRowsSeconds),
    },
    { key: "origin", name: "came by", isNumber: false, show: (number) => originText(of(number)) },
  ];
};

const spreadOf = ({ std }: Pipeline) => (std === undefined ? {} : { std });
