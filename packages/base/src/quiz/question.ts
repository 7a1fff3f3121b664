/** An answer that many give, and what is wrong with it. */
interface WrongAnswer {
  readonly says: string;
  readonly because: string;
}

/** What a learner is asked. */
export interface Question {
  /** What scores are kept by: it stays when the words of a question change. */
  readonly id: string;
  readonly asks: string;
  /** The right one of the answers to choose from; no longer than the wrong ones, on the whole. */
  readonly right: string;
  readonly wrong: readonly [WrongAnswer, WrongAnswer, WrongAnswer];
  /** The answer in full, as it is read afterwards. */
  readonly answer: string;
  /** The topic of `kaviar explain` that says more. */
  readonly key: string;
}
