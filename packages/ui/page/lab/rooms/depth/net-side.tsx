import { Explain } from "../../card/explain.tsx";
import { FlagField, SelectField } from "../../controls/fields.tsx";
import { Findings } from "../../doctor/findings.tsx";
import { LossCurve } from "../../fits/loss-curve.tsx";
import { shortNumber } from "../../words/short-number.ts";
import { activations, type DepthChoices, initializers, type Side } from "./choices.ts";
import { cureOf } from "./cures.ts";
import { LayerBars } from "./layer-bars.tsx";
import type { NetView } from "./train-deep.ts";

interface NetSideProps {
  readonly side: Side;
  readonly title: string;
  readonly chosen: DepthChoices;
  readonly net: NetView | undefined;
  choose(patch: Partial<DepthChoices>): void;
}

const [gradientRange, spreadRange] = [[-9, 6] as const, [-6, 6] as const];

/** One of the two nets: how it is made, what passes through it, what the doctor says. */
export const NetSide = ({ side, title, chosen, net, choose }: NetSideProps) => {
  const setting = chosen[side];
  const change = (patch: Partial<typeof setting>) => choose({ [side]: { ...setting, ...patch } });
  return (
    <section class="net-side" aria-label={title}>
      <h2>{title}</h2>
      <div class="knobs wide">
        <SelectField
          name={`${side}-activation`}
          title="activation"
          of={setting.activation}
          value={setting.activation}
          options={activations}
          choose={(activation) => change({ activation })}
        />
        <SelectField
          name={`${side}-initializer`}
          title="weights begin"
          of={setting.initializer === "heNormal" ? "he-initialization" : "initialization"}
          value={setting.initializer}
          options={initializers}
          choose={(initializer) => change({ initializer })}
        />
        <FlagField
          name={`${side}-batchNorm`}
          title="batch norm"
          of="batchNorm"
          value={setting.batchNorm}
          choose={(batchNorm) => change({ batchNorm })}
        />
        <FlagField
          name={`${side}-residual`}
          title="residual layers"
          of="residual"
          value={setting.residual}
          choose={(residual) => change({ residual })}
        />
      </div>
      {net && (
        <>
          <h3>
            Gradient of each layer's weights <Explain of="gradient" title="the gradient" />
          </h3>
          <LayerBars
            title="Length of the gradient"
            now={net.now.gradients}
            first={net.first.gradients}
            range={gradientRange}
          />
          <p class="says ratio">{ratio(net.now.gradients)}</p>
          <h3>Spread of what each layer puts out</h3>
          <LayerBars
            title="Standard deviation of the outputs"
            now={net.now.spreads}
            first={net.first.spreads}
            range={spreadRange}
          />
          <h3>
            Loss by epoch{net.loss !== undefined && `: ${shortNumber(net.loss)}`} <Explain of="loss" title="the loss" />
          </h3>
          <LossCurve
            losses={net.curve}
            range={[0.003, 3]}
            count={chosen.epochs}
            label={`The loss of each epoch of the ${title} net, on a log scale`}
          />
          {net.broken !== undefined && <p class="warning">The run has ended: {net.broken}</p>}
          <h3>The doctor</h3>
          <Findings
            findings={net.findings}
            cure={(remedy) => {
              const patch = cureOf(remedy, side, chosen);
              return patch && (() => choose(patch));
            }}
          />
        </>
      )}
    </section>
  );
};

/** How much of the last layer's gradient the first one hears. */
const ratio = (gradients: readonly number[]): string => {
  const [first, last] = [gradients[0]!, gradients.at(-1)!];
  if (!(last > 0) || !Number.isFinite(first)) return "No gradient arrives.";
  const times = first / last;
  return times < 1
    ? `The first layer hears 1/${shortNumber(1 / times)} of what the last one hears.`
    : `The first layer hears ${shortNumber(times)} times what the last one hears.`;
};
