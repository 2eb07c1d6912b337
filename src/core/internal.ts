// What other modules of the package use, and its users do not: no part of the public API.

export { asin, exp, log, powerOfTwo } from "./numbers/elementary";
export { logGamma } from "./numbers/log-gamma";
export { type RandomStream, randomKeys, randomStream, threefry2x32 } from "./numbers/random";
export { scatter } from "./numbers/scatter";
export { sum } from "./numbers/sum";
export { listOfTexts, offsetsOf, plainObject, typedArray } from "./options/array-of";
export { asExpected } from "./options/as-expected";
export { describeValue } from "./options/describe-value";
export { didYouMean } from "./options/did-you-mean";
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
} from "./options/fields";
export { keyPart } from "./options/key-part";
export { labelCount, NOISE, toLabels } from "./options/labels";
export { loadPeer } from "./options/load-peer";
export { jsonOf, nested, type Resolved, readOptions, type Schema } from "./options/options";
export { checkPlainData, isArrayOf, isAscending, isMatrix, isWithin } from "./options/plain-data";
export { verbatim, wrongType, wrongValue } from "./options/wrong-value";
export { toCsr, transposedCsr } from "./rows/csr";
export { type DistinctRows, distinctRows } from "./rows/distinct-rows";
export { doubled } from "./rows/doubled";
export { matrix, pickRows, powerOfTwoScale, row, toMatrix, transposed } from "./rows/matrix";
export { Numbering } from "./rows/numbering";
export { type Ragged, raggedOf, raggedRow, raggedRows } from "./rows/ragged";
export { findRows, indexRows, type RowIndex } from "./rows/row-index";
export { sparseCoordinates } from "./rows/sparse-coordinates";
export { topK } from "./rows/top-k";
export { unitRows } from "./rows/unit-rows";
export { abortable } from "./running/abortable";
export { forEachYielding } from "./running/for-each-yielding";
export { Mutex } from "./running/mutex";
export { parallelLimit } from "./running/parallel-limit";
export { type Checkpoint, checkpoint } from "./running/progress";
export { finish, follow, type Steps } from "./running/steps";
export { duration, LONGEST_WAIT } from "./words/duration";
export { excerpt, printable } from "./words/printable";
export { countText, countWord, durationText, numberText, percentText, plural, unitsText } from "./words/wording";
