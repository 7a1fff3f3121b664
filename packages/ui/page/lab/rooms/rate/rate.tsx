import { Explain } from "../../card/explain.tsx";
import { readChoices } from "../../choices/choice.ts";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, RangeField, SelectField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { LinePlot } from "../../lines/line-plot.tsx";
import { Stories } from "../../stories/stories.tsx";
import { shortNumber } from "../../words/short-number.ts";
import { useWork } from "../../work/use-work.ts";
import { Cell } from "./cell.tsx";
import { choices, optimizers, type RateChoices } from "./choices.ts";
import { rangeSteps } from "./range-steps.ts";
import { Results } from "./results.tsx";
import { stories } from "./stories.ts";

const fresh = readChoices(choices, new URLSearchParams());

/** From the noise of the measurements, squared, to a net that knows nothing. */
const lossRange = [0.003, 3] as const;

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("rate", chosen, { every: 20 });
  const view = work.view.value;
  const isRate = chosen.differ === "rate";
  const begin = (patch: Partial<RateChoices>) => choose({ ...fresh, ...patch });
  const titleOf = (name: string) => (isRate ? `rate ${name}` : `batch of ${name}`);
  return (
    <>
      <h1>Learning rate and batch size</h1>
      <p class="says">
        The same net learns the same points several times, side by side, and one thing differs. Dots are what was
        measured, the broken line is true, the whole line is what the net says.
      </p>
      <Stories stories={stories} choose={begin} />
      <section class="run-bar" aria-label="The runs">
        <RunButtons work={work} step="One epoch" />
        <p class="numbers">
          epoch <b>{view?.epoch ?? 0}</b> of {chosen.epochs}
          {work.state.value === "over" && " · over"}
        </p>
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section class="knobs wide" aria-label="What differs">
        <SelectField
          name="differ"
          title="what differs"
          of={isRate ? "learning-rate" : "mini-batch"}
          value={chosen.differ}
          options={[
            { value: "rate", title: "the learning rate" },
            { value: "batch", title: "the batch size" },
          ]}
          choose={(differ) => choose({ differ })}
        />
        <SelectField
          name="optimizer"
          title="optimizer"
          of={chosen.optimizer}
          value={chosen.optimizer}
          options={optimizers}
          choose={(optimizer) => choose({ optimizer })}
        />
        <NumbersField
          name="rate"
          title={isRate ? "rates around" : "rate of all"}
          of="learning-rate"
          value={chosen.rate}
          options={[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]}
          choose={(rate) => choose({ rate })}
        />
        {isRate && (
          <NumbersField
            name="batch"
            title="batch"
            of="mini-batch"
            value={chosen.batch}
            options={[1, 4, 16, 64]}
            choose={(batch) => choose({ batch })}
          />
        )}
        <NumbersField
          name="epochs"
          title="epochs"
          value={chosen.epochs}
          options={[50, 100, 200, 500]}
          choose={(epochs) => choose({ epochs })}
        />
        <RangeField
          name="noise"
          title="noise"
          low={0}
          high={0.5}
          step={0.05}
          value={chosen.noise}
          choose={(noise) => choose({ noise })}
        />
        <NumbersField
          name="seed"
          title="seed"
          value={chosen.seed}
          options={[0, 1, 2, 3, 4]}
          choose={(seed) => choose({ seed })}
        />
      </section>
      <section aria-label="Side by side">
        <h2>
          Side by side{" "}
          <Explain of={isRate ? "learning-rate" : "mini-batch"} title={isRate ? "the learning rate" : "a batch"} />
        </h2>
        <p class="says">Below each picture the loss of every step, on one log scale from 0.003 to 3.</p>
        <ul class="cells">
          {view?.runs.map((run) => (
            <Cell
              key={run.name}
              run={run}
              title={titleOf(run.name)}
              points={view.points}
              range={lossRange}
              count={chosen.epochs * run.stepsPerEpoch}
            />
          ))}
        </ul>
      </section>
      <section aria-label="In numbers">
        <h2>In numbers</h2>
        {view && <Results runs={view.runs} differ={isRate ? "rate" : "batch"} />}
      </section>
      {isRate && view?.range && (
        <section aria-label="The rate-range test">
          <h2>
            The rate-range test <Explain of="learning-rate" title="the rate-range test" />
          </h2>
          <p class="says">
            One run of {rangeSteps} steps in which the rate rises all the time. The mark is where the loss fell fastest,{" "}
            {shortNumber(view.range.suggestion)}; beyond it the loss turns up. A whole run wants somewhat less: a third
            of it, say. That is found in one run instead of six.
          </p>
          <LinePlot
            label="Loss by rate, both on log scales, in a run in which the rate rises"
            along="rate"
            of="loss"
            x={view.range.rates}
            isLog
            isLogAlong
            lines={[{ name: "smoothed loss", values: view.range.losses, colour: "accent" }]}
            marks={[{ at: view.range.suggestion, colour: "test" }]}
          />
        </section>
      )}
    </>
  );
};
