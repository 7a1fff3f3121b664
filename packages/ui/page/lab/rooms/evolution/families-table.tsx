import { WideTable } from "../../tables/wide-table.tsx";
import type { Bred, EvolutionView } from "./bred.ts";

/** How many of each population end in which model, and how many have a scaler: the largest families last above. */
export const FamiliesTable = ({ view }: { readonly view: EvolutionView }) => {
  const populations = view.generations.map(({ population }) => population.map((number) => view.bred[number]!));
  const families = familiesOf(populations);
  return (
    <WideTable label="How many of each population are of which family">
      <thead>
        <tr>
          <th>family</th>
          {populations.map((_, at) => (
            <th key={at}>{at + 1}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {families.map((family) => (
          <Shares key={family} title={family} populations={populations} counts={(each) => each.family === family} />
        ))}
        <Shares title="with a scaler" populations={populations} counts={({ hasScaler }) => hasScaler} />
      </tbody>
    </WideTable>
  );
};

interface SharesProps {
  readonly title: string;
  readonly populations: readonly (readonly Bred[])[];
  counts(bred: Bred): boolean;
}

const Shares = ({ title, populations, counts }: SharesProps) => (
  <tr>
    <th scope="row">{title}</th>
    {populations.map((population, at) => {
      const count = population.filter(counts).length;
      return (
        <td key={at} class="bred-share">
          <span style={{ height: `${(28 * count) / Math.max(population.length, 1)}px` }} />
          {count === 0 ? "" : count}
        </td>
      );
    })}
  </tr>
);

/** Those that are there now first, the largest above; then those that were. */
const familiesOf = (populations: readonly (readonly Bred[])[]): readonly string[] => {
  const all = new Set(populations.flat().map(({ family }) => family));
  const last = (family: string): number =>
    populations.findLastIndex((own) => own.some((each) => each.family === family));
  const count = (family: string): number => populations[last(family)]!.filter((each) => each.family === family).length;
  return [...all].sort((a, b) => last(b) - last(a) || count(b) - count(a));
};
