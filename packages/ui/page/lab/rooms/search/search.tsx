import { formatNumber } from "@kaviar/page";
import { useId } from "preact/hooks";
import { Explain } from "../../card/explain.tsx";
import { useChoices } from "../../choices/use-choices.ts";
import { NumbersField, SelectField } from "../../controls/fields.tsx";
import { RunButtons } from "../../controls/run-buttons.tsx";
import { WideTable } from "../../tables/wide-table.tsx";
import { useWork } from "../../work/use-work.ts";
import { BestSoFar } from "./best-so-far.tsx";
import { budgets, choices, everyAt, keyOf, paces } from "./choices.ts";
import { groundNamed, groundNames } from "./grounds.ts";
import { Relief } from "./relief.tsx";
import { bestOf, type SearchView } from "./search-grounds.ts";
import { seekerNames, seekers } from "./seekers.ts";
import { placeOf, Way } from "./way.tsx";

export const Room = () => {
  const [chosen, choose] = useChoices(choices);
  const work = useWork("search", chosen, { every: everyAt[chosen.pace], key: keyOf(chosen) });
  const relief = useId();
  const view = work.view.value;
  const ground = groundNamed(chosen.ground);
  return (
    <>
      <h1>Search</h1>
      <p class="says">
        Five ways to choose what to try next, on the same function, with the same number of points. The stronger the
        grey the higher it is; crosses mark the lowest points, a ring the best that was found. Each point costs a
        training in real life.
      </p>
      <section class="run-bar" aria-label="The search">
        <RunButtons work={work} step="One point" />
        <SelectField
          name="ground"
          title="function"
          of="hyperparameter-tuning"
          value={chosen.ground}
          options={groundNames.map((value) => ({ value, title: groundNamed(value).title }))}
          choose={(next) => choose({ ground: next })}
        />
        <SelectField
          name="points"
          title="points for each"
          value={String(chosen.side ** 2)}
          options={budgets.map(String)}
          choose={(budget) => choose({ side: Math.sqrt(Number(budget)) })}
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
          point <b>{view?.grid.length ?? 0}</b> of {chosen.side ** 2}
        </p>
      </section>
      {work.fault.value !== undefined && (
        <p class="warning" role="alert">
          {work.fault.value}
        </p>
      )}
      <section aria-label="Where each of them looks">
        <p>
          <span class="search-formula">{ground.formula}</span>
        </p>
        <p class="says">{ground.says}</p>
        <Relief ground={chosen.ground} id={relief} />
        <div class="search-ways">
          {seekerNames.map((name) => (
            <Way key={name} name={name} ground={chosen.ground} tried={view?.[name] ?? []} relief={relief} />
          ))}
        </div>
      </section>
      <section aria-label="The best so far">
        <h2>
          The best so far <Explain of="bayesian-optimization" title="search that learns from what it has seen" />
        </h2>
        <BestSoFar view={view} budget={chosen.side ** 2} />
        <Found view={view} />
      </section>
    </>
  );
};

/** What each sampler has found, in numbers. */
const Found = ({ view }: { readonly view: SearchView | undefined }) => (
  <WideTable label="What each sampler has found">
    <thead>
      <tr>
        <th>sampler</th>
        <th>best</th>
        <th>at</th>
        <th>values of x tried</th>
      </tr>
    </thead>
    <tbody>
      {seekerNames.map((name) => {
        const tried = view?.[name] ?? [];
        const best = bestOf(tried);
        return (
          <tr key={name}>
            <th scope="row">{seekers[name].title}</th>
            <td>{best === undefined ? "–" : formatNumber(best.value)}</td>
            <td>{best === undefined ? "–" : placeOf(best)}</td>
            <td>{new Set(tried.map(({ x }) => x)).size}</td>
          </tr>
        );
      })}
    </tbody>
  </WideTable>
);
