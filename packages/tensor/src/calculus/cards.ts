import { type IndexedCard as IndexedCardOf, indexCards } from "@kaviar/base/card";
import { grad, hvp, jvp, valueAndGrad, vjp } from "../transformations/differentiate.ts";
import { hessian, jacobian } from "../transformations/jacobian.ts";
import { checkGradients } from "./check-gradients.ts";
import { constrained } from "./constrained.ts";
import { convexity } from "./convexity.ts";
import { criticalPoint } from "./critical-point.ts";
import { lbfgs } from "./lbfgs.ts";
import { multiStart } from "./multi-start.ts";
import { newton } from "./newton.ts";

const catalogues = {
  derivative: { grad, valueAndGrad, jvp, vjp, hvp, jacobian, hessian },
  calculus: { newton, lbfgs, constrained, criticalPoint, convexity, multiStart, checkGradients },
};

export type CardKind = keyof typeof catalogues;
export type IndexedCard = IndexedCardOf<CardKind>;

/**
 * What there is to know of each derivative and of each function of calculus, by kind and name.
 *
 * ```ts
 * cards().find((card) => card.export === "newton")?.pitfall;
 * ```
 */
export const cards = (): IndexedCard[] => indexCards<CardKind>(catalogues);
