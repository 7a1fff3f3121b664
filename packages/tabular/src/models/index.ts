export { type BernoulliNaiveBayesOptions, bernoulliNaiveBayes } from "./bernoulli-naive-bayes.ts";
export { type DecisionTreeOptions, decisionTree } from "./decision-tree.ts";
export { type DummyOptions, dummy } from "./dummy.ts";
export { type GaussianNaiveBayesOptions, gaussianNaiveBayes } from "./gaussian-naive-bayes.ts";
export { type KNearestOptions, kNearest } from "./k-nearest.ts";
export { type LdaOptions, lda } from "./lda.ts";
export { type MultinomialNaiveBayesOptions, multinomialNaiveBayes } from "./multinomial-naive-bayes.ts";
export { type QdaOptions, qda } from "./qda.ts";
