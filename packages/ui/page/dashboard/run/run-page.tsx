import { formatDuration, formatNumber, formatValue } from "@kaviar/page";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RunNews } from "../../../src/runs/run-news.ts";
import { follow } from "../live.ts";
import { Since } from "../since.tsx";
import { RunChart } from "./run-chart.tsx";
import { RunFindings } from "./run-findings.tsx";
import { chartsOf, type RunTable, secondsLeft, withNews } from "./run-table.ts";

/** A training run, while it goes on and after it. */
export const RunPage = ({ id }: { readonly id: number }) => {
  const run = useSignal<RunNews | undefined>(undefined);
  const table = useSignal<RunTable>(new Map());
  const isMissing = useSignal(false);
  useEffect(() => {
    document.title = "Training · kaviar";
    return follow(
      () => `/api/runs/${id}/live?since=${run.value?.done ?? 0}`,
      {
        epochs: (data) => {
          const news = JSON.parse(data) as RunNews;
          table.value = withNews(table.value, news);
          run.value = news;
          document.title = `${news.name} · kaviar`;
        },
      },
      () => {
        isMissing.value = true;
      },
    );
  }, [id]);
  const news = run.value;
  if (isMissing.value)
    return (
      <>
        <h1>No such training</h1>
        <p>
          It was watched by a program that has ended, or by another one. <a href="#/">All there is</a>
        </p>
      </>
    );
  if (news === undefined) return <h1 class="waiting">Reading …</h1>;
  const left = secondsLeft(table.value, news.epochs);
  return (
    <>
      <h1>{news.name === "" ? "(no name)" : news.name}</h1>
      <section>
        <dl class="facts">
          <Fact name="epoch">
            {news.done} of {news.epochs}
          </Fact>
          <Fact name={table.value.has("validation.loss") ? "loss on validation" : "loss"}>
            {formatValue(news.loss)}
          </Fact>
          <Fact name="steps">{formatNumber(table.value.get("steps")?.at(-1) ?? 0)}</Fact>
          <Fact name="the doctor">
            {news.problems === 0
              ? "says nothing"
              : news.problems === 1
                ? "1 problem, below"
                : `${news.problems} problems, below`}
          </Fact>
          <Fact name="time left">
            {left === undefined ? "none: it is over" : `about ${formatDuration(1_000 * left)}`}
          </Fact>
          <Fact name="last epoch">
            <Since at={news.lastChange} />
          </Fact>
        </dl>
      </section>
      <section>
        <h2>Epoch by epoch</h2>
        <div class="run-charts">
          {chartsOf(table.value).map((chart) => (
            <RunChart key={chart.title} {...chart} />
          ))}
        </div>
        <Numbers table={table.value} />
      </section>
      <RunFindings findings={news.findings} />
    </>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** How many epochs the table shows: the last ones. */
const most = 200;

const Numbers = ({ table }: { readonly table: RunTable }) => {
  const names = [...table.keys()].filter((name) => name !== "number");
  const count = table.get("number")?.length ?? 0;
  const first = Math.max(0, count - most);
  return (
    <details>
      <summary>As a table{first > 0 && `, the last ${most} of ${count} epochs`}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section class="steps" aria-label="Epochs" tabIndex={0}>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">epoch</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: count - first }, (_, row) => first + row).map((at) => (
              <tr key={at}>
                <td>{at + 1}</td>
                {names.map((name) => (
                  <td key={name}>{formatValue(table.get(name)![at])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
};
