import { useMemo } from "preact/hooks";
import { Explain } from "../../card/explain.tsx";
import type { Plan } from "./plan.ts";
import { papersOf } from "./words.ts";

/** What is known of a run before it is looked at. */
export const Papers = ({ plan }: { readonly plan: Plan }) => {
  const papers = useMemo(() => papersOf(plan), [plan]);
  return (
    <dl class="papers">
      {papers.map(({ title, says, of }) => (
        <div key={title}>
          <dt>
            {title} {of !== undefined && <Explain of={of} title={title} />}
          </dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
};
