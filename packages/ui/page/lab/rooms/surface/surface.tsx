import { Explain } from "../../card/explain.tsx";
import { readChoices } from "../../choices/choice.ts";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, RangeField, SelectField } from "../../controls/fields.tsx";
import { LinePlot } from "../../lines/line-plot.tsx";
import { Stories } from "../../stories/stories.tsx";
import { chosenPlace } from "../../terrain/chosen-place.ts";
import { Contours } from "../../terrain/contours.tsx";
import { surfaceNamed, surfaceNames } from "../../terrain/surfaces.ts";
import { shortNumber, shortPair } from "../../words/short-number.ts";
import { useWork } from "../../work/use-work.ts";
import { choices, cuts, type WalkChoices } from "./choices.ts";
import { Marks } from "./marks.tsx";
import { stories } from "./stories.ts";
import type { Pair } from "./walk.ts";
import { WhatItIs } from "./what-it-is.tsx";

const fresh = readChoices(choices, new URLSearchParams());

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("surface", chosen);
  const view = work.view.value;
  const surface = surfaceNamed(chosen.surface);
  const begin = (patch: Partial<WalkChoices>) => choose({ ...fresh, ...patch });
  const go = ([x, y]: Pair) => choose({ x: within(x), y: within(y) });
  return (
    <>
      <h1>A surface to walk on</h1>
      <p class="says">
        Stand somewhere and ask the derivatives: which way is down, how does it curve, what kind of point is it? Click
        the picture, or use the arrow keys on it. Grey is high, clear is low.
      </p>
      <Stories stories={stories} choose={begin} />
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section class="knobs wide" aria-label="The ground">
        <SelectField
          name="surface"
          title="surface"
          of="loss-landscape"
          value={chosen.surface}
          options={surfaceNames.map((value) => ({ value, title: surfaceNamed(value).title }))}
          choose={(surface) => choose({ surface, x: Number.NaN, y: Number.NaN })}
        />
        <NumbersField
          name="rate"
          title="rate of a gradient step"
          of="learning-rate"
          value={chosen.rate}
          options={[0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]}
          choose={(rate) => choose({ rate })}
        />
        <SelectField
          name="cut"
          title="cut along"
          value={chosen.cut}
          options={cuts.map((value) => ({ value, title: cutTitles[value] }))}
          choose={(cut) => choose({ cut })}
        />
        <RangeField
          name="reach"
          title="half of the cut's length"
          low={0.1}
          high={3}
          step={0.1}
          value={chosen.reach}
          choose={(reach) => choose({ reach })}
        />
      </section>
      <div class="walking">
        <section aria-label="The surface">
          <h2>{surface.formula}</h2>
          <p class="says">{surface.says}</p>
          <Contours
            surface={surface}
            heights={view?.heights}
            label={`The ${surface.title} from above. You stand at ${shortPair(chosenPlace(chosen))}. Arrow keys walk, with Shift in small steps.`}
            from={chosenPlace(chosen)}
            move={(x, y) => go([rounded(x), rounded(y)])}
          >
            {(place) => view && <Marks view={view} surface={surface} place={place} />}
          </Contours>
          <p class="key walk-key">
            <span>→ straight down</span> <span>□ gradient step</span> <span>◇ Newton step</span>
            <span>— curves up, ┄ curves down, with λ</span>
          </p>
          <div class="steps">
            <button type="button" disabled={!view} onClick={() => view && go(view.descent)}>
              Gradient step
            </button>
            <Explain of="gradient-descent" title="gradient descent" />
            <button type="button" disabled={!view?.newton} onClick={() => view?.newton && go(view.newton)}>
              Newton step
            </button>
            <Explain of="newton-method" title="Newton's method" />
            <button type="button" disabled={!view?.critical} onClick={() => view?.critical && go(view.critical)}>
              Newton to the end
            </button>
          </div>
        </section>
        <div>
          <section aria-label="What it is">
            <h2>
              You stand on <Explain of="critical-point" title="a critical point" />
            </h2>
            {view && <WhatItIs view={view} />}
          </section>
          <section aria-label="A cut">
            <h2>
              A cut along {cutTitles[chosen.cut]} <Explain of="convexity" title="convexity" />
            </h2>
            {view && (
              <>
                <p class="says chord" aria-live="polite">
                  {view.cut.below === undefined
                    ? "The chord between the ends runs nowhere below the curve: no evidence against convexity along this cut."
                    : `${shortNumber(view.cut.below.at)} from where you stand the chord is ${shortNumber(view.cut.below.by)} below the curve: it is not convex.`}{" "}
                  The model is what value, slope and curvature at this point foretell.
                </p>
                <LinePlot
                  label="The surface along the cut, the quadratic model of it, and the chord between its ends"
                  along="from where you stand"
                  of="f"
                  isCounted={false}
                  x={view.cut.along}
                  lines={[
                    { name: "surface", values: view.cut.curve, colour: "cut-curve" },
                    { name: "quadratic model", values: view.cut.model, colour: "cut-model", dash: [8, 4] },
                    { name: "chord", values: view.cut.chord, colour: "cut-chord", dash: [2, 3] },
                  ]}
                />
              </>
            )}
          </section>
        </div>
      </div>
    </>
  );
};

const cutTitles: { readonly [Cut in WalkChoices["cut"]]: string } = {
  gradient: "the gradient",
  most: "the most curvature",
  least: "the least curvature",
  x: "x",
  y: "y",
};

const rounded = (value: number): number => Math.round(100 * value) / 100;

/** The address takes no place further away. */
const within = (value: number): number => Math.max(-10, Math.min(10, value));
