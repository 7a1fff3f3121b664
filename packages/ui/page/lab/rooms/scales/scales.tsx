import { Explain } from "../../card/explain.tsx";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, SelectField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { useWork } from "../../work/use-work.ts";
import { choices, everyAt, keyOf, paces } from "./choices.ts";
import { Decades } from "./decades.tsx";
import { FieldPicture } from "./field-picture.tsx";
import { scalingNames } from "./scalings.ts";

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("scales", chosen, { every: everyAt[chosen.pace], key: keyOf(chosen) });
  const view = work.view.value;
  return (
    <>
      <h1>Scales</h1>
      <p class="says">
        Rates from 0.00001 to 0.01 and momenta from 0.5 to 0.9995 are drawn at random, on three pairs of scales. Points
        lie as densely everywhere on each picture; what differs is how much of the picture is good.
      </p>
      <section class="run-bar" aria-label="The draws">
        <RunButtons work={work} step="One draw" />
        <NumbersField
          name="trials"
          title="draws"
          of="random"
          value={chosen.trials}
          options={[10, 30, 100, 200]}
          choose={(trials) => choose({ trials })}
        />
        <NumbersField
          name="seed"
          title="seed"
          value={chosen.seed}
          options={[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}
          choose={(seed) => choose({ seed })}
        />
        <SelectField
          name="pace"
          title="speed"
          value={chosen.pace}
          options={paces}
          choose={(pace) => choose({ pace })}
        />
        <p class="numbers">
          draw <b>{view?.linear.length ?? 0}</b> of {chosen.trials}
        </p>
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section aria-label="The draws on their scales">
        <p class="says">
          Green is good: 2 000 steps of descent with momentum <Explain of="momentum" title="momentum" /> leave less than
          a hundredth of the loss ½(x² + 10 000y²), where v ← βv + ∇f and x ← x − ηv. Grey flies away or ends higher
          than it began. The rest is too slow.
        </p>
        <div class="spreads">
          {scalingNames.map((name) => (
            <FieldPicture key={name} name={name} drawn={view?.[name] ?? []} />
          ))}
        </div>
      </section>
      <section aria-label="Where the draws fell">
        <h2>Where the draws fell</h2>
        <p class="says">
          On a linear scale nine of ten rates are above 0.001, and powers of ten below are hardly ever tried. A log
          scale <Explain of="log" title="a log scale" /> gives each power of ten as many draws. Momentum is about what
          is left to 1: between 0.9 and 0.99 a run remembers ten times as long, between 0.5 and 0.59 next to nothing
          changes. A one-minus-log scale <Explain of="oneMinusLog" title="a one-minus-log scale" /> draws 1 − β as a log
          scale would.
        </p>
        <Decades view={view} />
      </section>
    </>
  );
};
