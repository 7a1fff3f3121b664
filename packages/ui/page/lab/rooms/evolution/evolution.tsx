import { Explain } from "../../card/explain.tsx";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, SelectField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { LinePlot } from "../../lines/line-plot.tsx";
import { Stories } from "../../stories/stories.tsx";
import { useWork } from "../../work/use-work.ts";
import { AllTable } from "./all-table.tsx";
import type { Bred, EvolutionView } from "./bred.ts";
import { choices, type EvolutionChoices, everyAt, keyOf, paces } from "./choices.ts";
import { Controls } from "./controls.tsx";
import { FamiliesTable } from "./families-table.tsx";
import { FrontPicture, FrontTable } from "./front-picture.tsx";
import { gymFacts } from "./gym.ts";
import { OnePipeline } from "./one-pipeline.tsx";
import { Rule } from "./rule.tsx";
import { stories } from "./stories.ts";
import { Tree } from "./tree.tsx";
import { metSays, verdictOf } from "./verdict.ts";

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("evolution", chosen, { every: everyAt[chosen.pace], key: keyOf(chosen) });
  const view = work.view.value;
  const bred = view?.bred ?? [];
  const one = bred[chosen.pipeline] ?? bestOf(bred);
  const look = (pipeline: number) => choose({ pipeline });
  /** Another run has other pipelines. */
  const begin = (patch: Partial<EvolutionChoices>) => choose({ pipeline: -1, ...patch });
  return (
    <>
      <h1>Evolution of pipelines</h1>
      <p class="says">
        What fills gaps, what makes numbers of words, what scales, what selects, which model: pipelines are made of
        parts, and the better ones have children. It is what <code>kaviar fit</code> does, here a generation at a time.
      </p>
      <Stories stories={stories} choose={choose} />
      <section class="run-bar" aria-label="The run">
        <RunButtons work={work} step="One generation" />
        <NumbersField
          name="seed"
          title="seed"
          value={chosen.seed}
          options={[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}
          choose={(seed) => begin({ seed })}
        />
        <SelectField
          name="pace"
          title="speed"
          value={chosen.pace}
          options={paces}
          choose={(pace) => choose({ pace })}
        />
        <p class="numbers">
          generation <b>{view?.generations.length ?? 0}</b> of {chosen.generations}
          {work.state.value === "running" && " …"}
          {work.state.value === "over" && " · over"}
        </p>
      </section>
      <section class="knobs wide" aria-label="What is bred, and how">
        <Controls chosen={chosen} choose={begin} />
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section aria-label="The pipelines">
        <h2>
          Generations <Explain of="genetic-programming" title="breeding programs" />
        </h2>
        <p class="says">{gymFacts}</p>
        <Key />
        <Tree bred={bred} chosen={one?.number} scores={[view?.dummy ?? 0.5, bestOf(bred)?.score ?? 1]} choose={look} />
        <AllTable bred={bred} choose={look} />
      </section>
      {one !== undefined && (
        <section aria-label="One pipeline">
          <h2>
            Pipeline {one.number}
            {chosen.pipeline >= 0 && (
              <button type="button" class="try bred-best" onClick={() => look(-1)}>
                Show the best
              </button>
            )}
          </h2>
          <OnePipeline one={one} bred={bred} choose={look} />
        </section>
      )}
      {view !== undefined && <Outcome view={view} one={one} look={look} />}
      <section aria-label="The rule">
        <h2>
          The rule <Explain of="tpot" title="evolution of pipelines" />
        </h2>
        <Rule chosen={chosen} />
      </section>
    </>
  );
};

/** What the marks in the boxes say. */
const Key = () => (
  <p class="key bred-key">
    <span>
      <i>+</i> new
    </span>
    <span>
      <i>≈</i> other values
    </span>
    <span>
      <i>×</i> from the other parent
    </span>
    <span>
      <i>−</i> gone
    </span>
    <span class="bred-scale">score: low</span> <span>high</span>
    <span>dashed: no longer in the population</span>
    <span>double edge: on the front</span>
  </p>
);

interface OutcomeProps {
  readonly view: EvolutionView;
  readonly one: Bred | undefined;
  look(number: number): void;
}

/** What came of it: scores by generation beside random search, the front, sizes, families. */
const Outcome = ({ view, one, look }: OutcomeProps) => {
  const x = view.generations.map((_, at) => at + 1);
  const seconds = view.generations.map(({ seconds }) => seconds);
  const values = (of: (at: (typeof view.generations)[number]) => number | undefined) =>
    view.generations.map((generation) => of(generation) ?? null);
  return (
    <>
      <section aria-label="Scores by generation">
        <h2>
          Scores by generation <Explain of="random-search" title="random search, to compare with" />
        </h2>
        <p aria-live="polite">{verdictOf(view)}</p>
        {view.met !== undefined && <p>{metSays(view)}</p>}
        {view.drawn !== "" && <p class="note">The best at random: {view.drawn}</p>}
        <LinePlot
          label="Scores by generation"
          along="generation"
          of="AUC"
          x={x}
          lines={[
            { name: "evolution, best so far", colour: "accent", values: values(({ best }) => best) },
            {
              name: "median of the generation",
              colour: "seeker-tpe",
              dash: [8, 3],
              values: values(({ median }) => median),
            },
            {
              name: "at random, best so far",
              colour: "test",
              dash: [2, 3],
              values: values(({ drawnBest }) => drawnBest),
            },
            { name: "dummy", colour: "soft", dash: [8, 3, 2, 3], values: x.map(() => view.dummy ?? null) },
          ]}
        />
        <p class="note bred-terms">
          <span class="with-mark">
            dummy: says the same of everybody <Explain of="dummy" title="dummy" />
          </span>
          <span class="with-mark">
            AUC: how often, of two members, the one who stays is ranked above the other{" "}
            <Explain of="rocAuc" title="AUC" />
          </span>
        </p>
        <p class="numbers note">
          A generation, and as many pipelines at random, took {averageOf(seconds).toFixed(1)} s on average, the slowest{" "}
          {Math.max(...seconds).toFixed(1)} s.
        </p>
      </section>
      <div class="bred-pair">
        <section aria-label="Score against parts">
          <h2>
            Score against parts <Explain of="pareto-front" title="the Pareto front" />
          </h2>
          <FrontPicture bred={view.bred} chosen={one?.number} />
          <FrontTable bred={view.bred} choose={look} />
        </section>
        <section aria-label="Parts by generation">
          <h2>Parts by generation</h2>
          <LinePlot
            label="Parts of a pipeline of the population, on average"
            along="generation"
            of="parts"
            x={x}
            height={200}
            lines={[{ name: "parts, on average", colour: "accent", values: values(({ size }) => size) }]}
          />
        </section>
      </div>
      <section aria-label="Families">
        <h2>
          Families <Explain of="genetic-programming" title="families of pipelines" />
        </h2>
        <p class="says">How many of the population after each generation end in which model.</p>
        <FamiliesTable view={view} />
      </section>
    </>
  );
};

const averageOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

const bestOf = (bred: readonly Bred[]): Bred | undefined =>
  bred.reduce<Bred | undefined>(
    (best, each) => (each.state === "scored" && each.score! > (best?.score ?? -1) ? each : best),
    undefined,
  );
