// What a thread that holds a sentence model runs. Bundled to text by scripts/build-kernels.mjs.
import type { LibraryModel, LibraryTokenizer, TransformersLibrary } from "./library";
import type { Download, FromModel, ModelPlace, ToModel } from "./protocol";
import { embedBatch } from "./worker-forward";
import { encodeTexts } from "./worker-tokenizer";

/** One intra-op thread: the other cores have sessions of their own, and spinning would take their time. */
const SESSION = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
  enableMemPattern: false, // a pattern is kept for each shape, and each length of text is one: 1,200 MB became 905
  extra: { session: { intra_op: { allow_spinning: "0" } } },
};

const port = globalThis.process.getBuiltinModule("node:worker_threads").parentPort!;
let tokenizer: Promise<LibraryTokenizer> | undefined;
let model: Promise<LibraryModel> | undefined;

port.on("message", async (message: ToModel) => {
  try {
    say(await answer(message));
  } catch (error) {
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});

function say(message: FromModel): void {
  port.postMessage(message);
}

async function answer(message: ToModel): Promise<FromModel> {
  if (message.kind === "download") {
    await download(message.from);
    return { kind: "done" };
  }
  if (message.kind === "encode") {
    tokenizer ??= openTokenizer(message.place);
    return { kind: "encoded", texts: encodeTexts(await tokenizer, message.texts, message.maxTokens) };
  }
  if (message.kind === "embed") {
    const library = await open(message.place);
    model ??= openModel(library, message.place);
    return { kind: "embedded", batch: await embedBatch(library, await model, message.batch, message.pooling) };
  }
  await (await model)?.dispose();
  port.close();
  return { kind: "done" };
}

/**
 * The library, which reads this model from its folder and nothing from anywhere else. Settings are this thread's own.
 */
async function open({ library: url, root }: Pick<ModelPlace, "library" | "root">): Promise<TransformersLibrary> {
  const loaded = await import(url);
  const library: TransformersLibrary = loaded.env ? loaded : loaded.default;
  Object.assign(library.env, {
    allowLocalModels: true,
    allowRemoteModels: false,
    localModelPath: root,
    useFSCache: false,
  });
  return library;
}

async function openTokenizer(place: ModelPlace): Promise<LibraryTokenizer> {
  return (await open(place)).AutoTokenizer.from_pretrained(place.id, { local_files_only: true });
}

function openModel({ AutoModel }: TransformersLibrary, { id, dtype, device }: ModelPlace): Promise<LibraryModel> {
  return AutoModel.from_pretrained(id, {
    local_files_only: true,
    dtype,
    quantized: dtype === "q8", // what @xenova/transformers calls it
    session_options: SESSION,
    ...(device !== "cpu" && { device }),
  });
}

async function download({ library: url, folder, id, host, dtype, device }: Download): Promise<void> {
  const { env, AutoTokenizer, AutoModel } = await open({ library: url, root: folder });
  Object.assign(env, {
    allowLocalModels: false,
    allowRemoteModels: true,
    useFSCache: true,
    cacheDir: folder,
    ...(host !== undefined && { remoteHost: host }),
  });
  await AutoTokenizer.from_pretrained(id, {});
  const options = { dtype, quantized: dtype === "q8", session_options: SESSION, ...(device !== "cpu" && { device }) };
  await (await AutoModel.from_pretrained(id, options)).dispose();
}
