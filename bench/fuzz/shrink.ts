import type { Block, Program, Step } from "../../packages/tensor/test/fuzz/program.ts";
import { placed, pruned, withPlaces } from "../../packages/tensor/test/fuzz/prune.ts";

type Steps = readonly Step[];

/** The steps without one, what read its first result reading another value instead. */
const bypassed = (
  given: number,
  steps: Steps,
): { readonly steps: Steps; readonly moves: ReadonlyMap<number, number> }[] =>
  placed(steps, given).flatMap(({ step, places }, at) =>
    [...new Set(step[1])].map((operand) => {
      const gone = places.length;
      const later = placed(steps, given)
        .slice(at + 1)
        .flatMap((each) => each.places);
      const moves = new Map([
        ...places.map((place) => [place, operand] as const),
        ...later.map((place) => [place, place - gone] as const),
      ]);
      return { steps: [...steps.slice(0, at), ...steps.slice(at + 1).map((each) => withPlaces(each, moves))], moves };
    }),
  );

/** The steps, one of their blocks smaller. */
const withSmallerBlock = (steps: Steps): Steps[] =>
  steps.flatMap((step, at) =>
    (step[3] ?? []).flatMap((block, which) =>
      smallerBlocks(block).map((smaller): Steps => {
        const blocks = step[3]!.with(which, smaller);
        return steps.with(at, [step[0], step[1], step[2] ?? {}, blocks]);
      }),
    ),
  );

const smallerBlocks = (block: Block): Block[] => {
  const given = block.args + block.captured.length;
  return [
    ...bypassed(given, block.steps).map(({ steps, moves }) => ({
      ...block,
      steps,
      results: block.results.map((place) => moves.get(place) ?? place),
    })),
    ...withSmallerBlock(block.steps).map((steps) => ({ ...block, steps })),
  ];
};

/** Programs that are a little smaller; not all of them can be run. */
const smaller = (program: Program): Program[] => {
  const { inputs, steps, results } = program;
  const single = results.length > 1 ? results.map((place) => ({ ...program, results: [place] })) : [];
  return [
    ...single,
    ...bypassed(inputs.length, steps).map((way) => ({
      inputs,
      steps: way.steps,
      results: results.map((place) => way.moves.get(place) ?? place),
    })),
    ...withSmallerBlock(steps).map((less) => ({ inputs, steps: less, results })),
  ].flatMap((each) => {
    try {
      return [pruned(each)];
    } catch {
      return [];
    }
  });
};

/** The smallest program found that still fails, one step at a time. */
export const shrink = async (program: Program, fails: (program: Program) => Promise<boolean>): Promise<Program> => {
  for (const less of smaller(program)) {
    if (JSON.stringify(less).length < JSON.stringify(program).length && (await fails(less))) return shrink(less, fails);
  }
  return program;
};
