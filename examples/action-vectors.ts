// Word2Vec on actions: which actions stand in for each other?
import { trainWord2Vec } from "seqment/embedding";

const sessions = [
  ["open", "search", "view", "buy"],
  ["open", "browse", "view", "buy"],
  ["open", "search", "view", "close"],
  ["open", "browse", "view", "close"],
];
const model = await trainWord2Vec(sessions, { vectorSize: 8, window: 2, seed: 1 });

console.log("like search:", model.mostSimilar("search", 2));
console.log("search and browse:", model.similarity("search", "browse").toFixed(3));
console.log(`for gensim's KeyedVectors.load_word2vec_format:\n${model.toWord2VecText()}`);
