/**
 * One fact that every implementation of a contract has to show. Cases know no test runner: `run` rejects, or throws, when
 * the fact does not hold.
 */
export interface Case<Of> {
  readonly name: string;
  run(of: Of): Promise<void>;
}
