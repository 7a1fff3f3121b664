import type { Question } from "@kaviar/base/quiz";

export const generalization = [
  {
    id: "overfitting",
    asks: "How does overfitting show, and what helps?",
    right: "Low error in training, high in validation; penalties, dropout, more data",
    wrong: [
      {
        says: "High error in training and in validation; more units, more epochs",
        because: "That is underfitting, and its cure.",
      },
      {
        says: "Low error in training, high in validation; more units, more epochs",
        because: "So it shows; but more units and epochs learn even more of the noise.",
      },
      {
        says: "High error in training, low in validation; penalties, dropout",
        because: "That comes of dropout, which is off in validation, or of validation rows that are easier.",
      },
    ],
    answer:
      "Noise has been learned: a low training error, a high validation error. L1 or L2, dropout, augmentation, early stopping, a smaller model, more data.",
    key: "overfitting",
  },
  {
    id: "l2-regularization",
    asks: "What does an L2 penalty do?",
    right: "It adds λΣw² to the loss: weights get small, and seldom 0",
    wrong: [
      {
        says: "It adds λΣ|w| to the loss: many weights get exactly 0",
        because: "That is L1.",
      },
      {
        says: "It adds λΣw² of weights and biases: predictions are drawn to 0",
        because: "Biases are left out: they only shift, and no complexity lies in them.",
      },
      {
        says: "It allows no weight above λ: larger ones are cut off there",
        because: "That would be a constraint. A penalty only makes large weights costly.",
      },
    ],
    answer: "The loss is L + λΣw², biases left out: weights become small, seldom 0. λ is chosen by validation.",
    key: "l2-regularization",
  },
  {
    id: "weight-decay",
    asks: "What does L2 do to the update?",
    right: "w ← w(1 − 2ηλ) − η∇L: weight decay, under plain SGD only",
    wrong: [
      {
        says: "w ← w(1 − 2ηλ) − η∇L: weight decay, under Adam as well",
        because: "Adam divides 2λw by √v̂ as well, so steep weights decay less. AdamW keeps decay apart.",
      },
      {
        says: "w ← w − η∇L − ηλ·sign(w): each weight is pulled equally",
        because: "That is L1: its pull does not depend on the size of the weight.",
      },
      {
        says: "w ← w − η(1 − 2λ)∇L: steps get shorter, weights move less",
        because: "It is the weight that shrinks. The step along ∇L stays as it is.",
      },
    ],
    answer:
      "The gradient gains 2λw: w ← w(1 − 2ηλ) − η∇L. That is the same as weight decay under plain SGD only; under Adam take AdamW.",
    key: "weight-decay",
  },
  {
    id: "l1-regularization",
    asks: "L1 or L2?",
    right: "L1 pulls by a constant, down to exact zeros; L2 in proportion, to small weights",
    wrong: [
      {
        says: "L1 pulls in proportion, to small weights; L2 by a constant, down to exact zeros",
        because: "The other way round: 2λw fades as w does, and λ·sign(w) does not.",
      },
      {
        says: "L1 keeps columns that say the same together; L2 takes one of them",
        because: "L1 takes one of them, much by chance; L2 shares the weight out. Elastic net does both.",
      },
      {
        says: "L1 is for absolute errors, L2 for squared ones, as their names say",
        because: "Either goes with any loss: they are of weights, not of errors.",
      },
    ],
    answer:
      "λΣ|w| pulls by a constant: weights get sparse, exactly 0 by soft threshold. λΣw² pulls in proportion: weights get small, not sparse.",
    key: "l1-regularization",
  },
  {
    id: "dropout",
    asks: "How does dropout work?",
    right: "In training each unit is zeroed with probability p, at prediction none",
    wrong: [
      {
        says: "In training and at prediction each unit is zeroed with probability p",
        because: "At prediction all units are on; × 1/(1 − p) in training keeps their sum as it will be then.",
      },
      {
        says: "In each epoch the least useful share p of the units is removed",
        because: "That is pruning. Dropout is at random, and every unit comes back.",
      },
      {
        says: "In each batch a share p of the rows is left out at random",
        because: "All rows stay: it is units that are dropped.",
      },
    ],
    answer:
      "In training each unit is zeroed with probability p, 0.2 to 0.5, and the rest multiplied by 1/(1 − p); at prediction it is off. No unit can be relied on: it is like averaging many nets.",
    key: "dropout",
  },
  {
    id: "early-stopping",
    asks: "When does early stopping stop?",
    right: "After `patience` epochs without a better validation loss",
    wrong: [
      {
        says: "After `patience` epochs without a better training loss",
        because: "The training loss falls as long as there is noise to learn. Validation rows tell.",
      },
      {
        says: "After `patience` epochs, and the best of them is taken",
        because: "Every better epoch begins the count anew: a good run goes on.",
      },
      {
        says: "When the loss on test rows begins to rise",
        because: "Then test rows would choose the model, and could not judge it any more.",
      },
    ],
    answer: "When for `patience` epochs the validation loss has not been better; the best weights are put back.",
    key: "early-stopping",
  },
  {
    id: "validation",
    asks: "What are validation rows for?",
    right: "To reveal overfitting, and to guide choices",
    wrong: [
      {
        says: "To give the honest score of what did best on them",
        because: "The best of many on the same rows was lucky too. That is what a test set is for.",
      },
      {
        says: "To be learned from last, when the rate is low",
        because: "Rows that were learned from reveal nothing any more.",
      },
      {
        says: "To fill in for rows with missing values",
        because: "That is imputation, and has to be learned from training rows.",
      },
    ],
    answer:
      "They are held out: they reveal overfitting, and guide tuning and stopping. Scores by which something was chosen turn optimistic, so keep a test set as well.",
    key: "validation",
  },
  {
    id: "data-augmentation",
    asks: "Why augment data?",
    right: "Changes that keep the label give training rows more variety",
    wrong: [
      {
        says: "Changes that keep the label make a test set more certain",
        because: "Changed copies are no new evidence: test rows stay as they are.",
      },
      {
        says: "Random changes help: the stronger, the better it generalizes",
        because: "The label has to stay true: a 6 turned by 180° is a 9.",
      },
      {
        says: "Missing values are replaced, so that no row is lost",
        because: "That is imputation. Augmentation varies rows that are whole.",
      },
    ],
    answer:
      "Random changes that keep the label (rotate, flip, crop; noise and mixup in tables), of training rows only: more variety, less overfitting.",
    key: "data-augmentation",
  },
  {
    id: "ensemble",
    asks: "How do ensembles help?",
    right: "Members err differently, and errors cancel out: bagging, boosting, stacking, voting",
    wrong: [
      {
        says: "Copies of the best model vote, and with many of them errors cancel out",
        because: "Copies err alike, and nothing cancels out: rows, columns, seeds or kinds have to differ.",
      },
      {
        says: "Bagging fits one to the errors of the last; boosting fits many to bootstrap samples",
        because: "The other way round: boosting is in sequence, against bias; bagging bootstraps, against variance.",
      },
      {
        says: "Stacking fits a model to what the members say of the rows they have learned from",
        because: "Then who overfits most is trusted most: it takes predictions out of fold.",
      },
    ],
    answer:
      "Errors that differ cancel out: bagging (bootstrap samples, less variance), boosting (in sequence, less bias), stacking (a model on predictions out of fold), voting.",
    key: "ensemble",
  },
  {
    id: "metrics",
    asks: "How is a model evaluated?",
    right: "On unseen rows; precision is TP/(TP + FP), recall TP/(TP + FN)",
    wrong: [
      {
        says: "On unseen rows; precision is TP/(TP + FN), recall TP/(TP + FP)",
        because: "The other way round: precision is of all that was called positive, recall of all that is.",
      },
      {
        says: "On the rows it was trained on: it was made for these",
        because: "These it may know by heart. What counts is what it says of others.",
      },
      {
        says: "By its loss: whichever model has the lowest is the best",
        because: "Losses of other kinds, or with penalties, do not compare: take one metric, on the same rows.",
      },
    ],
    answer:
      "On unseen rows: accuracy, precision TP/(TP + FP), recall TP/(TP + FN), F1 = 2PR/(P + R), ROC-AUC; for numbers MSE and R² = 1 − SSres/SStot; by k-fold where rows are few.",
    key: "metrics",
  },
  {
    id: "class-imbalance",
    asks: "What about imbalanced classes?",
    right: "Class weights, resampled training rows, a threshold; judged by F1 or PR-AUC",
    wrong: [
      {
        says: "Nothing has to be done about it, as long as accuracy is high",
        because: "Where 99 % are of one class, always saying it is 99 % accurate, and useless.",
      },
      {
        says: "SMOTE before rows are split, so that both parts are balanced",
        because: "Then rows made of test rows are trained on, and the test is of another world.",
      },
      {
        says: "The rare class is left out, since in so few rows there is too little to learn from",
        because: "The rare one is mostly the one that matters: the fraud, the disease.",
      },
    ],
    answer:
      "Class weights; over- or under-sampling or SMOTE, of training rows only; augmentation of the minority; balanced bagging; another threshold. F1 or PR-AUC, not accuracy.",
    key: "class-imbalance",
  },
] as const satisfies readonly Question[];
