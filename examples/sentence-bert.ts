// Sequences read as texts by a local Sentence-BERT model. Without the optional peer it says what to install.
//   npm install --ignore-scripts @huggingface/transformers
//   SEQMENT_MODELS=models npx tsx examples/sentence-bert.ts
import { fitSegments, loadSegments, MissingDependencyError } from "seqment";

const localModelPath = process.env.SEQMENT_MODELS ?? "models";
const lists = Array.from({ length: 80 }, (_, user) =>
  user % 2 === 0
    ? ["START", ...Array<string>(1 + (user % 6)).fill("LEVEL_5_FAIL"), "PURCHASE_BOOST", "LEVEL_5_PASS"]
    : ["START", "openGuildChat", ...Array<string>(1 + (user % 5)).fill("sendMessage"), "QUIT"],
);

try {
  const model = await fitSegments(lists, {
    embedding: {
      method: "sentence-bert",
      model: "sentence-transformers/all-MiniLM-L6-v2",
      localModelPath,
      granularity: "action",
      verbalize: { PURCHASE_BOOST: "buy a boost in the shop" },
    },
    projection: false,
  });
  for (const { name, size } of model.segments) console.log(`${name}: ${size} users`);
  for (const { actions, text } of model.report.embedding.texts?.examples ?? [])
    console.log(`${actions} reads "${text}"`);

  // A saved model needs to know where the sentence model lies; then it reads actions that training never saw.
  const again = await loadSegments(await model.toBytes(), { localModelPath });
  const [newcomer] = await again.assign(["START -> LEVEL_6_FAIL -> BUY_BOOST -> LEVEL_6_PASS"]);
  console.log(`a newcomer: ${newcomer?.name ?? "no segment"} (${newcomer?.reason})`);
} catch (error) {
  if (error instanceof MissingDependencyError || error instanceof RangeError)
    console.log(`${error.name}: ${error.message}`);
  else throw error;
}
