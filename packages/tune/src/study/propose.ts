import { shown } from "@kaviar/base/error";
import { keyedRandom } from "@kaviar/base/random";
import { TuneError } from "../error.ts";
import type { Proposal, Question } from "../samplers/contract/sampler.ts";
import { agrees } from "../samplers/fixed/without-held.ts";
import { allowsAll } from "../space/compile-space.ts";
import type { Params } from "../space/dimension.ts";
import { drawFrom } from "../space/domain.ts";
import { contains, countPoints, type FlatSpace, fingerprint, isCountable, points, walk } from "../space/flat-space.ts";
import type { TrialOrigin } from "../trial/origin.ts";
import { historyFor } from "./lag.ts";
import type { Session } from "./session.ts";

/** Where values come from that a trial is given before its sampler is asked. */
export type GivenSource = "enqueued" | "warm-start";

/** The same for people. */
export const wordsFor: Readonly<Record<GivenSource, string>> = { enqueued: "enqueued", "warm-start": "warm start" };

/** What a proposal has to fit: the space and its constraints, the values that are given, the points that are taken. */
export interface ProposalScope {
  readonly space: FlatSpace;
  /** Whether that is what define-by-run trials have shown so far: then points are known by what these asked. */
  readonly isLearned: boolean;
  /** The constraints between parameters. */
  allows(params: Params): boolean;
  /** Values that are given: enqueued, or fixed. */
  readonly given: Params;
  /** Where the given values come from. */
  readonly source: GivenSource;
  /** Fingerprints of points that another process has just taken. */
  readonly refused: ReadonlySet<string>;
  readonly budget: Question["budget"];
}

/** A proposal, and how the study came to it. */
export interface ProposedPoint extends Proposal {
  readonly origin: TrialOrigin;
}

/** Finite spaces up to this size are listed when a sampler finds no free point. */
const listable = 200_000;

const samplerAttempts = 10;

/** How many points may be asked: those of a finite space that its constraints allow, Infinity when there are too many to count. */
export const countAllowed = (space: FlatSpace, allows: (params: Params) => boolean): number => {
  const size = countPoints(space);
  if (size > listable || allows === allowsAll) return size;
  let count = 0;
  for (const point of points(space)) if (allows(point)) count++;
  if (count === 0) throw tooTight(`none of the ${size} points satisfies them`);
  return count;
};

/**
 * Asks the sampler for a point. When what it proposes is not admitted, it is asked again; when it finds nothing, a free
 * point is drawn, and `why` says so. Undefined when a finite space has no free point left.
 */
export const propose = async (
  session: Session,
  number: number,
  scope: ProposalScope,
): Promise<ProposedPoint | undefined> => {
  const { space, given } = scope;
  const whole = Object.keys(given).length === 0;
  const once = whole && isAskedOnce(session, space);
  const history = historyFor(session, number);
  const isTaken = (params: Params) => {
    if (scope.isLearned && !session.asked.admits(params)) return true;
    if (!isCountable(space, params)) return false;
    const point = fingerprint(params);
    return scope.refused.has(point) || (!scope.isLearned && session.askedPoints.has(point));
  };
  const admits = (params: Params) => scope.allows(params) && !(once && isTaken(params));
  let first: ProposedPoint | undefined;
  for (let attempt = 0; attempt < samplerAttempts; attempt++) {
    const draw = (name: string) => keyedRandom(session.study.seed, number, attempt === 0 ? name : `${name}#${attempt}`);
    const proposal = await session.sampler.propose({
      number,
      space,
      history,
      prior: session.sampler.neverLearns ? [] : session.prior,
      seed: session.study.seed,
      draw,
      admits,
      attempt,
      budget: scope.budget,
      deterministic: session.deterministic,
    });
    if (!scope.isLearned && !contains(space, proposal.params)) throw outside(session.sampler.name, proposal.params);
    const params = whole
      ? proposal.params
      : walk(space, ({ name, domain }) => {
          const fixed = Object.hasOwn(given, name) ? given[name] : proposal.params[name];
          return fixed === undefined ? drawFrom(domain, draw(name)) : fixed;
        });
    const why = whole ? proposal.why : `fills in what the ${wordsFor[scope.source]} point leaves open`;
    const origin = whole ? "sampler" : (`${scope.source}-part` as const);
    const proposed: ProposedPoint = {
      ...proposal,
      ...(why && { why }),
      sampler: proposal.sampler ?? session.sampler.name,
      params,
      origin,
    };
    if (admits(params)) return proposed;
    first ??= proposed;
  }
  const free = drawFree(session, number, scope, admits);
  // Where trials run at all that is known, they may show more: who cannot wait for it goes where one of them is.
  return free ?? (scope.isLearned && !session.asked.isWhole() && scope.allows(first!.params) ? first : undefined);
};

const drawFree = (
  session: Session,
  number: number,
  { space, isLearned, given, source }: ProposalScope,
  admits: (params: Params) => boolean,
): ProposedPoint | undefined => {
  const whole = Object.keys(given).length === 0;
  const settled = whole ? (session.sampler.held ?? {}) : given;
  const origin = whole ? "drawn" : (`${source}-part` as const);
  const because = `what ${session.sampler.name} proposed may not be asked`;
  if (countPoints(space) <= listable) {
    const free: Params[] = [];
    for (const point of points(space)) if (agrees(point, settled) && admits(point)) free.push(point);
    const random = keyedRandom(session.study.seed, number, "free");
    // What trials have shown may not hold every point: a range may depend on another parameter.
    const beyond = free.length === 0 && isLearned ? session.asked.drawFree(random) : undefined;
    if (beyond !== undefined)
      return { params: beyond, sampler: "random", why: `${because}: drawn from what is left`, origin };
    if (free.length === 0) return undefined;
    const chosen = free[Math.floor(random() * free.length)]!;
    const why = `${because}: drawn from the ${free.length} points that are left`;
    return { params: chosen, sampler: "random", why, origin };
  }
  for (let i = 0; i < 10_000; i++) {
    const params = walk(space, ({ name, domain }) =>
      Object.hasOwn(settled, name)
        ? settled[name]!
        : drawFrom(domain, keyedRandom(session.study.seed, number, `${name}#free${i}`)),
    );
    if (admits(params))
      return { params, sampler: "random", why: `${because}: drawn at random, at draw ${i + 1}`, origin };
  }
  throw tooTight("none of 10 000 random points satisfies them");
};

const outside = (sampler: string, params: unknown): TuneError =>
  new TuneError(
    "outside-domain",
    `A sampler proposes a value of its domain for every active parameter of the space, and no others: ${sampler} proposed ${shown(params)}.`,
    { remedy: "`samplerConformance` of @kaviar/tune/conformance finds what a sampler of your own forgets." },
  );

const tooTight = (evidence: string): TuneError =>
  new TuneError("constraints-too-tight", `The constraints between parameters must leave room: ${evidence}.`, {
    remedy: "Loosen them, or describe the space so that most points are allowed.",
  });

/** Whether points of this space that can be counted are not to be asked twice. */
export const isAskedOnce = (session: Session, space: FlatSpace): boolean => session.deterministic && space.length > 0;

/** The text that keeps two processes from asking the same point; undefined where points may repeat. */
export const uniqueText = (session: Session, space: FlatSpace, params: Params): string | undefined =>
  isAskedOnce(session, space) && isCountable(space, params) ? fingerprint(params) : undefined;
