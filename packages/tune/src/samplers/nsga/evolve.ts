import type { Random } from "@kaviar/base/random";
import type { Params } from "../../space/dimension.ts";
import { drawPoint } from "../../space/flat-space.ts";
import type { Proposal, Question, Sampler } from "../contract/sampler.ts";
import type { Individual } from "./fronts.ts";
import { createPopulation, type Eviction } from "./population.ts";
import { childOf } from "./variation.ts";

/** What makes a genetic sampler: which member goes, and which of two members of one front is the better parent. */
export interface Selection {
  readonly evict: Eviction;
  readonly better: (front: readonly Individual[]) => (a: Individual, b: Individual) => Individual | undefined;
}

const tries = 100;

/** A sampler that crosses and mutates the members of a population. */
export const evolve = (name: string, sizeFor: (question: Question) => number, selection: Selection): Sampler => {
  const populationOf = createPopulation(selection.evict);
  return {
    name,
    propose: (question) => {
      const { space, history, draw, number } = question;
      const size = sizeFor(question);
      const { fronts } = populationOf(history, size);
      const others = [...history.running.values()].filter((trial) => trial.number !== number);
      const members = fronts.flat();
      // A twin of what is known would teach a deterministic study nothing.
      const known = question.deterministic ? [...members.map(({ trial }) => trial), ...others] : [];
      const admits = (params: Params) =>
        question.admits(params) && !known.some((trial) => areAlike(params, trial.params));
      const generation = Math.floor((history.finished.length + others.length) / size);
      if (members.length === 0 || history.finished.length + others.length < size)
        return firstAdmitted(admits, (attempt) => ({
          params: drawPoint(space, (name) => draw(`${name}~${attempt}`)),
          why: "one of the first generation, by chance",
          notes: { generation: 0, parents: [] },
        }));
      const ranked = fronts.flatMap((front, rank) => front.map((member) => ({ member, rank, front })));
      // Where all close relatives were asked already, children take after their parents less and less.
      return firstAdmitted(admits, (attempt) => {
        const random = draw(`parents~${attempt}`);
        const mother = tournament(ranked, selection, random);
        const father = tournament(ranked, selection, random);
        return {
          params: childOf(
            space,
            [mother.trial.params, father.trial.params],
            (name) => draw(`${name}~${attempt}`),
            attempt / tries,
          ),
          why: `a child of trials ${mother.trial.number} and ${father.trial.number}`,
          notes: { generation, parents: [mother.trial.number, father.trial.number] },
        };
      });
    },
  };
};

const areAlike = (a: Params, b: Params): boolean => {
  for (const name in a) if (a[name] !== b[name]) return false;
  return true;
};

const firstAdmitted = (admits: Question["admits"], propose: (attempt: number) => Proposal): Proposal => {
  for (let attempt = 0; ; attempt++) {
    const proposal = propose(attempt);
    if (attempt === tries || admits(proposal.params)) return proposal;
  }
};

interface Ranked {
  readonly member: Individual;
  readonly rank: number;
  readonly front: readonly Individual[];
}

/** The better of two drawn at random. */
const tournament = (ranked: readonly Ranked[], { better }: Selection, random: Random): Individual => {
  const [a, b] = [random(), random()].map((u) => ranked[Math.floor(u * ranked.length)]!) as [Ranked, Ranked];
  if (a.rank !== b.rank) return (a.rank < b.rank ? a : b).member;
  return better(a.front)(a.member, b.member) ?? a.member;
};
