import { Explain } from "../../card/explain.tsx";
import { readChoices } from "../../choices/choice.ts";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, RangeField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { Stories } from "../../stories/stories.tsx";
import { useWork } from "../../work/use-work.ts";
import { choices, type DepthChoices } from "./choices.ts";
import { NetSide } from "./net-side.tsx";
import { stories } from "./stories.ts";

const fresh = readChoices(choices, new URLSearchParams());

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("depth", chosen, { every: 60, waits: true });
  const view = work.view.value;
  const begin = (patch: Partial<DepthChoices>) => choose({ ...fresh, ...patch });
  return (
    <>
      <h1>Deep nets, and what passes through them</h1>
      <p class="says">
        Layer 1 is next to the input, the last one next to the loss. Outputs go forward, gradients come back, and each
        layer multiplies them. The bars are on log scales; the marks say where they stood before the first step.
      </p>
      <Stories stories={stories} choose={begin} />
      <section class="run-bar" aria-label="The runs">
        <RunButtons work={work} step="One epoch" />
        <p class="numbers">
          {view === undefined || view.epoch === 0 ? (
            "before the first step"
          ) : (
            <>
              epoch <b>{view.epoch}</b> of {chosen.epochs}
            </>
          )}
          {work.state.value === "over" && " · over"}
        </p>
        <Explain of="vanishing-gradient" title="a vanishing gradient" />
        <Explain of="exploding-gradient" title="an exploding gradient" />
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section class="knobs wide" aria-label="Of both">
        <RangeField
          name="depth"
          title="hidden layers of both"
          of="deep-learning"
          low={2}
          high={20}
          step={1}
          value={chosen.depth}
          choose={(depth) => choose({ depth })}
        />
        <NumbersField
          name="rate"
          title="learning rate of both"
          of="learning-rate"
          value={chosen.rate}
          options={[0.001, 0.003, 0.01, 0.03, 0.1, 0.3]}
          choose={(rate) => choose({ rate })}
        />
        <NumbersField
          name="epochs"
          title="epochs"
          value={chosen.epochs}
          options={[50, 100, 200, 500]}
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
      <div class="pair">
        <NetSide side="left" title="This net" chosen={chosen} net={view?.nets.left} choose={choose} />
        <NetSide side="right" title="Beside it" chosen={chosen} net={view?.nets.right} choose={choose} />
      </div>
    </>
  );
};
