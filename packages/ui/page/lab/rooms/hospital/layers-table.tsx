import { formatNumber } from "@kaviar/page";
import { Explain } from "../../card/explain.tsx";
import { WideTable } from "../../tables/wide-table.tsx";
import type { LayerNumbers } from "./look-at-layers.ts";
import { percent } from "./words.ts";

/** What each layer does, as numbers: the learner reads them as the doctor does. */
export const LayersTable = ({
  layers,
  epoch,
}: {
  readonly layers: readonly LayerNumbers[];
  readonly epoch: number;
}) => (
  <>
    <WideTable label={`The layers after epoch ${epoch}, from the input on`}>
      <thead>
        <tr>
          <th>layer</th>
          <Head title="silent units" of="dead-units" />
          <Head title="at the bounds" of="saturation" />
          <Head title="gradient" of="gradient" />
          <Head title="moved" of="learning-rate" />
        </tr>
      </thead>
      <tbody>
        {layers.map(({ name, silent, atBounds, gradient, moved }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <Share of={silent} />
            <Share of={atBounds} />
            <td>{formatNumber(gradient)}</td>
            <td>{moved === undefined ? "–" : percent(moved)}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
    <p class="note">
      Silent units say the same of every row. At the bounds is what lies within 0.01 of what the activation can reach.
      The gradient is the root of the mean of its squares. Moved says how far the last epoch took the weights, by their
      size.
    </p>
  </>
);

const Head = ({ title, of }: { readonly title: string; readonly of: string }) => (
  <th>
    <span class="with-mark">
      {title} <Explain of={of} title={title} />
    </span>
  </th>
);

const Share = ({ of }: { readonly of: number | undefined }) => (
  <td>
    {of === undefined ? (
      "–"
    ) : (
      <>
        <span class="share" style={{ width: `${Math.round(48 * of)}px` }} /> {percent(of)}
      </>
    )}
  </td>
);
