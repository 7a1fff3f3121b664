import { Explain } from "../../card/explain.tsx";
import { Stroke } from "../../lines/line-plot.tsx";
import { WideTable } from "../../tables/wide-table.tsx";
import type { Surface } from "../../terrain/surfaces.ts";
import { shortNumber } from "../../words/short-number.ts";
import { optimizers } from "./optimizers.ts";
import type { Racer } from "./race.ts";
import { colourOf } from "./ways.tsx";

/** Who has come how far. */
export const Results = ({ racers, surface }: { readonly racers: readonly Racer[]; readonly surface: Surface }) => (
  <WideTable label="How far they have come, in numbers">
    <thead>
      <tr>
        <th>optimizer</th>
        <th>loss</th>
        <th>steps</th>
        <th>walked</th>
        {surface.minima.length > 0 && <th>to go</th>}
        <th>end</th>
      </tr>
    </thead>
    <tbody>
      {racers.map((racer) => {
        const last = racer.way.at(-1);
        return (
          <tr key={racer.name}>
            <th scope="row">
              <span class="with-mark">
                <Stroke line={{ colour: colourOf(racer), dash: optimizers[racer.name].dash }} />
                {optimizers[racer.name].title}
                <Explain of={racer.name} title={optimizers[racer.name].title} />
              </span>
            </th>
            <td>{last && shortNumber(last.loss)}</td>
            <td>{racer.way.length - 1}</td>
            <td>{shortNumber(lengthOf(racer))}</td>
            {surface.minima.length > 0 && <td>{last && shortNumber(awayFrom(surface, last.at))}</td>}
            <td>{racer.ended === undefined ? "" : endings[racer.ended]}</td>
          </tr>
        );
      })}
    </tbody>
  </WideTable>
);

const endings = { arrived: "✔ arrived", left: "✖ left the picture" } as const;

const lengthOf = ({ way }: Racer): number =>
  way.reduce((sum, { at }, i) => sum + (i === 0 ? 0 : distance(at, way[i - 1]!.at)), 0);

const awayFrom = ({ minima }: Surface, at: readonly [number, number]): number =>
  Math.min(...minima.map((minimum) => distance(at, minimum)));

const distance = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1]);
