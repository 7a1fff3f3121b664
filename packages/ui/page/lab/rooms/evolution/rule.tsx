import { Explain } from "../../card/explain.tsx";
import type { EvolutionChoices } from "./choices.ts";

/** What is done in each generation, in words and as formulas, with what is chosen. */
export const Rule = ({ chosen }: { readonly chosen: EvolutionChoices }) => {
  const { population, crossed, judge, families, racing, begin } = chosen;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  return (
    <ol class="bred-rule">
      <li>
        <b>Begin</b> with {population} pipelines, {begin === "known" ? "known to do well on tables" : "drawn at random"}
        .
      </li>
      <li>
        <b>Score</b> each: <code>s = (AUC₁ + AUC₂ + AUC₃) / 3</code>, fitted to two folds and asked about the third
        {racing ? "; who is behind the better 60 % after a fold is stopped." : "."}
      </li>
      <li>
        <b>Select</b> the {population} best of all so far as parents.{" "}
        {judge === "both" ? (
          <>
            a beats b if <code>s(a) ≥ s(b)</code> and <code>parts(a) ≤ parts(b)</code>, and one of them strictly. Whom
            nobody beats comes first, then whom only those beat, and so on; of equals those who stand alone.
          </>
        ) : (
          "The score alone counts."
        )}
      </li>
      <li>
        <b>Breed</b> {population} children. For each parent three are drawn and the best is taken
        {families
          ? ", the mother from the best of the family of models whose turn it is, be she in the population or not"
          : ""}
        . In {percent(crossed)} of the cases two parents are crossed: the steps of the one before the model of the
        other, or a step of one in the other. Else a part is put in, replaced or taken out, or a value is changed. What
        a part needs before it, gaps filled and words made numbers, comes by itself. Nothing is tried twice.
      </li>
      <li>
        <b>Again</b> from 2. In the end the best is fitted to all members, and asked about 2000 others.{" "}
        <Explain of="nsga2" title="the order of NSGA-II" />
      </li>
    </ol>
  );
};
