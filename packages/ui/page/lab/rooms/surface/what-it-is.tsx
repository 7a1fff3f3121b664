import { Explain } from "../../card/explain.tsx";
import { shortNumber, shortPair } from "../../words/short-number.ts";
import type { WalkView } from "./walk.ts";

/** What kind of point somebody stands on, and why. */
export const WhatItIs = ({ view }: { readonly view: WalkView }) => {
  const { kind, eigenvalues, eigenvectors, hessian, convexity, gradient } = view;
  const { title, of } = kinds[kind];
  return (
    <>
      <p class="kind" aria-live="polite">
        <strong>{title}</strong> <Explain of={of} title={title} />
      </p>
      <p class="says">
        {kind === "not critical" ? "The gradient is not 0: there is a way down." : view.reason} {bending(eigenvalues)}
      </p>
      <dl class="rule">
        <dt>
          value <span class="thin">f</span>
        </dt>
        <dd>
          {shortNumber(view.value)} at {shortPair(view.at)}
        </dd>
        <dt class="with-mark">
          gradient <span class="thin">∇f</span> <Explain of="gradient" title="the gradient" />
        </dt>
        <dd>
          {shortPair(gradient)}, {shortNumber(Math.hypot(...gradient))} long
        </dd>
        <dt class="with-mark">
          Hessian <span class="thin">H</span> <Explain of="hessian" title="the Hessian" />
        </dt>
        <dd>
          ({hessian[0].map(shortNumber).join(", ")}; {hessian[1].map(shortNumber).join(", ")})
        </dd>
        {eigenvalues.flatMap((value, i) => [
          <dt key={`λ${i}`}>eigenvalue λ{"₁₂"[i]}</dt>,
          <dd key={`along ${i}`}>
            {shortNumber(value)} along {shortPair(eigenvectors[i]!)}
          </dd>,
        ])}
        {eigenvalues[0] > 0 && [
          <dt key="condition">λ₂/λ₁</dt>,
          <dd key="is">
            {shortNumber(eigenvalues[1] / eigenvalues[0])}: the bowl is its root,{" "}
            {shortNumber(Math.sqrt(eigenvalues[1] / eigenvalues[0]))}, times as long as it is wide
          </dd>,
          <dt key="limit" class="with-mark">
            2/λ₂ <Explain of="learning-rate" title="the learning rate" />
          </dt>,
          <dd key="rate">{shortNumber(2 / eigenvalues[1])}: descent with a higher rate would be thrown out of here</dd>,
        ]}
        <dt class="with-mark">
          the whole square <Explain of="convexity" title="convexity" />
        </dt>
        <dd>
          {verdicts[convexity.verdict]} {convexity.reason}
        </dd>
      </dl>
    </>
  );
};

const kinds: { readonly [Kind in WalkView["kind"]]: { readonly title: string; readonly of: string } } = {
  minimum: { title: "A minimum", of: "local-minimum" },
  maximum: { title: "A maximum", of: "critical-point" },
  saddle: { title: "A saddle point", of: "saddle-point" },
  plateau: { title: "A plateau", of: "plateau" },
  degenerate: { title: "A critical point that the Hessian does not decide", of: "criticalPoint" },
  "not critical": { title: "A slope", of: "gradient" },
};

const verdicts: { readonly [Verdict in WalkView["convexity"]["verdict"]]: string } = {
  convex: "Convex.",
  "not convex": "Not convex.",
  "no counterexample": "Perhaps convex.",
};

const bending = ([low, high]: WalkView["eigenvalues"]): string => {
  if (low > 0) return "It curves up every way here, as a convex function does.";
  if (high < 0) return "It curves down every way here: it is not convex.";
  if (low < 0 && high > 0) return "It curves up one way and down another here: it is not convex.";
  return low < 0 ? "It curves down one way here: it is not convex." : "One way at least it does not curve at all here.";
};
