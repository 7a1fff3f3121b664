import { Explain } from "../../card/explain.tsx";
import { readChoices } from "../../choices/choice.ts";
import { useChoices } from "../../choices/use-choices.ts";
import { FlagField, NumbersField, RangeField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { Stories } from "../../stories/stories.tsx";
import { useWork } from "../../work/use-work.ts";
import { choices, type OverfittingChoices } from "./choices.ts";
import { NetCell } from "./net-cell.tsx";
import { netNames, nets } from "./nets.ts";
import { stories } from "./stories.ts";

const fresh = readChoices(choices, new URLSearchParams());

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("overfitting", chosen, { every: 10 });
  const view = work.view.value;
  const begin = (patch: Partial<OverfittingChoices>) => choose({ ...fresh, ...patch });
  return (
    <>
      <h1>Overfitting, and what helps</h1>
      <p class="says">
        A net learns a wave from a few noisy points. Dots are the points it learns from, the broken line is the true
        wave, the whole line what the net says. It is tested on 200 points that it never sees.
      </p>
      <Stories stories={stories} choose={begin} />
      <section class="run-bar" aria-label="The runs">
        <RunButtons work={work} step="One epoch" />
        <p class="numbers">
          epoch <b>{view?.epoch ?? 0}</b> of {chosen.epochs}
          {work.state.value === "over" && " · over"}
        </p>
        <Explain of="overfitting" title="overfitting" />
        <Explain of="bias-variance" title="bias and variance" />
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section aria-label="Side by side">
        <h2>Side by side</h2>
        <p class="key">
          <span class="line-key training" /> training <span class="line-key test" /> test, with a mark at its best
          epoch; losses on one log scale from 0.003 to 3
        </p>
        <ul class="cells wide">
          {view?.nets.map((net) => (
            <NetCell key={net.name} net={net} epochs={chosen.epochs} />
          ))}
        </ul>
      </section>
      <section class="knobs wide" aria-label="The nets and the data">
        <h2>The nets and the data</h2>
        {netNames.map((name) => (
          <FlagField
            key={name}
            name={name}
            title={nets[name].title}
            value={chosen[name]}
            choose={(value) => choose({ [name]: value } as Partial<OverfittingChoices>)}
          />
        ))}
        <RangeField
          name="rows"
          title="points to learn from"
          of="validation"
          low={6}
          high={100}
          step={2}
          value={chosen.rows}
          choose={(rows) => choose({ rows })}
        />
        <RangeField
          name="noise"
          title="noise"
          low={0}
          high={1}
          step={0.05}
          value={chosen.noise}
          choose={(noise) => choose({ noise })}
        />
        <NumbersField
          name="strength"
          title="strength of L2"
          of="l2"
          value={chosen.strength}
          options={[0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]}
          choose={(strength) => choose({ strength })}
        />
        <RangeField
          name="share"
          title="share of dropout"
          of="dropout"
          low={0.05}
          high={0.8}
          step={0.05}
          value={chosen.share}
          choose={(share) => choose({ share })}
        />
        <NumbersField
          name="patience"
          title="patience of early stopping"
          of="early-stopping"
          value={chosen.patience}
          options={[5, 10, 30, 100]}
          choose={(patience) => choose({ patience })}
        />
        <NumbersField
          name="epochs"
          title="epochs"
          value={chosen.epochs}
          options={[100, 200, 400, 1_000]}
          choose={(epochs) => choose({ epochs })}
        />
        <NumbersField
          name="seed"
          title="seed"
          value={chosen.seed}
          options={[0, 1, 2, 3, 4]}
          choose={(seed) => choose({ seed })}
        />
      </section>
    </>
  );
};
