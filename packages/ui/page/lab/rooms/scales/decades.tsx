import { WideTable } from "../../tables/wide-table.tsx";
import type { Drawn, ScalesView } from "./draw-trials.ts";
import { scalingNames, scalings } from "./scalings.ts";

interface Decade {
  readonly title: string;
  readonly holds: (drawn: Drawn) => boolean;
}

const rates: readonly Decade[] = [
  { title: "below 0.0001", holds: ({ rate }) => rate < 1e-4 },
  { title: "to 0.001", holds: ({ rate }) => rate >= 1e-4 && rate < 1e-3 },
  { title: "to 0.01", holds: ({ rate }) => rate >= 1e-3 },
];

const momenta: readonly Decade[] = [
  { title: "below 0.9", holds: ({ momentum }) => momentum < 0.9 },
  { title: "to 0.99", holds: ({ momentum }) => momentum >= 0.9 && momentum < 0.99 },
  { title: "to 0.999", holds: ({ momentum }) => momentum >= 0.99 && momentum < 0.999 },
  { title: "above", holds: ({ momentum }) => momentum >= 0.999 },
];

/** How many draws fell into each power of ten, of the rate and of what the momentum leaves to 1. */
export const Decades = ({ view }: { readonly view: ScalesView | undefined }) => (
  <div class="pair">
    <Counts title="learning rate" decades={rates} view={view} />
    <Counts title="momentum" decades={momenta} view={view} />
  </div>
);

interface CountsProps {
  readonly title: string;
  readonly decades: readonly Decade[];
  readonly view: ScalesView | undefined;
}

const Counts = ({ title, decades, view }: CountsProps) => (
  <WideTable label={`Draws by powers of ten: ${title}`}>
    <thead>
      <tr>
        <th>{title}</th>
        {decades.map((decade) => (
          <th key={decade.title}>{decade.title}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {scalingNames.map((name) => {
        const drawn = view?.[name] ?? [];
        return (
          <tr key={name}>
            <th scope="row">{scalings[name].title}</th>
            {decades.map(({ title, holds }) => {
              const count = drawn.filter(holds).length;
              return (
                <td key={title}>
                  <span class="share" style={{ width: `${(40 * count) / Math.max(1, drawn.length)}px` }} /> {count}
                </td>
              );
            })}
          </tr>
        );
      })}
    </tbody>
  </WideTable>
);
