import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Explain } from "../../card/explain.tsx";
import { readChoices } from "../../choices/choice.ts";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, RangeField, SelectField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { LinePlot } from "../../lines/line-plot.tsx";
import { Stories } from "../../stories/stories.tsx";
import { chosenPlace } from "../../terrain/chosen-place.ts";
import { Contours, placeOn } from "../../terrain/contours.tsx";
import { surfaceNamed } from "../../terrain/surfaces.ts";
import { useWork } from "../../work/use-work.ts";
import { choices, grounds, type RaceChoices } from "./choices.ts";
import { lossesOf } from "./losses.ts";
import { nearest } from "./nearest.ts";
import type { OptimizerName } from "./optimizers.ts";
import { RacersField } from "./racers-field.tsx";
import { Results } from "./results.tsx";
import { StepNumbers } from "./step-numbers.tsx";
import { stories } from "./stories.ts";
import { Ends, Ways } from "./ways.tsx";

const fresh = readChoices(choices, new URLSearchParams());

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("optimizers", chosen, { every: 30 });
  const looked = useSignal<{ readonly name: OptimizerName; readonly step: number } | undefined>(undefined);
  const view = work.view.value;
  const surface = surfaceNamed(chosen.surface);
  const racers = view?.racers ?? [];
  const start = chosenPlace(chosen);
  const racer =
    racers.find(({ name }) => name === looked.value?.name) ??
    racers.find(({ name }) => name === "momentum") ??
    racers[0];
  const step = racer && Math.min(looked.value?.step ?? Number.POSITIVE_INFINITY, Math.max(0, racer.way.length - 2));
  const begin = (patch: Partial<RaceChoices>) => {
    looked.value = undefined;
    choose({ ...fresh, ...patch });
  };
  const move = (x: number, y: number) => choose({ x: rounded(x), y: rounded(y) });
  const place = useMemo(() => placeOn(surface), [surface]);
  const lines = useMemo(() => lossesOf(racers, surface), [racers, surface]);
  return (
    <>
      <h1>Optimizers race</h1>
      <p class="says">
        All go down the same surface from the same start, each by its own rule. Click the picture, or use the arrow keys
        on it, to move the start. Grey is high, clear is low.
      </p>
      <Stories stories={stories} choose={begin} />
      <section class="run-bar" aria-label="The race">
        <RunButtons work={work} step="One step" />
        <p class="numbers">
          step <b>{view?.step ?? 0}</b> of {chosen.steps}
          {work.state.value === "over" && " · over"}
        </p>
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <div class="race">
        <section aria-label="The surface">
          <h2>
            {surface.formula} <Explain of="loss-landscape" title="a loss landscape" />
          </h2>
          <p class="says">{surface.says}</p>
          <Contours
            surface={surface}
            heights={view?.heights}
            label={`The ${surface.title} from above, and the ways of ${racers.length} optimizers over it. Arrow keys move the start.`}
            from={start}
            move={move}
            hover={(at) => {
              const near = at && nearest(racers, place, at);
              if (near !== undefined) looked.value = near;
            }}
          >
            {(place) => (
              <>
                <Ends surface={surface} start={start} place={place} />
                <Ways racers={racers} place={place} looked={racer && { racer, step: step! }} />
              </>
            )}
          </Contours>
          <p class="key">
            <span>□ start</span> {surface.minima.length > 0 && <span>+ lowest</span>}{" "}
            <span>Hold the pointer over a way to see its step.</span>
          </p>
        </section>
        <section class="knobs" aria-label="Who races">
          <h2>
            Who races <Explain of="optimizer" title="an optimizer" />
          </h2>
          <RacersField chosen={chosen} choose={choose} />
        </section>
        <section aria-label="Loss by step">
          <h2>
            Loss by step <Explain of="log-scale" title="a log scale" />
          </h2>
          <LinePlot
            label={`Loss above ${surface.lowest} by step, on a log scale, for each optimizer`}
            along="step"
            of={surface.lowest === 0 ? "loss" : `loss above ${surface.lowest}`}
            x={lines.x}
            lines={lines.lines}
            isLog
          />
        </section>
      </div>
      <div class="pair">
        <section aria-label="How far they have come">
          <h2>How far they have come</h2>
          <Results racers={racers} surface={surface} />
        </section>
        {racer && (
          <StepNumbers
            chosen={chosen}
            racers={racers}
            racer={racer}
            step={step!}
            look={(name, step) => {
              looked.value = { name, step };
            }}
          />
        )}
      </div>
      <section class="knobs wide" aria-label="The ground">
        <h2>The ground</h2>
        <SelectField
          name="surface"
          title="surface"
          of="loss-landscape"
          value={chosen.surface}
          options={grounds.map((value) => ({ value, title: surfaceNamed(value).title }))}
          choose={(surface) => choose({ surface, x: Number.NaN, y: Number.NaN })}
        />
        <RangeField
          name="beta"
          title="β of momentum and Nesterov"
          of="momentum"
          low={0}
          high={0.99}
          step={0.01}
          value={chosen.beta}
          choose={(beta) => choose({ beta })}
        />
        <RangeField
          name="noise"
          title="noise on the gradients"
          of="stochastic-gradient"
          low={0}
          high={10}
          step={0.5}
          value={chosen.noise}
          choose={(noise) => choose({ noise })}
        />
        <NumbersField
          name="steps"
          title="steps"
          value={chosen.steps}
          options={[50, 100, 200, 500]}
          choose={(steps) => choose({ steps })}
        />
        <NumbersField
          name="seed"
          title="seed of the noise"
          value={chosen.seed}
          options={[0, 1, 2, 3, 4]}
          choose={(seed) => choose({ seed })}
        />
      </section>
    </>
  );
};

const rounded = (value: number): number => Math.round(100 * value) / 100;
