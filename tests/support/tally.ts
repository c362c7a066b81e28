import * as fc from 'fast-check';

/** Counts what ran, for the line a suite prints when it is done. */
export class Tally {
  properties = 0;
  runs = 0;

  /** Asserts a property and counts it and its runs. */
  check<T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void, numRuns: number): void {
    fc.assert(
      fc.property(arbitrary, (value) => {
        this.runs++;
        predicate(value);
      }),
      { numRuns },
    );
    this.properties++;
  }

  print(suite: string): void {
    process.stderr.write(`${suite}: ${this.properties} properties held in ${this.runs} runs\n`);
  }
}
