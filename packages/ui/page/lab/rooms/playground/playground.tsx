import { formatNumber } from "@kaviar/page";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Explain } from "../../card/explain.tsx";
import { readChoices } from "../../choices/choice.ts";
import { useChoices } from "../../choices/use-choices.ts";
import { FlagField, NumbersField, RangeField, SelectField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { Findings } from "../../doctor/findings.tsx";
import { useWork } from "../../work/use-work.ts";
import {
  choices,
  everyAt,
  initializers,
  keyOf,
  losses,
  optimizers,
  type PlaygroundChoices,
  paces,
  penalties,
  schedules,
} from "./choices.ts";
import { cureOf } from "./cures.ts";
import { featureNames, features } from "./features.ts";
import { coarseSide, grid } from "./look-inside.ts";
import { Losses } from "./losses.tsx";
import { NetworkPicture } from "./network-picture.tsx";
import { PastePoints } from "./paste-points.tsx";
import { heldOut, isValued, pointsOf, shapes } from "./points.ts";
import { Presets } from "./presets-list.tsx";
import { asShown } from "./shown-values.ts";
import { Surface } from "./surface.tsx";
import { useSpeed } from "./use-speed.ts";

const fresh = readChoices(choices, new URLSearchParams());

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const cures = useSignal(0);
  const work = useWork("playground", chosen, { every: everyAt[chosen.pace], key: `${keyOf(chosen)} ${cures.value}` });
  const looked = useSignal<{ readonly values: Float32Array; readonly title: string } | undefined>(undefined);
  const drawing = useSignal<"no" | "1" | "-1">("no");
  const view = work.view.value;
  const points = useMemo(() => pointsOf(chosen), [chosen.data, chosen.noise, chosen.rows, chosen.seed, chosen.points]);
  const held = useMemo(() => heldOut(points.x.length, chosen.test, chosen.seed), [points, chosen.test, chosen.seed]);
  const inputs = useMemo(() => {
    const places = grid(coarseSide);
    return Object.fromEntries(
      featureNames.map((name) => [name, places.x.map((x, at) => features[name].of(x, places.y[at]!))]),
    );
  }, []);
  const surface = useMemo(() => view?.inside?.surface.map(asShown(chosen.loss)), [view, chosen.loss]);
  const speed = useSpeed(view?.steps);
  const begin = (patch: Partial<PlaygroundChoices>) => choose({ ...fresh, pace: chosen.pace, ...patch });
  return (
    <>
      <h1>Playground</h1>
      <p class="says">
        A net learns the points you choose, here in the page. The colour of a place is what it says there; rings are
        points that it is tested on and does not learn from. The doctor looks on.
      </p>
      <Presets choose={begin} />
      <section class="run-bar" aria-label="The run">
        <RunButtons work={work} step="One epoch" />
        <SelectField
          name="pace"
          title="speed"
          value={chosen.pace}
          options={paces}
          choose={(pace) => choose({ pace })}
        />
        <p class="numbers">
          epoch <b>{view?.epoch ?? 0}</b> · step <b>{view?.steps ?? 0}</b>
          {speed !== undefined && work.state.value === "running" && <> · {formatNumber(speed)} steps/s</>}
          {work.state.value === "over" && " · over"}
        </p>
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      {view?.broken !== undefined && (
        <p class="warning" role="alert">
          The run has ended: {view.broken.split("\n")[0]}
        </p>
      )}
      <div class="playground">
        <section class="knobs" aria-label="Data">
          <h2>Data</h2>
          <SelectField
            name="data"
            title="shape"
            value={chosen.data}
            options={shapes}
            choose={(data) => choose({ data, loss: isValued(data) ? "meanSquaredError" : "sigmoidCrossEntropy" })}
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
          <RangeField
            name="rows"
            title="points"
            low={10}
            high={500}
            step={10}
            value={chosen.rows}
            choose={(rows) => choose({ rows })}
          />
          <RangeField
            name="test"
            title="held out for the test"
            of="validation"
            low={0.1}
            high={0.9}
            step={0.1}
            value={chosen.test}
            show={(share) => `${Math.round(100 * share)} %`}
            choose={(test) => choose({ test })}
          />
          <NumbersField
            name="batch"
            title="batch"
            of="mini-batch"
            value={chosen.batch}
            options={[1, 8, 16, 32, 64, 128, 500]}
            choose={(batch) => choose({ batch })}
          />
          <NumbersField
            name="seed"
            title="seed"
            value={chosen.seed}
            options={[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}
            choose={(seed) => choose({ seed })}
          />
          <SelectField
            name="draw"
            title="draw points"
            value={drawing.value}
            options={[
              { value: "no", title: "no" },
              { value: "1", title: "of the blue class" },
              { value: "-1", title: "of the orange class" },
            ]}
            choose={(value) => {
              drawing.value = value;
            }}
          />
          <PastePoints choose={choose} />
          {chosen.points.length > 0 && (
            <button type="button" onClick={() => choose({ points: [] })}>
              Forget {chosen.points.length} drawn points
            </button>
          )}
        </section>
        <div class="middle">
          <section class="net" aria-label="The net">
            <h2>
              The net <Explain of="neural-network" title="a neural network" />
            </h2>
            <NetworkPicture
              chosen={chosen}
              view={view}
              inputs={inputs}
              choose={choose}
              look={(values, title) => {
                looked.value = values && { values, title: title! };
              }}
            />
          </section>
          <section aria-label="The doctor">
            <h2>The doctor</h2>
            <Findings
              findings={view?.findings ?? []}
              cure={(remedy) => {
                const patch = cureOf(remedy, chosen);
                return (
                  patch &&
                  (() => {
                    choose(patch);
                    cures.value++;
                  })
                );
              }}
            />
          </section>
        </div>
        <section class="result" aria-label="What it has learned">
          <h2>{looked.value === undefined ? "What it says" : `What ${looked.value.title} says`}</h2>
          <Surface
            values={looked.value?.values ?? surface}
            points={points}
            held={held}
            label={`What the net says of the plane after ${view?.epoch ?? 0} epochs`}
            {...(drawing.value !== "no" && {
              draw: (x: number, y: number) =>
                choose({ points: [...chosen.points, { x, y, value: Number(drawing.value) }].slice(-200) }),
            })}
          />
          <Losses curve={view?.curve ?? []} />
        </section>
      </div>
      <section class="knobs wide" aria-label="Training">
        <h2>Training</h2>
        <SelectField
          name="loss"
          title="loss"
          of={chosen.loss}
          value={chosen.loss}
          options={losses}
          choose={(loss) => choose({ loss })}
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
          title="learning rate"
          of="learning-rate"
          value={chosen.rate}
          options={[0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]}
          choose={(rate) => choose({ rate })}
        />
        <SelectField
          name="schedule"
          title="schedule"
          of={chosen.schedule}
          value={chosen.schedule}
          options={schedules}
          choose={(schedule) => choose({ schedule })}
        />
        <SelectField
          name="initializer"
          title="weights begin"
          of="initialization"
          value={chosen.initializer}
          options={initializers}
          choose={(initializer) => choose({ initializer })}
        />
        <FlagField
          name="batchNorm"
          title="batch norm"
          of="batchNorm"
          value={chosen.batchNorm}
          choose={(batchNorm) => choose({ batchNorm })}
        />
        <RangeField
          name="dropout"
          title="dropout"
          of="dropout"
          low={0}
          high={0.8}
          step={0.1}
          value={chosen.dropout}
          choose={(dropout) => choose({ dropout })}
        />
        <SelectField
          name="penalty"
          title="penalty"
          of="regularization"
          value={chosen.penalty}
          options={penalties}
          choose={(penalty) => choose({ penalty })}
        />
        {chosen.penalty !== "none" && (
          <NumbersField
            name="strength"
            title="its strength"
            value={chosen.strength}
            options={[0.0001, 0.001, 0.01, 0.1, 1]}
            choose={(strength) => choose({ strength })}
          />
        )}
        <NumbersField
          name="epochs"
          title="epochs"
          value={chosen.epochs}
          options={[100, 300, 1_000, 3_000, 10_000]}
          choose={(epochs) => choose({ epochs })}
        />
      </section>
    </>
  );
};
