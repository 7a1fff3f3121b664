import { formatNumber } from "@kaviar/page";
import { Explain } from "../../card/explain.tsx";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, SelectField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { useWork } from "../../work/use-work.ts";
import { choices, everyAt, type HalvingChoices, keyOf, paces } from "./choices.ts";
import { CurvesPicture } from "./curves-picture.tsx";
import { Outcome, RunsTable } from "./outcome.tsx";
import type { HalvingView } from "./run-view.ts";

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("halving", chosen, { every: everyAt[chosen.pace], key: keyOf(chosen) });
  const view = work.view.value;
  return (
    <>
      <h1>Panda and caviar</h1>
      <p class="says">
        Nets that learn two spirals, with rates and sizes drawn at random. Caviar raises many of them a little, and at
        each rung only the best go on. A panda raises one, and looks after it.
      </p>
      <section class="run-bar" aria-label="The runs">
        <RunButtons work={work} step="One epoch" />
        <SelectField
          name="way"
          title="way"
          of="panda-caviar"
          value={chosen.way}
          options={[
            { value: "caviar", title: "caviar: many runs, ASHA" },
            { value: "panda", title: "panda: one run, watched" },
          ]}
          choose={(way) => choose({ way })}
        />
        {chosen.way === "caviar" && <Halving chosen={chosen} choose={choose} />}
        <SelectField
          name="pace"
          title="speed"
          value={chosen.pace}
          options={paces}
          choose={(pace) => choose({ pace })}
        />
        <p class="numbers">
          <b>{view?.spent ?? 0}</b> epochs
          {work.state.value === "over" && " · over"}
        </p>
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section aria-label="The losses">
        <p class="says">
          {chosen.way === "caviar" ? (
            <>
              Blue goes on, grey has paused, green is the lowest. Thin lines are what would have come of those that
              paused: they are trained afterwards, to see what was missed. Try a first rung of 1 epoch: that early the
              losses say little, and the best are often let go.
            </>
          ) : (
            <>
              Its rate begins at 0.5, far too high. When nothing gets better for 8 epochs, or it gets worse, it is put
              back to its best epoch and the rate becomes a third. It may go on for as long as 27 runs with rungs take
              together.
            </>
          )}
        </p>
        <CurvesPicture chosen={chosen} runs={view?.runs ?? []} putBack={view?.putBack ?? []} />
        {chosen.way === "caviar" ? (
          <Outcome runs={view?.runs ?? []} spent={view?.spent ?? 0} total={chosen.runs} />
        ) : (
          <p class="numbers">
            rate <b>{formatNumber(view?.runs[0]?.setting.rate ?? 0.5)}</b>, lowest loss{" "}
            <b>{formatNumber(Math.min(...(view?.runs[0]?.losses ?? [])))}</b>
          </p>
        )}
        <RunsTable runs={view?.runs ?? []} />
      </section>
      <Log view={view} />
    </>
  );
};

interface HalvingProps {
  readonly chosen: HalvingChoices;
  choose(patch: Partial<HalvingChoices>): void;
}

/** How runs are halved. */
const Halving = ({ chosen, choose }: HalvingProps) => (
  <>
    <NumbersField
      name="runs"
      title="runs"
      of="random"
      value={chosen.runs}
      options={[9, 27, 54]}
      choose={(runs) => choose({ runs })}
    />
    <NumbersField
      name="first"
      title="first rung, epochs"
      of="successiveHalving"
      value={chosen.first}
      options={[1, 3, 9]}
      choose={(first) => choose({ first })}
    />
    <NumbersField
      name="factor"
      title="one goes on in"
      of="asha"
      value={chosen.factor}
      options={[2, 3, 4]}
      choose={(factor) => choose({ factor })}
    />
    <NumbersField
      name="seed"
      title="seed"
      value={chosen.seed}
      options={[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}
      choose={(seed) => choose({ seed })}
    />
  </>
);

/** What happened last, in the words of the rules themselves. */
const Log = ({ view }: { readonly view: HalvingView | undefined }) => (
  <section aria-label="What happened last">
    <h2>
      What happened last <Explain of="pruning" title="pruning" />
    </h2>
    <ul class="happened">
      {(view?.log ?? []).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </section>
);
