// What other modules of the package use, and its users do not: no part of the public API.
export { abortable } from "./abortable";
export { listOfTexts, offsetsOf, plainObject, typedArray } from "./array-of";
export { asExpected } from "./as-expected";
export { toCsr, transposedCsr } from "./csr";
export { describeValue } from "./describe-value";
export { didYouMean } from "./did-you-mean";
export { type DistinctRows, distinctRows } from "./distinct-rows";
export { duration, LONGEST_WAIT } from "./duration";
export { asin, exp, log, powerOfTwo } from "./elementary";
export {
  anyOf,
  boolean,
  either,
  type Field,
  func,
  integer,
  type JsonSchema,
  number,
  ofType,
  oneOf,
  string,
} from "./fields";
export { forEachYielding } from "./for-each-yielding";
export { keyPart } from "./key-part";
export { labelCount, NOISE, toLabels } from "./labels";
export { loadPeer } from "./load-peer";
export { logGamma } from "./log-gamma";
export { matrix, pickRows, powerOfTwoScale, row, toMatrix, transposed } from "./matrix";
export { Mutex } from "./mutex";
export { jsonOf, nested, type Resolved, readOptions, type Schema } from "./options";
export { parallelLimit } from "./parallel-limit";
export { checkPlainData, isArrayOf, isAscending, isMatrix, isWithin } from "./plain-data";
export { excerpt, printable } from "./printable";
export { type Checkpoint, checkpoint } from "./progress";
export { type Ragged, raggedOf, raggedRow, raggedRows } from "./ragged";
export { type RandomStream, randomKeys, randomStream, threefry2x32 } from "./random";
export { findRows, indexRows, type RowIndex } from "./row-index";
export { sparseCoordinates } from "./sparse-coordinates";
export { finish, follow, type Steps } from "./steps";
export { sum } from "./sum";
export { topK } from "./top-k";
export { unitRows } from "./unit-rows";
export { countText, countWord, durationText, numberText, percentText, plural, unitsText } from "./wording";
export { verbatim, wrongType, wrongValue } from "./wrong-value";
