import { Explain } from "../../card/explain.tsx";
import { RangeField, SelectField } from "../../controls/fields.tsx";
import { shortNumber, shortPair } from "../../words/short-number.ts";
import type { RaceChoices } from "./choices.ts";
import { linesOf } from "./formulas.ts";
import { type OptimizerName, optimizers } from "./optimizers.ts";
import type { Racer } from "./race.ts";

interface StepNumbersProps {
  readonly chosen: RaceChoices;
  readonly racers: readonly Racer[];
  readonly racer: Racer;
  readonly step: number;
  look(name: OptimizerName, step: number): void;
}

/** The update rule of a racer with the numbers of one of its steps. */
export const StepNumbers = ({ chosen, racers, racer, step, look }: StepNumbersProps) => {
  const now = racer.way[step];
  return (
    <section class="step-numbers" aria-label="A step in numbers">
      <h2>
        A step in numbers <Explain of={racer.name} title={optimizers[racer.name].title} />
      </h2>
      <div class="knobs wide">
        <SelectField
          name="whose"
          title="of"
          value={racer.name}
          options={racers.map(({ name }) => ({ value: name, title: optimizers[name].title }))}
          choose={(name) => look(name, step)}
        />
        <RangeField
          name="looked"
          title="step"
          low={0}
          high={Math.max(1, racer.way.length - 2)}
          step={1}
          value={step}
          show={(step) => String(step + 1)}
          choose={(step) => look(racer.name, step)}
        />
      </div>
      {now !== undefined && (
        <dl class="rule">
          <dt>g = ∇f(θ){chosen.noise > 0 && " + noise"}</dt>
          <dd>
            {shortPair(now.gradient)} at θ = {shortPair(now.at)}, where f = {shortNumber(now.loss)}
          </dd>
          {linesOf(racer.name, {
            rate: chosen[racer.name],
            beta: chosen.beta,
            step: step + 1,
            now,
            before: racer.way[step - 1],
            next: racer.way[step + 1],
          }).flatMap(({ rule, numbers }) => [<dt key={rule}>{rule}</dt>, <dd key={`${rule} numbers`}>{numbers}</dd>])}
        </dl>
      )}
      <p class="says">
        θ is the point (x, y). In the picture the thin line goes against the gradient, the thick one is the step.
      </p>
    </section>
  );
};
