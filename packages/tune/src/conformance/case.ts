/**
 * One fact that every implementation of a contract has to show. Cases know no test runner: `run` rejects, or throws, when
 * the fact does not hold.
 *
 * ```ts
 * for (const { name, run } of samplerConformance) test(name, () => run((seed) => mine({ seed })));
 * ```
 */
export interface Case<Make> {
  readonly name: string;
  run(make: Make): Promise<void>;
}
